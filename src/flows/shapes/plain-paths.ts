/**
 * Paths that stand in a text as they are, without braces or in those of another tool: what is sent is
 * the path, and not its value. Only what a template could read there is taken for one.
 */
import { findHelper } from "../../templates/helpers/registry.ts";
import type { Finding, TemplateScope } from "./check-template.ts";
import { fieldOf } from "./field-of.ts";
import type { Shape } from "./shape.ts";

/** A path in the text outside of mustaches. */
interface Mention {
  readonly path: string;
  readonly offset: number;
}

const MUSTACHE = /(?<!\\)\{\{[^]*?\}\}/g;
/** A host or a part of a longer name is no path of ours. */
const PATH = /(?<![\w.\\]|\/\/|\w@)[A-Za-z_]\w*(?:\.(?:\w+|\[[^\]]*\]))+(?![\w@-])/g;
/** What other tools write before and behind a name. */
const OPENED = /(?:[{<%[#$@]|<%=|\{%)\s*$/;
const CLOSED = /^(?:\s*[}\]]|\s*%[}>]|[%>])/;
/** What can be read of a step. */
const FIELDS_OF_STEPS: ReadonlySet<string> = new Set(["output", "status", "error"]);
/** Whether there is what a path into these names, the judge knows. */
const NAMED: ReadonlySet<string> = new Set(["steps", "vars", "secrets"]);

/** Whether a text may have a path in it. A quick look: most texts have none. */
export function mayNamePath(text: string, roots: Iterable<string>): boolean {
  for (const root of roots) if (text.includes(`${root}.`)) return true;
  return false;
}

/** What is wrong with the paths that stand in a text as they are. */
export function plainPaths(text: string, scope: TemplateScope): Finding[] {
  const plain = text.replaceAll(MUSTACHE, (mustache) => " ".repeat(mustache.length));
  if (!mayNamePath(plain, scope.roots.keys())) return [];
  const isWhole = plain === text && isExpression(text.trim());
  return mentionsIn(plain, scope).flatMap(({ path, offset }): Finding[] => {
    const before = plain.slice(0, offset);
    const isForeign = OPENED.test(before) || CLOSED.test(plain.slice(offset + path.length));
    const where = { offset, length: path.length };
    if (isWhole || isForeign) {
      const message = isForeign
        ? `${path} stands in braces of another kind: it is sent as it is written`
        : `${path} stands without braces: it is sent as it is written`;
      const hint = `write {{${isWhole ? text.trim() : path}}}`;
      return [{ rule: "not-filled", severity: "error", message, hint, ...where }];
    }
    // A label for the value beside it.
    if (text.includes(`{{${path}`)) return [];
    const message = `${path} stands in the text without braces: it is sent as it is written`;
    const hint = `write {{${path}}}`;
    return [{ rule: "path-in-text", severity: "warning", message, hint, ...where }];
  });
}

/** Whether a text is a path alone, or the call of a helper. */
function isExpression(text: string): boolean {
  const [first = "", ...rest] = text.split(/\s+/);
  return rest.length === 0 ? /^[\w.[\]-]+$/.test(first) : findHelper(first) !== undefined;
}

function mentionsIn(plain: string, scope: TemplateScope): Mention[] {
  return [...plain.matchAll(PATH)]
    .map(({ 0: path, index }) => ({ path, offset: index }))
    .filter(({ path }) => canBeRead(path.split("."), path, scope));
}

/** Whether there is such a thing to read; how it is called further in may be a mistake of its own. */
function canBeRead(
  [root = "", name = "", field, ...rest]: readonly string[],
  written: string,
  scope: TemplateScope,
): boolean {
  const shape = scope.roots.get(root);
  if (shape === undefined || (root === "steps" && !FIELDS_OF_STEPS.has(field ?? ""))) return false;
  const verdict = scope.judge?.({ root, name, field, written, tolerant: true });
  if (verdict?.rule.startsWith("unknown-") === true) return false;
  if (scope.judge !== undefined && NAMED.has(root)) return true;
  if (!names(shape, name)) return false;
  const found = fieldOf(shape, name, false);
  // Text and numbers have no fields: `run.id.vn` is something else.
  return field === undefined || found.kind === "unknown" || canHold(found, [field, ...rest]);
}

/** Whether the shape has a field of this name, or nothing is known of it. */
function names(shape: Shape, name: string): boolean {
  if (shape.kind === "object") return shape.fields.size === 0 || shape.fields.has(name);
  return shape.kind === "unknown" || shape.kind === "either" || shape.kind === "list";
}

function canHold(found: ReturnType<typeof fieldOf>, rest: readonly string[]): boolean {
  return (
    rest.length > 0 && (found.kind === "object" || found.kind === "list" || found.kind === "either")
  );
}
