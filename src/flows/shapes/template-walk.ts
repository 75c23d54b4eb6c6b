/** What the walk through one template carries along, and how it tells what it has found. */
import { RULES, type RuleId } from "../../rules.ts";
import type { Expression } from "../../templates/outline.ts";
import type { FieldMistake } from "./field-of.ts";
import type { Finding, Verdict } from "./finding.ts";
import type { Shape, ShownField } from "./shape.ts";

/** What a template can read where it stands. */
export interface TemplateScope {
  readonly roots: ReadonlyMap<string, Shape>;
  /** Says what is wrong with reading from a step, a variable or a secret here. */
  readonly judge?: (read: NamedRead) => Verdict | undefined;
  /** Paths that steps before and around ask for, as they are written. */
  readonly asked?: () => ReadonlySet<string>;
}

/** A path that begins with `steps`, `vars` or `secrets`, and a name. */
export interface NamedRead {
  readonly root: string;
  readonly name: string;
  /** What of it is read: of a step `output`, `status` or `error`. */
  readonly field: string | undefined;
  /** The path as it is written. */
  readonly written: string;
  /** It may be missing: it stands in `default` or the like, or in an `#if` that asks for it. */
  readonly tolerant: boolean;
}

/** One enclosing `#each` or `#with`. */
export interface Frame {
  readonly value: Shape;
  readonly key: Shape;
}

/** One template, and what is found in it. */
export interface Walk {
  readonly scope: TemplateScope;
  readonly findings: Finding[];
  readonly shown: ShownField[];
  /** Values that it shows, in which HTML may read what nobody meant. */
  readonly raw: Expression[];
}

/** Where the walk stands: enclosing blocks, the nearest first, and names that a test asked for. */
export interface Place {
  readonly frames: readonly Frame[];
  readonly tested: ReadonlySet<string>;
  /** Paths that an `#if` around it asked for, as they are written. */
  readonly asked: ReadonlySet<string>;
}

type Extent = Pick<Finding, "offset" | "length">;

/** Adds what is wrong with reading a field. @param holder whatever has not got it, as it is written */
export function reportField(
  walk: Walk,
  extent: Extent,
  holder: string,
  mistake: FieldMistake,
): void {
  const { rule = "unknown-field", message, hint } = mistake;
  report(walk, extent, rule, `${holder} ${message}`, hint);
}

/** Adds something wrong, of its rule's severity. */
export function report(
  walk: Walk,
  { offset, length }: Extent,
  rule: RuleId,
  message: string,
  hint: string,
): void {
  const { severity } = RULES[rule];
  walk.findings.push({ rule, severity, message, hint, offset, length });
}
