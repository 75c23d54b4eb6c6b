import {
  compileTemplate,
  type RenderOptions,
  type Scope,
  type TemplateContext,
  type TemplateProblem,
} from "./compile.ts";
import type { Reference } from "./references.ts";

export { isTemplate } from "./syntax.ts";

/** Keys and indexes from a tree's root to one of its leaves. */
export type LeafPath = readonly (string | number)[];

/** A YAML value whose strings have been compiled. */
export interface TreeTemplate {
  /**
   * A new tree with every template replaced by its value.
   * @throws ActionError as a template does
   */
  render(scope: Scope, options?: RenderOptions): unknown;
  readonly references: readonly { readonly path: LeafPath; readonly reference: Reference }[];
}

type Render = TreeTemplate["render"];
type Found = {
  readonly references: { path: LeafPath; reference: Reference }[];
  readonly problems: { path: LeafPath; problem: TemplateProblem }[];
};

/**
 * Compiles every string of a YAML value; keys are never templates.
 * @param contextFor the context of the leaf at a path; asked only for strings
 */
export function compileTree(
  value: unknown,
  contextFor: (path: LeafPath) => TemplateContext,
): { readonly tree: TreeTemplate; readonly problems: Found["problems"] } {
  const found: Found = { references: [], problems: [] };
  const render = compileNode(value, [], contextFor, found);
  return { tree: { render, references: found.references }, problems: found.problems };
}

function compileNode(
  value: unknown,
  path: LeafPath,
  contextFor: (path: LeafPath) => TemplateContext,
  found: Found,
): Render {
  if (typeof value === "string") {
    const { template, problems } = compileTemplate(value, contextFor(path));
    for (const reference of template.references) found.references.push({ path, reference });
    for (const problem of problems) found.problems.push({ path, problem });
    return (scope, options) =>
      options?.instead?.(template.references, scope) ?? template.render(scope, options);
  }
  if (Array.isArray(value)) {
    const entries = value.map((entry, index) =>
      compileNode(entry, [...path, index], contextFor, found),
    );
    return (scope, options) => entries.map((render) => render(scope, options));
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(
      ([key, entry]) => [key, compileNode(entry, [...path, key], contextFor, found)] as const,
    );
    return (scope, options) => {
      const made: Record<string, unknown> = {};
      for (const [key, render] of entries) setOwn(made, key, render(scope, options));
      return made;
    };
  }
  return () => value;
}

/** Sets a key that stays data, also when it is `__proto__`. */
function setOwn(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== "__proto__") object[key] = value;
  else
    Object.defineProperty(object, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
}
