/**
 * Checks a template's tree and turns it into one that Handlebars can run safely: every path becomes
 * a call of `get`, every helper a call of `call`, with a number in the tables of the run, and what
 * stands in text goes through `text`. After this no name of the author is left in the tree. All
 * problems are collected; a tree with problems is never compiled.
 */

import { findHelper } from "./helpers/registry.ts";
import {
  rewriteExpression,
  rewriteHash,
  rewriteMustache,
  type Value,
} from "./rewrite-expression.ts";
import {
  addProblem,
  indexNode,
  invoke,
  isNode,
  type Place,
  startWalk,
  tooDeep,
  type Walk,
} from "./walk.ts";

const BLOCKS = ["if", "unless", "each", "with"];

const PARTIALS: readonly [string, string] = ["partials {{> …}}", "write the text here"];
const DECORATORS: readonly [string, string] = ["decorators {{* …}}", "remove it"];

/** What to call them, and what to do instead. */
const UNSUPPORTED = new Map<string, readonly [string, string]>([
  ["BlockStatement", ["raw blocks {{{{…}}}}", "write \\{{ for plain braces"]],
  ["PartialStatement", PARTIALS],
  ["PartialBlockStatement", PARTIALS],
  ["Decorator", DECORATORS],
  ["DecoratorBlock", DECORATORS],
]);

/**
 * Checks and rewrites a tree.
 * @param alone the template is one mustache, whose value keeps its type
 */
export function rewrite(
  program: hbs.AST.Program,
  source: string,
  roots: ReadonlySet<string>,
  alone: boolean,
): Walk & { readonly program: hbs.AST.Program } {
  const walk = startWalk(source, roots);
  const place = { scopes: [], depth: 0, tolerant: false };
  return { ...walk, program: rewriteProgram(walk, program, place, alone) };
}

function rewriteProgram(
  walk: Walk,
  program: hbs.AST.Program,
  place: Place,
  alone = false,
): hbs.AST.Program {
  const body = program.body.map((node) => rewriteStatement(walk, node, place, alone));
  return { ...program, blockParams: [], body };
}

function rewriteStatement(
  walk: Walk,
  node: hbs.AST.Statement,
  place: Place,
  alone: boolean,
): hbs.AST.Statement {
  if (isNode(node, "MustacheStatement")) {
    const value = rewriteMustache(walk, node, place);
    const call = alone
      ? invoke(node, "keep", [value.node])
      : invoke(node, "text", [value.node, subjectNode(walk, node, value)]);
    return { ...node, ...call };
  }
  // Only a raw block's strip flags are empty.
  if (isNode(node, "BlockStatement") && "open" in node.openStrip) {
    return rewriteBlock(walk, node, place);
  }
  if (isNode(node, "CommentStatement")) checkComment(walk, node);
  const unsupported = UNSUPPORTED.get(node.type);
  if (unsupported !== undefined) {
    const [what, hint] = unsupported;
    const message = `${what} are not supported`;
    addProblem(walk, walk.extent(node), "template-unsupported", message, hint);
  }
  // Handlebars strips the blanks of texts in place.
  return { ...node };
}

function rewriteBlock(walk: Walk, block: hbs.AST.BlockStatement, place: Place): hbs.AST.Statement {
  const name = block.path.original;
  checkBlock(walk, block, name);
  const inner = { ...place, depth: place.depth + 1, tolerant: false };
  if (tooDeep(walk, block, inner.depth)) return block;
  const binds = name === "each" || name === "with";
  const options = name === "if" || name === "unless" ? ["includeZero"] : [];
  const hash = rewriteHash(walk, block.hash, options, inner);
  const [subject] = block.params.map((param) =>
    rewriteExpression(walk, param, { ...inner, tolerant: !binds }),
  );
  // {{^if}} has only the second part.
  const { program: main, inverse: other } = block as Partial<hbs.AST.BlockStatement>;
  const scope = { loop: name === "each", params: main?.blockParams ?? [] };
  const scopes = binds ? [scope, ...place.scopes] : place.scopes;
  const program = main && rewriteProgram(walk, main, { ...inner, scopes });
  // An "else if" is a block inside of the else, but reads as the next case of a list.
  const chained = other !== undefined && "chained" in other && other.chained === true;
  const inverse =
    other && rewriteProgram(walk, other, { ...inner, depth: chained ? place.depth : inner.depth });
  if (subject === undefined) return block;
  const args = binds ? [subject.node, subjectNode(walk, block, subject)] : [subject.node];
  const rewritten = { ...block, ...invoke(block, name, args, hash), program, inverse };
  return rewritten;
}

function checkBlock(walk: Walk, block: hbs.AST.BlockStatement, name: string): void {
  const extent = walk.extent(block.path);
  if (!BLOCKS.includes(name)) {
    const hint =
      findHelper(name) === undefined
        ? `write {{#each ${name}}} to loop, or {{#if ${name}}} to test`
        : `write {{#if (${name} …)}}`;
    const message = `unknown block "${name}"; blocks are ${BLOCKS.join(", ")}`;
    addProblem(walk, extent, "unknown-helper", message, hint);
  } else if (block.params.length !== 1) {
    const message = `{{#${name}}} takes 1 argument, here are ${block.params.length}`;
    const hint = `write {{#${name} value}}; a call stands in parentheses`;
    addProblem(walk, extent, "helper-arguments", message, hint);
  }
}

/** `{{!a.b}}` is a comment, and shows nothing. */
function checkComment(walk: Walk, node: hbs.AST.CommentStatement): void {
  const value = node.value.trim();
  const extent = walk.extent(node);
  const isPath = /^\(?[\w.[\]]+\)?$/.test(value) && walk.roots.has(/\w+/.exec(value)?.[0] ?? "");
  if (!isPath || walk.source.startsWith("{{!--", extent.offset)) return;
  const message = "{{!…}} is a comment: it shows nothing";
  addProblem(walk, extent, "template-syntax", message, `write {{not ${value}}}, or {{!-- … --}}`);
}

function subjectNode(walk: Walk, at: hbs.AST.Node, value: Value): hbs.AST.NumberLiteral {
  return indexNode(at, walk.tables.subjects.push(value.subject) - 1);
}
