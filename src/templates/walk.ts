import type { BlockScope } from "./paths.ts";
import type { TemplateProblem } from "./problem.ts";
import type { Reference } from "./references.ts";
import type { Tables } from "./runtime.ts";

/** Deepest nesting of blocks and calls: Handlebars walks its trees by recursion. */
const MAX_DEPTH = 20;

export type Extent = { readonly offset: number; readonly length: number };

/** What the walk over a template's tree knows and collects. */
export interface Walk {
  readonly roots: ReadonlySet<string>;
  /** Finds a node in the template's text. */
  readonly extent: (node: hbs.AST.Node) => Extent;
  readonly source: string;
  readonly tables: Tables;
  readonly references: Reference[];
  readonly problems: TemplateProblem[];
}

/** Where the walk stands. */
export interface Place {
  /** Enclosing `#each` and `#with` blocks, the nearest first. */
  readonly scopes: readonly BlockScope[];
  readonly depth: number;
  /** A missing value is no error here. */
  readonly tolerant: boolean;
}

export function startWalk(source: string, roots: ReadonlySet<string>): Walk {
  return {
    roots,
    extent: extentIn(source),
    source,
    tables: { paths: [], calls: [], subjects: [] },
    references: [],
    problems: [],
  };
}

export function addProblem(
  walk: Walk,
  extent: Extent,
  rule: string,
  message: string,
  hint: string,
): void {
  walk.problems.push({ rule, message, hint, ...extent });
}

/** Reports nesting that is too deep; then the walk must not go on into the node. */
export function tooDeep(walk: Walk, node: hbs.AST.Node, depth: number): boolean {
  if (depth <= MAX_DEPTH) return false;
  const message = `nested over ${MAX_DEPTH} deep`;
  addProblem(walk, walk.extent(node), "template-too-long", message, "split it into several steps");
  return true;
}

interface Nodes {
  MustacheStatement: hbs.AST.MustacheStatement;
  CommentStatement: hbs.AST.CommentStatement;
  BlockStatement: hbs.AST.BlockStatement;
  PathExpression: hbs.AST.PathExpression;
  SubExpression: hbs.AST.SubExpression;
  NumberLiteral: hbs.AST.NumberLiteral;
}

/** Tells which kind of node this is. */
export function isNode<T extends keyof Nodes>(node: hbs.AST.Node, type: T): node is Nodes[T] {
  return node.type === type;
}

/** The parts of a node that call one of the runtime's helpers. */
export function invoke(
  at: hbs.AST.Node,
  name: string,
  params: hbs.AST.Expression[],
  hash?: hbs.AST.Hash,
): { path: hbs.AST.PathExpression; params: hbs.AST.Expression[]; hash: hbs.AST.Hash } {
  const { loc } = at;
  const path: hbs.AST.PathExpression = {
    type: "PathExpression",
    data: false,
    depth: 0,
    parts: [name],
    original: name,
    loc,
  };
  return { path, params, hash: hash ?? { type: "Hash", pairs: [], loc } };
}

/** A call as it is written, in parentheses. */
export function writtenCall(
  { source, extent }: Pick<Walk, "source" | "extent">,
  node: Pick<hbs.AST.MustacheStatement, "path" | "params" | "hash">,
): string {
  const last = extent(node.hash?.pairs.at(-1) ?? node.params.at(-1) ?? node.path);
  return `(${source.slice(extent(node.path).offset, last.offset + last.length)})`;
}

/** A place in the run's tables. */
export function indexNode(at: hbs.AST.Node, index: number): hbs.AST.NumberLiteral {
  return { type: "NumberLiteral", value: index, original: index, loc: at.loc };
}

/**
 * Handlebars counts lines and columns; everything else counts from the text's beginning. Behind a
 * U+2028 or U+2029 its columns are too small, and so are the offsets; they stay inside of the text.
 */
export function extentIn(source: string): (node: hbs.AST.Node) => Extent {
  const starts = [0];
  for (const end of source.matchAll(/\r\n?|\n/g)) starts.push(end.index + end[0].length);
  const offsetOf = ({ line, column }: hbs.AST.Position) =>
    Math.min((starts[line - 1] ?? 0) + column, source.length);
  return ({ loc }) => {
    const offset = offsetOf(loc.start);
    return { offset, length: Math.max(1, offsetOf(loc.end) - offset) };
  };
}
