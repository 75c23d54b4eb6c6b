/**
 * Reads paths from a scope. Own properties only, at every depth, and never a function: nothing of
 * a prototype can be reached from a template, and nothing in the data is ever called.
 */

import { canonical, ownField } from "../canonical-text.ts";
import type { ActionError } from "../errors.ts";
import { nearestName } from "../nearest-name.ts";
import type { TemplateContext } from "./context.ts";
import { kindOf, listNames, missingValue } from "./failure.ts";
import { type Path, writePath } from "./paths.ts";

/** What templates read from: the values of the roots. */
export type Scope = Readonly<Record<string, unknown>>;

/** One round of `#each`, or the inside of a `#with`. */
export interface Frame {
  readonly value: unknown;
  readonly key: string | number | undefined;
  readonly index: number | undefined;
  readonly first: boolean | undefined;
  readonly last: boolean | undefined;
  readonly parent: Frame | undefined;
}

/** The value at a path; undefined where there is none. */
export function resolvePath(path: Path, scope: Scope, frame: Frame | undefined): unknown {
  let value = baseOf(path, scope, frame);
  for (const segment of path.segments) {
    value = ownValue(value, segment);
    if (value === undefined) return undefined;
  }
  return value;
}

function baseOf(path: Path, scope: Scope, frame: Frame | undefined): unknown {
  const { base } = path;
  if (base.kind === "root") return scope;
  let at = frame;
  for (let up = base.up; up > 0; up -= 1) at = at?.parent;
  return at?.[base.slot];
}

function ownValue(holder: unknown, name: string): unknown {
  if (typeof holder === "string") return name === "length" ? canonical(holder).length : undefined;
  if (typeof holder !== "object" || holder === null) return undefined;
  const value = ownField(holder, name);
  return typeof value === "function" ? undefined : value;
}

/** Says which part of a path is missing, or null, and what there is instead: names, no values. */
export function missingPath(
  path: Path,
  scope: Scope,
  frame: Frame | undefined,
  offset: number,
  { locate, fitHint }: TemplateContext,
): ActionError {
  let holder: unknown;
  let value = baseOf(path, scope, frame);
  let count = 0;
  while (count < path.segments.length && value !== undefined) {
    holder = value;
    value = ownValue(holder, path.segments[count] ?? "");
    count += 1;
  }
  const what = `${writePath(path, count)} is ${value === null ? "null" : "missing"}`;
  const there = value === null || count === 0 ? "" : `; ${describe(path, count, holder)}`;
  const near = typeof holder === "object" && holder !== null ? nearTo(path, count, holder) : "";
  const hint = `${near}write {{default ${writePath(path)} '…'}} if it may be missing`;
  return missingValue(locate(offset), what + there, fitHint?.(hint) ?? hint);
}

function describe(path: Path, count: number, holder: unknown): string {
  const name = count === 1 && path.baseName === "" ? "the scope" : writePath(path, count - 1);
  if (Array.isArray(holder)) return `${name} is a list of ${holder.length}`;
  if (typeof holder !== "object" || holder === null) return `${name} is ${kindOf(holder)}`;
  const names = Object.keys(holder);
  if (names.length === 0) return `${name} is empty`;
  return `${name} has: ${listNames(names)}`;
}

function nearTo(path: Path, count: number, holder: object): string {
  const near = nearestName(path.segments[count - 1] ?? "", Object.keys(holder));
  return near === undefined ? "" : `did you mean "${near}"? Or `;
}
