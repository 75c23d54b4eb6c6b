import { canonical } from "../../canonical-text.ts";
import { HelperFailure, kindOf } from "../failure.ts";
import { asNumber } from "./arguments.ts";
import type { Helper } from "./helper.ts";

const pairs = { usage: "a b", min: 2, max: 2, compares: true } as const;

/** Numbers with numbers, text with text, and text that is a number with a number. */
export const comparison: readonly Helper[] = [
  {
    ...pairs,
    name: "eq",
    takes: ["text"],
    gives: "boolean",
    summary: "True when both are the same. `null` equals only `null`.",
    example: { template: "{{eq tier 'gold'}}", scope: { tier: "gold" }, result: true },
    run: ([a, b]) => same(a, b),
  },
  {
    ...pairs,
    name: "ne",
    takes: ["text"],
    gives: "boolean",
    summary: "True when they differ.",
    example: { template: "{{ne quantity 1}}", scope: { quantity: "2" }, result: true },
    run: ([a, b]) => !same(a, b),
  },
  {
    ...pairs,
    name: "gt",
    takes: ["text"],
    gives: "boolean",
    summary: "True when `a` is greater.",
    example: { template: "{{gt total 1000000}}", scope: { total: 1_000_000 }, result: false },
    run: ([a, b]) => order(a, b) > 0,
  },
  {
    ...pairs,
    name: "gte",
    takes: ["text"],
    gives: "boolean",
    summary: "True when `a` is greater, or both are the same.",
    example: { template: "{{gte total 1000000}}", scope: { total: "1000000" }, result: true },
    run: ([a, b]) => order(a, b) >= 0,
  },
  {
    ...pairs,
    name: "lt",
    takes: ["text"],
    gives: "boolean",
    summary: "True when `a` is less. Text is compared unit by unit, so ISO dates in one zone sort.",
    example: {
      template: "{{lt day '2026-03-01'}}",
      scope: { day: "2026-02-28" },
      result: true,
    },
    run: ([a, b]) => order(a, b) < 0,
  },
  {
    ...pairs,
    name: "lte",
    takes: ["text"],
    gives: "boolean",
    summary: "True when `a` is less, or both are the same.",
    example: { template: "{{lte stock 0}}", scope: { stock: 3 }, result: false },
    run: ([a, b]) => order(a, b) <= 0,
  },
];

function same(a: unknown, b: unknown): boolean {
  if (a === null || b === null) return a === b;
  if (typeof a === "boolean" && typeof b === "boolean") return a === b;
  return order(a, b) === 0;
}

function orderOfTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Below 0, 0 or above 0, as sorting wants it. */
function order(a: unknown, b: unknown): number {
  if (typeof a === "string" && typeof b === "string")
    return orderOfTexts(canonical(a), canonical(b));
  // One of the two is no text now, so text on the other side is meant as a number.
  const left = asNumber(a);
  const right = asNumber(b);
  if (left === undefined || right === undefined)
    throw new HelperFailure(`can't compare ${kindOf(a)} with ${kindOf(b)}`);
  if (left === right && Math.abs(left) > Number.MAX_SAFE_INTEGER && typeof a !== typeof b)
    throw new HelperFailure(
      "got text with more digits than a number can hold",
      "compare two texts",
    );
  return left - right;
}
