/** Mustaches that Handlebars reads, but as something else than was meant. */
import { nearestName } from "../nearest-name.ts";
import { findHelper, helperNames } from "./helpers/registry.ts";
import { inOurWords } from "./other-languages.ts";
import { attributeHint } from "./paths.ts";
import type { TemplateProblem } from "./problem.ts";
import { isNode, type Place, type Walk } from "./walk.ts";

/** A name with blanks, or an operator of another language; undefined where neither is there. */
export function misreadMustache(
  walk: Walk,
  node: hbs.AST.MustacheStatement,
  place: Place,
): TemplateProblem | undefined {
  const extent = walk.extent(node);
  const inner = walk.source
    .slice(extent.offset, extent.offset + extent.length)
    .replaceAll(/^\{+~?\s*|\s*~?\}+$/g, "");
  const isForeign = /[“”‘’]|\?\.|^\$|\s(?:-|\?\??)\s/.test(inner);
  const meant = isForeign ? inOurWords(inner) : undefined;
  if (meant !== undefined) {
    const message = "templates write this in another way";
    return { rule: "template-syntax", message, hint: `write ${meant}`, ...extent };
  }
  const { path } = node;
  if (!isNode(path, "PathExpression") || !isBlankName(walk, place, inner, path)) return undefined;
  const message = `a name with blanks: "${inner}"`;
  const [first = ""] = path.parts;
  const at = inner.lastIndexOf(".") + 1;
  const hint = walk.roots.has(first)
    ? `write {{${inner.slice(0, at)}[${inner.slice(at)}]}}`
    : attributeHint(inner, `[${inner}]`, walk.roots);
  return { rule: "unknown-name", message, hint, ...extent };
}

/** Whether these words are one name: the first calls nothing, and the others stand for nothing. */
function isBlankName(
  { roots }: Walk,
  { scopes }: Place,
  inner: string,
  { original }: hbs.AST.PathExpression,
): boolean {
  const [first = "", ...words] = inner.split(/ +/);
  const calls = findHelper(original) ?? nearestName(first, helperNames());
  const named = (word: string) =>
    roots.has(word) ||
    findHelper(word) !== undefined ||
    scopes.some(({ params }) => params.includes(word));
  return (
    calls === undefined &&
    words.length > 0 &&
    /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(first) &&
    words.every((word) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(word) && !named(word))
  );
}
