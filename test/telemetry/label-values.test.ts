import { expect, it } from "vitest";
import { Children, LabelValues } from "#src/telemetry/metrics/label-values.js";

it("lets so many values pass, and calls all others other", () => {
  const values = new LabelValues(2);
  expect(["a", "b", "c", "a", "d"].map((value) => values.bounded(value))).toEqual([
    "a",
    "b",
    "other",
    "a",
    "other",
  ]);
});

it("makes each child once", () => {
  const made: string[] = [];
  const children = new Children((one, two) => made.push(`${one} ${two}`));
  const places = [children.of("a", "x"), children.of("a", "y"), children.of("a", "x")];
  expect(places).toEqual([1, 2, 1]);
  expect(made).toEqual(["a x", "a y"]);
});
