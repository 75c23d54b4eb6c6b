/**
 * Paths: where they begin is settled when a template is compiled, so that nothing has to be
 * searched for when it is rendered, and so that data can't change what a name means.
 */
import { nearestName } from "../nearest-name.ts";
import { listNames } from "./failure.ts";
import { findHelper } from "./helpers/registry.ts";
import type { TemplateProblem } from "./problem.ts";

/** Where a path begins: the scope's root, or an enclosing `#each` or `#with`, 0 the nearest. */
type Base =
  | { readonly kind: "root" }
  | { readonly kind: "frame"; readonly up: number; readonly slot: FrameSlot };

/** What of a frame is read: `this`, or one of `@key`, `@index`, `@first`, `@last`. */
export type FrameSlot = "value" | "key" | "index" | "first" | "last";

/** A path, ready to be resolved. */
export interface Path {
  readonly base: Base;
  readonly segments: readonly string[];
  /** How the template calls the base: empty for the root, else `this`, `item`, `@index`. */
  readonly baseName: string;
  /** Place and extent in the template's text. */
  readonly offset: number;
  readonly length: number;
  readonly tolerant: boolean;
}

/** An enclosing block that gives `this` a meaning, as far as it is known before rendering. */
export interface BlockScope {
  readonly loop: boolean;
  /** Names after `as`: the value, then the key. */
  readonly params: readonly string[];
}

type Extent = { readonly offset: number; readonly length: number };
type Planned =
  | { readonly base: Base; readonly baseName: string; readonly segments: readonly string[] }
  | { readonly problem: TemplateProblem };

/**
 * Settles where a path begins.
 * @param scopes the enclosing `#each` and `#with` blocks, the nearest first
 */
export function planPath(
  node: hbs.AST.PathExpression,
  extent: Extent,
  roots: ReadonlySet<string>,
  scopes: readonly BlockScope[],
): Planned {
  if (node.parts.includes("__proto__")) {
    const message = "__proto__ can't be read";
    return {
      problem: { rule: "template-unsupported", message, hint: "rename the field", ...extent },
    };
  }
  if (node.data) return planData(node, extent, roots, scopes);
  // `this` and `..` leave no part behind, so what is written is longer than the parts.
  if (node.original.length > node.parts.join(".").length) {
    if (node.depth < scopes.length) {
      const baseName = node.depth === 0 ? "this" : Array(node.depth).fill("..").join("/");
      return frame(node.depth, "value", baseName, node.parts);
    }
    return node.depth === scopes.length
      ? planRoot(node.parts, node.original, extent, roots)
      : unknown(node.original, extent, "../ leads out of the template");
  }
  const [first = "", ...rest] = node.parts;
  for (const [up, scope] of scopes.entries()) {
    const position = scope.params.indexOf(first);
    if (position !== -1) return frame(up, position === 0 ? "value" : "key", first, rest);
  }
  return scopes.length > 0 && !roots.has(first)
    ? frame(0, "value", "this", node.parts)
    : planRoot(node.parts, node.original, extent, roots);
}

function planData(
  node: hbs.AST.PathExpression,
  extent: Extent,
  roots: ReadonlySet<string>,
  scopes: readonly BlockScope[],
): Planned {
  const [slot = "", ...rest] = node.parts;
  switch (slot) {
    case "root":
      return planRoot(rest, node.original, extent, roots);
    case "key":
    case "index":
    case "first":
    case "last": {
      const loops = [...scopes.keys()].filter((up) => scopes[up]?.loop === true);
      const up = loops[node.depth];
      return up === undefined
        ? unknown(node.original, extent, "it has a value only inside of {{#each}}")
        : frame(up, slot, `@${slot}`, rest);
    }
    default:
      return unknown(node.original, extent, "write @index, @key, @first, @last or @root");
  }
}

function planRoot(
  segments: readonly string[],
  written: string,
  extent: Extent,
  roots: ReadonlySet<string>,
): Planned {
  const [first] = segments;
  if (first !== undefined && roots.has(first)) {
    return { base: { kind: "root" }, baseName: "", segments };
  }
  const names = listNames([...roots].toSorted());
  if (first === undefined) {
    return unknown(written, extent, `name what you want to read: ${names}`);
  }
  return {
    problem: {
      rule: "unknown-name",
      message: `unknown name "${first}"; a template can read: ${names}`,
      hint: hintFor(first, written, roots),
      ...extent,
    },
  };
}

/** What can be read somewhere in a flow, if not everywhere; with what is to be said of it. */
const ROOTS: ReadonlyMap<string, string | undefined> = new Map([
  ["error", "error can only be read in catch and in on_failure"],
  ["flow", undefined],
  ["inputs", undefined],
  ["run", undefined],
  [
    "secrets",
    "what is made here is kept or shown: read secrets in the `with` of an action, in if or in switch",
  ],
  ["steps", undefined],
  ["trigger", undefined],
  ["vars", undefined],
]);

/** How other programs read a variable of the environment. */
const ENVIRONMENT = /^(?:\$?env|process)$/i;

function hintFor(first: string, written: string, roots: ReadonlySet<string>): string {
  const rest = written.slice(first.length);
  if (first === "trigger" && roots.has("body") && /^\.(body|headers|params|query)\b/.test(rest))
    return `inside on.webhook, write {{${rest.slice(1)}}}`;
  if (first === "inputs" && roots.has("trigger")) return "the flow declares no inputs";
  if (first === "trigger" && roots.has("inputs"))
    return "nothing but call steps starts the flow: read inputs";
  if (roots.has("trigger") && /^(?:body|headers|params|query)$/.test(first) && rest !== "")
    return `did you mean {{trigger.${written}}}?`;
  if (ROOTS.has(first)) return ROOTS.get(first) ?? `${first} can't be read in this place`;
  const near = nearestName(first, roots);
  if (near !== undefined) return `did you mean "${near}"?`;
  const helper = findHelper(first);
  if (helper !== undefined)
    return `write (${`${first} ${helper.usage}`.trim()}) to call the helper`;
  if (ENVIRONMENT.test(first))
    return "the environment is read in ahaflow.yaml alone: vars: { name: ${env:NAME} } there, {{vars.name}} here; what nobody may see stands under secrets";
  if (first === "$json" && roots.has("trigger"))
    return `write {{trigger${/^\.(?:body|headers|params|query)\b/.test(rest) ? rest : `.body${rest}`}}}`;
  return attributeHint(written, written, roots);
}

/** What to write for a name that the chatbot, or the webhook's data, may have. @param field as a path's part */
export function attributeHint(name: string, field: string, roots: ReadonlySet<string>): string {
  const attribute = `write \\{{${name}}} if the chatbot should fill it in`;
  const body = roots.has("trigger") ? "trigger.body" : roots.has("body") ? "body" : undefined;
  return body === undefined
    ? attribute
    : `${attribute}, or {{${body}.${field}}} for the webhook's data`;
}

function frame(
  up: number,
  slot: FrameSlot,
  baseName: string,
  segments: readonly string[],
): Planned {
  return { base: { kind: "frame", up, slot }, baseName, segments };
}

function unknown(written: string, extent: Extent, hint: string): Planned {
  const message = `${written} stands for nothing here`;
  return { problem: { rule: "unknown-name", message, hint, ...extent } };
}

/** The first segments of a path, or all, as one writes them: `trigger.body.[first name]`. */
export function writePath(path: Path, count = path.segments.length): string {
  const segments = path.segments
    .slice(0, count)
    .map((segment) => (/^[\p{L}_][\p{L}\p{N}_-]*$/u.test(segment) ? segment : `[${segment}]`));
  return path.baseName === "" ? segments.join(".") : [path.baseName, ...segments].join(".");
}
