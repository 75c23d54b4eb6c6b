import { assert, jsonValue, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { differenceName, differences } from "#src/flow-tests/differences.js";

const PATH = ["expect", "steps", "a", "with"];

function partial(expected: unknown, actual: unknown) {
  return differences(expected, actual, PATH, "partial").map(
    (one) => `${differenceName(one)}: ${one.expected} / ${one.actual}`,
  );
}

describe("differences", () => {
  it("names each place where a value is another", () => {
    expect(partial({ a: 1, b: { c: "x" } }, { a: 2, b: { c: "y" } })).toEqual([
      "steps.a.with.a: 1 / 2",
      'steps.a.with.b.c: "x" / "y"',
    ]);
  });

  it("lets maps have more, and lists not", () => {
    expect(partial({ a: { b: 1 } }, { a: { b: 1, c: 2 }, d: 3 })).toEqual([]);
    expect(partial([1], [1, 2])).toEqual(["steps.a.with[1]: nothing / 2"]);
    expect(partial([1, 2], [1])).toEqual(["steps.a.with[1]: 2 / nothing"]);
  });

  it("tells types apart", () => {
    expect(partial("1", 1)).toEqual(['steps.a.with: "1" / 1']);
    expect(partial(null, 0)).toEqual(["steps.a.with: null / 0"]);
    expect(partial({}, [])).toEqual(["steps.a.with: {} / []"]);
    expect(partial({ a: null }, {})).toEqual(["steps.a.with.a: null / nothing"]);
    expect(partial({ toString: 1 }, {})).toEqual(["steps.a.with.toString: 1 / nothing"]);
  });

  it("says of an exact comparison what is too much", () => {
    expect(differences({ a: 1 }, { a: 1, b: 2 }, ["expect", "snapshot"], "exact")).toEqual([
      { path: ["expect", "snapshot", "b"], expected: "nothing", actual: "2" },
    ]);
  });

  it("finds a value equal to itself, and any two different ones different", () => {
    assert(
      property(jsonValue(), jsonValue(), (one, two) => {
        expect(differences(one, structuredClone(one), [], "exact")).toEqual([]);
        const found = differences(one, two, [], "exact");
        expect(found.length === 0).toBe(isSame(one, two));
      }),
    );
  });
});

function isSame(one: unknown, two: unknown): boolean {
  try {
    // Unlike === this tells 0 from -0, which JSON does not.
    expect(JSON.parse(JSON.stringify(one))).toEqual(JSON.parse(JSON.stringify(two)));
    return true;
  } catch {
    return false;
  }
}
