import { array, assert, constantFrom, dictionary, oneof, property, string } from "fast-check";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { toYaml } from "#src/documents/to-yaml.js";

const text = string({ unit: constantFrom("a", " ", "\n", "\t", "#", ":", "-", '"', "ợ") });

it("writes every text so that it is read as it was", () => {
  assert(
    property(dictionary(text, oneof(text, array(text))), (value) => {
      expect(parse(`${toYaml(value)}\n`)).toEqual(value);
    }),
    { numRuns: 3_000, examples: [[{ a: "hi\n\n" }], [{ a: " \n" }]] },
  );
});
