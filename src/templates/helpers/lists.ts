import { canonical, ownField } from "../../canonical-text.ts";
import { HelperFailure, kindOf } from "../failure.ts";
import { asNumber, listOf, textOf, wholeNumberOf } from "./arguments.ts";
import type { Helper } from "./helper.ts";

const single = { usage: "list", min: 1, max: 1 } as const;

/** What reads and searches lists. */
export const lists: readonly Helper[] = [
  {
    ...single,
    name: "length",
    takes: ["list-or-text"],
    gives: "number",
    summary:
      "How many entries a list has, or how many UTF-16 units a text, accents not counted apart.",
    usage: "list-or-text",
    example: { template: "{{length items}}", scope: { items: ["a", "b"] }, result: 2 },
    run: ([value]) => (typeof value === "string" ? canonical(value) : listOf(value)).length,
  },
  {
    ...single,
    name: "first",
    takes: ["list"],
    gives: "entry",
    summary: "The first entry; `null` of an empty list.",
    example: { template: "{{first tags}}", scope: { tags: ["vip", "new"] }, result: "vip" },
    run: ([list]) => listOf(list)[0] ?? null,
  },
  {
    ...single,
    name: "last",
    takes: ["list"],
    gives: "entry",
    summary: "The last entry; `null` of an empty list.",
    example: { template: "{{default (last tags) 'none'}}", scope: { tags: [] }, result: "none" },
    run: ([list]) => listOf(list).at(-1) ?? null,
  },
  {
    name: "take",
    takes: ["list", "number"],
    gives: "same-list",
    summary: "The first `count` entries, or all where there are fewer; none of `null`.",
    usage: "list count",
    min: 2,
    max: 2,
    example: {
      template: "{{take items 2}}",
      scope: { items: ["a", "b", "c"] },
      result: ["a", "b"],
    },
    run: ([list, count]) => part(list, 0, count),
  },
  {
    name: "slice",
    takes: ["list", "number"],
    gives: "same-list",
    summary:
      "The entries from the place `from`, counted from 0, up to but without `to`, or to the end; none of `null`.",
    usage: "list from [to]",
    min: 2,
    max: 3,
    example: {
      template: "{{slice items 1 3}}",
      scope: { items: ["a", "b", "c", "d"] },
      result: ["b", "c"],
    },
    run: ([list, from, to = MOST_ENTRIES]) => part(list, from, to),
  },
  {
    name: "includes",
    scans: true,
    takes: ["list-or-text", "any"],
    gives: "boolean",
    summary: "True when a list has this entry, or a text has this part.",
    usage: "list-or-text value",
    min: 2,
    max: 2,
    example: { template: "{{includes tags 'vip'}}", scope: { tags: ["new", "vip"] }, result: true },
    run: ([where, value]) =>
      typeof where === "string"
        ? canonical(where).includes(canonical(textOf(value)))
        : listOf(where).some((entry) => same(entry, value)),
  },
  {
    name: "pluck",
    scans: true,
    takes: ["list", "text"],
    gives: "field-of-entries",
    summary: "The list of one field of every entry.",
    usage: "list field",
    min: 2,
    max: 2,
    example: {
      template: "{{join (pluck items 'sku')}}",
      scope: { items: [{ sku: "A1" }, { sku: "B2" }] },
      result: "A1, B2",
    },
    run: ([list, field]) => {
      const name = textOf(field);
      return listOf(list).map((entry, index) => fieldOf(entry, name, index));
    },
  },
];

/** More than a list can have: a count beyond is a slip of the pen. */
const MOST_ENTRIES = 1_000_000_000;

/** Entries of a list; an API's `null` for an empty list has none. */
function part(list: unknown, from: unknown, to: unknown): readonly unknown[] {
  const [first, end] = [wholeNumberOf(from, 0, MOST_ENTRIES), wholeNumberOf(to, 0, MOST_ENTRIES)];
  return list === null ? [] : listOf(list).slice(first, end);
}

/** As `eq`, but what can't be compared differs. */
function same(a: unknown, b: unknown): boolean {
  if (typeof a === "string" && typeof b === "string") return canonical(a) === canonical(b);
  if (typeof a === typeof b) return a === b;
  if (typeof a !== "number" && typeof b !== "number") return false;
  const number = asNumber(a);
  // Beyond, a text with other digits would be the same number.
  return (
    number !== undefined && number === asNumber(b) && Math.abs(number) <= Number.MAX_SAFE_INTEGER
  );
}

function fieldOf(entry: unknown, name: string, index: number): unknown {
  if (typeof entry !== "object" || entry === null) {
    throw new HelperFailure(`entry ${index} is ${kindOf(entry)}, not an object`);
  }
  const field = ownField(entry, name);
  if (field === undefined) throw new HelperFailure(`entry ${index} has no such field`);
  return field;
}
