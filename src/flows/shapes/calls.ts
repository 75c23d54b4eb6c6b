/** The types that helpers declare, as shapes. */
import type { ArgumentType, ResultType } from "../../templates/helpers/helper.ts";
import type { Expression } from "../../templates/outline.ts";
import { writePath } from "../../templates/paths.ts";
import { BOOLEAN, NUMBER, oneOf, type Shape, TEXT, UNKNOWN } from "./shape.ts";

const ACCEPTED: { readonly [type in Exclude<ArgumentType, "any">]: readonly Shape["kind"][] } = {
  text: ["text", "number", "boolean"],
  number: ["number", "text"],
  amount: ["number", "text"],
  time: ["number", "text"],
  list: ["list"],
  "list-or-text": ["list", "text"],
};

/** What an argument has to be, in words. */
export const ARGUMENT_WORDS: { readonly [type in ArgumentType]: string } = {
  any: "anything",
  text: "text",
  number: "a number",
  amount: "a number or text of one",
  time: "a time",
  list: "a list",
  "list-or-text": "a list or text",
};

/** Whether a value of this shape may be an argument. */
export function accepts(type: ArgumentType, shape: Shape): boolean {
  if (type === "any" || shape.kind === "unknown") return true;
  if (shape.kind === "either") return shape.of.some((one) => accepts(type, one));
  return ACCEPTED[type].includes(shape.kind);
}

/** Whether a mustache with text around it can show a value of this shape. */
export function isHeldByText(shape: Shape): boolean {
  return accepts("text", shape);
}

/** What a call gives for arguments of these shapes. */
export function resultShape(gives: ResultType, args: readonly Shape[]): Shape {
  switch (gives) {
    case "text":
      return TEXT;
    case "number":
      return NUMBER;
    case "boolean":
      return BOOLEAN;
    case "texts":
      return { kind: "list", items: TEXT };
    case "field-of-entries":
      return { kind: "list", items: UNKNOWN };
    case "one-of-arguments":
      return oneOf(args);
    case "same-list":
      return args[0]?.kind === "list" ? args[0] : { kind: "list", items: UNKNOWN };
    case "entry":
      return args[0]?.kind === "list" ? args[0].items : UNKNOWN;
    case "any":
      return UNKNOWN;
  }
}

/** What messages call an expression: a path as it is written, else the helper that makes it. */
export function writeExpression(expression: Expression): string {
  switch (expression.kind) {
    case "path":
      return writePath(expression.path);
    case "call":
      return expression.written;
    case "literal":
    case "unknown":
      return "the value";
  }
}
