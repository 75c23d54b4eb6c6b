/**
 * Expressions as other languages write them, and the call of a helper that is meant: what a hint
 * shows can be copied as it is.
 */
import { findHelper } from "./helpers/registry.ts";

const OPERAND = String.raw`(?:"[^"]*"|'[^']*'|-?\d+(?:\.\d+)?|\([^()]*\)|[\p{L}_@](?:[\p{L}\p{N}_.@-]|\[[^\]]*\])*)`;
const OPERATORS: Readonly<Record<string, string>> = {
  "===": "eq",
  "!==": "ne",
  "==": "eq",
  "!=": "ne",
  ">=": "gte",
  "<=": "lte",
  "=": "eq",
  ">": "gt",
  "<": "lt",
  "&&": "and",
  "||": "or",
  "??": "default",
  "+": "add",
  "-": "subtract",
  "*": "multiply",
  "/": "divide",
};
/** Helpers that take more than two arguments. */
const CHAINS: ReadonlySet<string> = new Set(["and", "or", "default", "add", "multiply", "concat"]);
const METHODS: Readonly<Record<string, string>> = {
  tolowercase: "lower",
  touppercase: "upper",
  tostring: "concat",
  replaceall: "replace",
  tofixed: "round",
};

const OPERATOR = Object.keys(OPERATORS)
  .map((sign) => sign.replaceAll(/[|?+*]/g, String.raw`\$&`))
  .join("|");
const CHAIN = new RegExp(
  `^(${OPERAND})(?:\\s*(?:(?<=[\\s"')])-(?=\\s)|(?!-)(?:${OPERATOR}))\\s*${OPERAND})+$`,
  "u",
);
const PART = new RegExp(`(${OPERAND})\\s*(${OPERATOR})?\\s*`, "uy");
const WHOLE_OPERAND = new RegExp(`^${OPERAND}$`, "u");

/** What a mustache should be, braces included; undefined when nobody can tell. */
export function inOurWords(inner: string): string | undefined {
  const block = /^(#if|#unless|else if)\s+([^]+)$/.exec(inner);
  if (block !== null) {
    const made = asCall(block[2] ?? "");
    return made === undefined ? undefined : `{{${block[1]} ${inParentheses(made)}}}`;
  }
  return conditional(inner) ?? braces(asCall(inner));
}

function braces(call: string | undefined): string | undefined {
  return call === undefined ? undefined : `{{${call}}}`;
}

function inParentheses(call: string): string {
  return call.includes(" ") && !/^["'(]/.test(call) ? `(${call})` : call;
}

/** A call, or a path, without braces. */
function asCall(given: string): string | undefined {
  const text = given.trim().replaceAll(/[“”]/g, '"').replaceAll(/[‘’]/g, "'").replace(/^=\s*/, "");
  const other =
    logic(text) ?? negation(text) ?? operation(text) ?? pipe(text) ?? method(text) ?? call(text);
  if (other !== undefined) return other;
  const path = withoutIndexes(text);
  if (path === given.trim()) return undefined;
  return WHOLE_OPERAND.test(path) || findHelper(path.split(" ", 1)[0] ?? "") !== undefined
    ? path
    : undefined;
}

function operand(text: string): string | undefined {
  const path = withoutIndexes(text.trim());
  if (WHOLE_OPERAND.test(path)) return path;
  const [name = ""] = path.split(" ", 1);
  const made = asCall(text) ?? (findHelper(name) === undefined ? undefined : path);
  return made === undefined || /[&|<>=!]/.test(made) ? undefined : inParentheses(made);
}

/** Tests that are joined: `a > 1 && !b`. */
function logic(text: string): string | undefined {
  for (const sign of ["||", "&&"] as const) {
    const parts = text.split(sign);
    if (parts.length === 1) continue;
    const made = parts.map(operand);
    return made.includes(undefined) ? undefined : [OPERATORS[sign], ...made].join(" ");
  }
  return undefined;
}

/** `!a`. */
function negation(text: string): string | undefined {
  const value = /^!\s*([^=][^]*)$/.exec(text)?.[1];
  const made = value === undefined ? undefined : operand(value);
  return made === undefined ? undefined : `not ${made}`;
}

/** `a > 1`, `a && b && c`, of one operator. */
function operation(text: string): string | undefined {
  const flat = withoutIndexes(text);
  if (!CHAIN.test(flat)) return undefined;
  const operands: string[] = [];
  const signs = new Set<string>();
  PART.lastIndex = 0;
  for (let part = PART.exec(flat); part !== null; part = PART.exec(flat)) {
    operands.push(part[1] ?? "");
    if (part[2] !== undefined) signs.add(part[2]);
    if (PART.lastIndex === flat.length) break;
  }
  const [sign = ""] = signs;
  const isText = sign === "+" && operands.some((one) => /^["']/.test(one));
  const helper = isText ? "concat" : (OPERATORS[sign] ?? "");
  if (signs.size !== 1 || (operands.length > 2 && !CHAINS.has(helper))) return undefined;
  return [helper, ...operands].join(" ");
}

/** `a ? "x" : "y"`. */
function conditional(text: string): string | undefined {
  const [, test = "", yes = "", no = ""] =
    new RegExp(`^([^?]+?)\\s*\\?\\s*(${OPERAND})\\s*:\\s*(${OPERAND})$`, "u").exec(text) ?? [];
  const asked = test === "" ? undefined : operand(test);
  return asked === undefined
    ? undefined
    : `{{#if ${asked}}}${shown(yes)}{{else}}${shown(no)}{{/if}}`;
}

function shown(value: string): string {
  return /^["'\d-]/.test(value) ? value.replaceAll(/^["']|["']$/g, "") : `{{${value}}}`;
}

/** `a | upper`, `a | default: "x"`. */
function pipe(text: string): string | undefined {
  const [first, ...filters] = text.split(/(?<!\|)\|(?!\|)/);
  if (filters.length === 0) return undefined;
  let made = operand(first ?? "");
  for (const filter of filters) {
    const [, name = "", rest = ""] =
      /^\s*(\w+)\s*(?::|\(|\s|$)\s*([^]*?)\)?\s*$/.exec(filter) ?? [];
    if (made === undefined || findHelper(name) === undefined) return undefined;
    made = [name, inParentheses(made), ...argumentsIn(rest)].join(" ");
  }
  return made;
}

/** `a.trim()`, `a.split(",")`. */
function method(text: string): string | undefined {
  const [, value = "", name = "", rest = ""] =
    /^([\p{L}_][\p{L}\p{N}_.[\]]*)\.(\w+)\(([^()]*)\)$/u.exec(text) ?? [];
  const helper = METHODS[name.toLowerCase()] ?? name;
  if (findHelper(helper) === undefined) return undefined;
  return [helper, withoutIndexes(value), ...argumentsIn(rest)].join(" ");
}

/** `gt(a, 1)`. */
function call(text: string): string | undefined {
  const [, name = "", rest = ""] = /^(\w+)\s*\(([^()]*)\)$/.exec(text) ?? [];
  if (findHelper(name) === undefined) return undefined;
  return [name, ...argumentsIn(rest)].join(" ");
}

function argumentsIn(text: string): string[] {
  return [...text.matchAll(/"[^"]*"|'[^']*'|[^\s,]+/g)].map(([one]) => withoutIndexes(one));
}

/** `a[0].b` and `a["b"]` as paths: `a.0.b`, `a.[0]`, `a.b`; `a?.b` as `a.b`. */
function withoutIndexes(text: string): string {
  return text
    .replaceAll(/(?<=[\p{L}\p{N}_\]])\[["']([^"'[\]]+)["']\]/gu, (_, name: string) =>
      /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) ? `.${name}` : `.[${name}]`,
    )
    .replaceAll(/(?<=[\p{L}\p{N}_\]])\[(\d+)\]/gu, ".[$1]")
    .replaceAll("?.", ".");
}
