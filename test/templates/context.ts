import { ActionError } from "#src/errors.js";
import {
  compileTemplate,
  type RenderOptions,
  type Scope,
  type TemplateContext,
} from "#src/templates/compile.js";

/** A context whose columns are offsets counted from 1. */
export function contextOf(...roots: string[]): TemplateContext {
  return {
    roots: new Set(roots),
    locate: (offset) => ({ file: "flow.yaml", line: 1, column: offset + 1 }),
  };
}

/** Compiles and renders, with the scope's names as roots. */
export function render(source: string, scope: Scope = {}, options?: RenderOptions): unknown {
  const { template, problems } = compileTemplate(source, contextOf(...Object.keys(scope)));
  if (problems.length > 0) throw new Error(`problems: ${JSON.stringify(problems)}`);
  return template.render(scope, options);
}

/** The failure of a rendering, as it is stored. */
export function failureOf(source: string, scope: Scope = {}): { code: string; message: string } {
  try {
    render(source, scope);
  } catch (error) {
    if (error instanceof ActionError) return error.toRecord();
    throw error;
  }
  throw new Error(`${source} was rendered`);
}
