import { HelperFailure } from "../failure.ts";
import { isTrue } from "../truth.ts";
import { textOf } from "./arguments.ts";
import type { Helper } from "./helper.ts";
import { readBoolean } from "./read-boolean.ts";

/** `and`, `or`, `not`, `parse_boolean` and `default`; what counts as true is what `#if` takes for true. */
export const logic: readonly Helper[] = [
  {
    name: "and",
    takes: ["any"],
    asksTruth: true,
    gives: "boolean",
    summary:
      "True when all are true. As for `#if`, everything counts as true but `false`, `0`, `null`, empty text and an empty list.",
    usage: "a b …",
    min: 2,
    max: Number.POSITIVE_INFINITY,
    tolerates: "as-its-place",
    example: {
      template: "{{and paid (gt total 0)}}",
      scope: { paid: true, total: 5 },
      result: true,
    },
    run: (args) => args.every(isTrue),
  },
  {
    name: "or",
    takes: ["any"],
    asksTruth: true,
    gives: "boolean",
    summary: "True when one of them is true.",
    usage: "a b …",
    min: 2,
    max: Number.POSITIVE_INFINITY,
    tolerates: "as-its-place",
    example: { template: "{{or vip paid}}", scope: { vip: false, paid: true }, result: true },
    run: (args) => args.some(isTrue),
  },
  {
    name: "not",
    takes: ["any"],
    asksTruth: true,
    gives: "boolean",
    summary: "True when the value is not.",
    usage: "value",
    min: 1,
    max: 1,
    tolerates: "as-its-place",
    example: { template: "{{not items}}", scope: { items: [] }, result: true },
    run: ([value]) => !isTrue(value),
  },
  {
    name: "parse_boolean",
    takes: ["text"],
    gives: "boolean",
    summary:
      "The truth value of a text as forms and variables of the environment have it: `true`, `yes`, `y`, `on`, `1`, `có`, or `false`, `no`, `n`, `off`, `0`, `không`; anything else, also empty text, is an error.",
    usage: "text",
    min: 1,
    max: 1,
    example: { template: "{{parse_boolean paid}}", scope: { paid: "false" }, result: false },
    run: ([value]) => {
      const truth = readBoolean(textOf(value));
      if (truth !== undefined) return truth;
      throw new HelperFailure(
        "needs text such as true or false, got another one",
        "(default value 'no') in its place reads what is empty or missing as no",
      );
    },
  },
  {
    name: "default",
    takes: ["any"],
    gives: "one-of-arguments",
    summary:
      "The first value that says something: not missing, not `null`, not a text that is empty or blank. Where none does, the last one, if it is there.",
    usage: "value … fallback",
    min: 2,
    max: Number.POSITIVE_INFINITY,
    tolerates: "all-but-last",
    example: {
      template: "{{default user.nick user.name 'bạn'}}",
      scope: { user: { nick: "" } },
      result: "bạn",
    },
    run: (args) => args.find(saysSomething) ?? args.at(-1),
  },
];

/** Chatbots send empty text for attributes that are not set. */
function saysSomething(value: unknown): boolean {
  return typeof value === "string" ? /\S/.test(value) : value !== undefined && value !== null;
}
