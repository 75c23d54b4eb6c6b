import { describe, expect, it } from "vitest";
import { payloadDifferences } from "#src/journal/payload-differences.js";

const differences = (here: unknown, there: unknown) =>
  payloadDifferences({ inputs: here }, { inputs: there });

/** What a webhook brings. */
const delivery = (body: unknown, received_at: string, host: string) => ({
  method: "POST",
  path: "/a",
  headers: { host },
  query: {},
  params: {},
  body,
  received_at,
});

/** A thousand fields of one value. */
const many = (value: number) =>
  Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`field_${n}`, value]));

describe("the differences of two payloads", () => {
  it("are what is missing, added or of another type, then other values", () => {
    expect(
      differences(
        { n: "1", kept: true, total: 5, more: [1], deep: { a: null } },
        { n: 1, kept: true, total: 6, deep: { a: {}, b: 1 } },
      ),
    ).toEqual([
      { pointer: "/inputs/deep/b", kind: "missing", here: null, there: "number" },
      { pointer: "/inputs/more", kind: "added", here: "list", there: null },
      { pointer: "/inputs/n", kind: "type", here: "text", there: "number" },
      { pointer: "/inputs/deep/a", kind: "type", here: "null", there: "object" },
      { pointer: "/inputs/total", kind: "value", here: "5", there: "6" },
    ]);
    expect(differences({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] })).toEqual([]);
  });

  it("of lists are told entry by entry, and of a longer one the first that is more", () => {
    const found = differences({ lines: [{ a: 1 }] }, { lines: [{ a: "1" }, {}, {}, {}] });
    expect(found).toEqual([
      { pointer: "/inputs/lines/1", kind: "missing", here: null, there: "object" },
      { pointer: "/inputs/lines/0/a", kind: "type", here: "number", there: "text" },
    ]);
  });

  it("show nobody's data, neither as a value nor as a name, and no long text", () => {
    const found = differences(
      {
        customer: { name: "Trần Bé", phone: "0908071111" },
        note: "x".repeat(500),
        "0908071111": 1,
      },
      { customer: { name: "Lê Đức", phone: "0912345678" }, note: "y" },
    );
    const text = JSON.stringify(found);
    for (const personal of ["Trần", "Lê Đức", "0908071111", "0912345678"])
      expect(text).not.toContain(personal);
    expect(found.map(({ kind }) => kind)).toEqual(["added", "value", "value", "value"]);
    expect(found.at(-1)?.here).toBe(`${"x".repeat(80)}…`);
  });

  it("of deliveries are those of body, query and parameters", () => {
    const [one] = payloadDifferences(
      delivery({ n: 1 }, "2026", "a"),
      delivery({ n: 2 }, "2027", "b"),
    );
    expect(one).toMatchObject({ pointer: "/body/n", kind: "value" });
    expect(payloadDifferences(delivery(1, "2026", "a"), delivery(1, "2027", "b"))).toEqual([]);
  });

  it("are bounded", () => {
    expect(differences(many(1), many(2))).toHaveLength(100);
    expect(differences(many(1), {})).toHaveLength(100);
  });
});
