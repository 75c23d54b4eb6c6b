/**
 * Templates: text with mustaches, compiled once and rendered often. Nothing in the data is ever
 * taken for a template, and what a template can reach is settled when it is compiled.
 */
import { ActionError } from "../errors.ts";
import type { TemplateContext } from "./context.ts";
import { MAX_TEXT, templateFailed } from "./failure.ts";
import type { Path } from "./paths.ts";
import type { TemplateProblem } from "./problem.ts";
import type { Reference } from "./references.ts";
import { missingPath, resolvePath, type Scope } from "./resolve.ts";
import { rewrite } from "./rewrite.ts";
import { compileProgram, type Run } from "./runtime.ts";
import { parseTemplate } from "./syntax.ts";

export type { TemplateContext } from "./context.ts";
export type { TemplateProblem } from "./problem.ts";
export type { Scope } from "./resolve.ts";
export { isTemplate } from "./syntax.ts";

/** What a rendering may be told besides its scope. */
export interface RenderOptions {
  /** The clock of the `now` helper; the system's unless given. */
  readonly now?: () => Date;
  /** Of a tree: what stands in place of a leaf that reads these; undefined: the leaf's own value. */
  readonly instead?: (references: readonly Reference[], scope: Scope) => unknown;
}

export interface Template {
  /**
   * One mustache alone gives its value with its type, anything else a text.
   * @throws ActionError `invalid_request` with the code `missing_value` or `template_failed`
   */
  render(scope: Scope, options?: RenderOptions): unknown;
  /** What it reads from the scope; paths that begin at a block's `this` are not among them. */
  readonly references: readonly Reference[];
}

/** A compiled template, and all that is wrong with it; with problems it must not be rendered. */
export interface CompiledTemplate {
  readonly template: Template;
  readonly problems: readonly TemplateProblem[];
}

/** Longest text of a template, in UTF-16 units. */
export const MAX_SOURCE = 10_000;

const systemClock = () => new Date();

/** Compiles a template. It never throws: what is wrong comes back as problems. */
export function compileTemplate(source: string, context: TemplateContext): CompiledTemplate {
  if (!source.includes("{{")) return { template: constant(source), problems: [] };
  if (source.length > MAX_SOURCE) {
    const message = `a template of ${source.length} characters; ${MAX_SOURCE} are allowed`;
    const hint = "split it into several steps";
    return broken(context, [
      { rule: "template-too-long", message, hint, offset: 0, length: source.length },
    ]);
  }
  const parsed = parseTemplate(source);
  if ("problem" in parsed) return broken(context, [parsed.problem]);
  const { body } = parsed.program;
  const alone = body.length === 1 && body[0]?.type === "MustacheStatement";
  const { program, tables, references, problems } = rewrite(
    parsed.program,
    source,
    context.roots,
    alone,
  );
  if (problems.length > 0) return broken(context, problems, references);
  const [path] = tables.paths;
  if (alone && path !== undefined && tables.calls.length === 0) {
    return { template: single(path, context, references), problems };
  }
  const compiled = compileProgram(program);
  const render = (scope: Scope, options?: RenderOptions) => {
    const run: Run = {
      tables,
      scope,
      context,
      now: options?.now ?? systemClock,
      work: 0,
      written: 0,
      result: undefined,
    };
    const made = guarded(compiled, run);
    return alone ? run.result : made;
  };
  return { template: { render, references }, problems };
}

function constant(text: string): Template {
  return { render: () => text, references: [] };
}

/** A path alone, by far the most common template, needs no Handlebars to be rendered. */
function single(path: Path, context: TemplateContext, references: readonly Reference[]): Template {
  const render = (scope: Scope) => {
    const value = resolvePath(path, scope, undefined);
    if (value !== undefined) return value;
    throw missingPath(path, scope, undefined, path.offset, context);
  };
  return { render, references };
}

function broken(
  context: TemplateContext,
  problems: readonly TemplateProblem[],
  references: readonly Reference[] = [],
): CompiledTemplate {
  const render = () => {
    throw templateFailed(context.locate(problems[0]?.offset ?? 0), "the template has problems");
  };
  return { template: { render, references }, problems };
}

function guarded(compiled: (run: Run) => string, run: Run): string {
  let made: string;
  try {
    made = compiled(run);
  } catch (error) {
    if (error instanceof ActionError) throw error;
    // Not passed on as a cause: its message may quote the data.
    throw templateFailed(run.context.locate(0), "the template could not be rendered");
  }
  // Three bytes at most for a unit: most texts need no counting.
  if (made.length * 3 <= MAX_TEXT || Buffer.byteLength(made) <= MAX_TEXT) return made;
  throw templateFailed(run.context.locate(0), "the text is larger than 1 MiB");
}
