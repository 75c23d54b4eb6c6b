/**
 * What runs inside of a compiled template. Handlebars joins the texts and enters the blocks; every
 * value it sees comes from the few helpers here, under which {@link file://./rewrite.ts} has put
 * every path and every call. So Handlebars' own look-up in data, its helpers by name and its
 * escaping never run. Work and length are counted, so that data can't make a template run forever.
 */
import Handlebars from "handlebars";
import { ActionError } from "../errors.ts";
import { plainText } from "../number-text.ts";
import type { TemplateContext } from "./context.ts";
import { HelperFailure, kindOf, MAX_TEXT, missingValue, templateFailed } from "./failure.ts";
import type { Helper } from "./helpers/helper.ts";
import { type Path, writePath } from "./paths.ts";
import { type Frame, missingPath, resolvePath, type Scope } from "./resolve.ts";

/** What a template's calls refer to by number. */
export interface Tables {
  readonly paths: Path[];
  readonly calls: Call[];
  /** What stands in text or is the subject of a block, for errors. */
  readonly subjects: Subject[];
}

/** A helper's call. */
interface Call {
  readonly helper: Helper;
  readonly offset: number;
  /** As it stands in the template, in parentheses. */
  readonly written: string;
  /** It may give nothing without an error. */
  readonly tolerant: boolean;
}

/** A path, or what else makes a value as it is written, where its value is used. */
export type Subject = { readonly offset: number } & (
  | { readonly path: Path }
  | { readonly written: string }
);

/** One rendering. */
export interface Run {
  readonly tables: Tables;
  readonly scope: Scope;
  readonly context: TemplateContext;
  readonly now: () => Date;
  work: number;
  written: number;
  /** What `keep` was given: the typed value of a template that is one call. */
  result: unknown;
}

interface Data {
  readonly root: Scope;
  readonly run: Run;
  readonly frame: Frame | undefined;
}

interface Options {
  readonly data: Data;
  readonly hash: Readonly<Record<string, unknown>>;
  readonly fn: (context: null, options: { data: Data }) => string;
  readonly inverse: (context: null, options: { data: Data }) => string;
}

/** Paths read, rounds of loops, entries and texts' units that helpers handled, in one rendering. */
const MAX_WORK = 8 * 1024 * 1024;

/** What a round of a loop costs beside what stands in it: it takes as long as a few paths. */
const ROUND = 8;

const engine = Handlebars.create();
for (const name of Object.keys(engine.helpers)) {
  if (name !== "if" && name !== "unless") engine.unregisterHelper(name);
}
engine.registerHelper({ get, call, text, keep, each, with: within });

const knownHelpers = Object.fromEntries(Object.keys(engine.helpers).map((name) => [name, true]));

/** Turns a rewritten tree into a function that makes its text. */
export function compileProgram(program: hbs.AST.Program): (run: Run) => string {
  const render = engine.compile(program, {
    noEscape: true,
    knownHelpersOnly: true,
    knownHelpers,
  });
  return (run) => render(null, { data: { root: run.scope, run, frame: undefined } satisfies Data });
}

function get(index: number, { data }: Options): unknown {
  const { run } = data;
  const path = entryAt(run.tables.paths, index);
  charge(run, 1, path.offset);
  const value = resolvePath(path, run.scope, data.frame);
  if (value !== undefined || path.tolerant) return value;
  throw missingPath(path, run.scope, data.frame, path.offset, run.context);
}

function call(index: number, ...args: unknown[]): unknown {
  const options = args.pop();
  if (!isOptions(options)) throw new TypeError("not called by a template");
  const { hash } = options;
  const { run } = options.data;
  const { helper, offset, written, tolerant } = entryAt(run.tables.calls, index);
  charge(
    run,
    args.reduce<number>((cost, value) => cost + costOf(value, helper), 1),
    offset,
  );
  try {
    const value = helper.run(args, { options: hash, now: run.now });
    if (value === undefined && !tolerant) throw noValue(run, written, offset);
    if (typeof value !== "string") return value;
    if (value.length > MAX_TEXT) throw new HelperFailure("the text would be larger than 1 MiB");
    // What `json` makes long was no long text before.
    charge(run, value.length, offset);
    return value;
  } catch (error) {
    if (error instanceof ActionError) throw error;
    const known = error instanceof HelperFailure;
    // Another error's message may quote the data.
    const message = known ? error.message : "failed on this value";
    throw templateFailed(
      run.context.locate(offset),
      `${helper.name}: ${message}`,
      known ? error.hint : undefined,
    );
  }
}

/** What a `default` throws that has nothing to give. */
function noValue({ context }: Run, written: string, offset: number): ActionError {
  const hint = `write {{${written.slice(1, -1)} '…'}}, with a value at the end that is always there`;
  const message = `${written} gave nothing: none of its values is there`;
  return missingValue(context.locate(offset), message, context.fitHint?.(hint) ?? hint);
}

function isOptions(value: unknown): value is Options {
  return typeof value === "object" && value !== null && "data" in value && "hash" in value;
}

function entryAt<T>(list: readonly T[], index: number): T {
  const entry = list[index];
  if (entry === undefined) throw new RangeError("a template's tables don't fit its program");
  return entry;
}

/** Texts are copied or searched; of most helpers a list is only looked at from outside. */
function costOf(value: unknown, { scans }: Helper): number {
  return typeof value === "string" || (scans === true && Array.isArray(value)) ? value.length : 0;
}

function text(value: unknown, index: number, { data }: Options): string {
  const { run } = data;
  const subject = entryAt(run.tables.subjects, index);
  const made = typeof value === "string" ? value : asText(value, subject, data);
  run.written += made.length;
  if (run.written > MAX_TEXT) throw tooLong(run, subject.offset);
  return made;
}

function asText(value: unknown, subject: Subject, { run, frame }: Data): string {
  if (typeof value === "number" || typeof value === "boolean") return plainText(value);
  const where = run.context.locate(subject.offset);
  const name = "path" in subject ? writePath(subject.path) : subject.written;
  if (value !== null && value !== undefined) {
    throw templateFailed(
      where,
      `${name} is ${kindOf(value)}, which text can't hold`,
      `write {{json ${name}}}`,
    );
  }
  if ("path" in subject)
    throw missingPath(subject.path, run.scope, frame, subject.offset, run.context);
  const hint = `write {{default ${name} '…'}} if it may`;
  throw missingValue(where, `${name} gave nothing`, run.context.fitHint?.(hint) ?? hint);
}

function keep(value: unknown, { data }: Options): string {
  data.run.result = value;
  return "";
}

function each(subject: unknown, place: number, { data, fn, inverse }: Options): string {
  const { run, frame: parent } = data;
  const { offset } = entryAt(run.tables.subjects, place);
  if (subject !== null && typeof subject !== "object") {
    const hint = "loop over a list or an object";
    throw templateFailed(run.context.locate(offset), `{{#each}} got ${kindOf(subject)}`, hint);
  }
  const entries: [string | number, unknown][] = Array.isArray(subject)
    ? [...subject.entries()]
    : Object.entries(subject ?? {});
  if (entries.length === 0) return inverse(null, { data });
  let made = "";
  for (const [index, [key, value]] of entries.entries()) {
    charge(run, ROUND, offset);
    const frame = {
      value,
      key,
      index,
      first: index === 0,
      last: index === entries.length - 1,
      parent,
    };
    made += fn(null, { data: { ...data, frame } });
    if (made.length > MAX_TEXT) throw tooLong(run, offset);
  }
  return made;
}

function within(subject: unknown, _index: number, { data, fn, inverse }: Options): string {
  if (subject === null || subject === false || subject === "") return inverse(null, { data });
  if (Array.isArray(subject) && subject.length === 0) return inverse(null, { data });
  const none = { key: undefined, index: undefined, first: undefined, last: undefined };
  return fn(null, { data: { ...data, frame: { ...none, value: subject, parent: data.frame } } });
}

function charge(run: Run, cost: number, offset: number): void {
  run.work += cost;
  if (run.work <= MAX_WORK) return;
  const hint = "loop over less, or split the work into steps";
  throw templateFailed(
    run.context.locate(offset),
    "the template does too much work on this data",
    hint,
  );
}

function tooLong(run: Run, offset: number): Error {
  return templateFailed(run.context.locate(offset), "the text is larger than 1 MiB");
}
