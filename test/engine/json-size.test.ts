import * as fc from "fast-check";
import { expect, it } from "vitest";
import { jsonSizeExceeds } from "#src/engine/walk/json-size.js";

it("knows the size of any value to the byte", () => {
  const values = fc.anything({
    maxDepth: 4,
    withBigInt: false,
    withDate: false,
    withMap: false,
    withSet: false,
    withTypedArray: false,
    withSparseArray: false,
    withObjectString: false,
    withBoxedValues: false,
    withNullPrototype: true,
    key: fc.string({ unit: "binary" }).filter((key) => key !== "toJSON"),
    values: [
      fc.string({ unit: "binary" }),
      fc.double(),
      fc.integer(),
      fc.boolean(),
      fc.constantFrom(null, undefined, "\uD800", '"\\\n\u0001', "😀", "Đơn hàng"),
    ],
  });
  fc.assert(
    fc.property(values, (value) => {
      const written = JSON.stringify(value) as string | undefined;
      const size = Buffer.byteLength(written ?? "");
      expect(jsonSizeExceeds(value, size)).toBe(false);
      expect(jsonSizeExceeds(value, size - 1)).toBe(written !== undefined);
    }),
    { numRuns: 2000 },
  );
});

it("stops as soon as it is clear", () => {
  const read: number[] = [];
  const list = Array.from({ length: 1000 }, (_, at) =>
    Object.defineProperty({}, "text", {
      enumerable: true,
      get: () => read.push(at) && "x".repeat(10),
    }),
  );
  expect(jsonSizeExceeds(list, 1100)).toBe(true);
  expect(read.length).toBeLessThan(20);
  expect(jsonSizeExceeds("x".repeat(100), 50)).toBe(true);
});
