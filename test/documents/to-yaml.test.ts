import fc from "fast-check";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { toYaml } from "#src/documents/to-yaml.js";

const text = fc.string({ unit: fc.constantFrom("a", " ", "\n", "\t", "#", ":", "-", '"', "ợ") });

it("writes every text so that it is read as it was", () => {
  fc.assert(
    fc.property(fc.dictionary(text, fc.oneof(text, fc.array(text))), (value) => {
      expect(parse(`${toYaml(value)}\n`)).toEqual(value);
    }),
    { numRuns: 3_000, examples: [[{ a: "hi\n\n" }], [{ a: " \n" }]] },
  );
});
