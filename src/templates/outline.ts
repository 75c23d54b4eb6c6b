/**
 * What a template does with values, without Handlebars' words: for checks before anything runs.
 * Where a path begins and what may be missing is settled as in rewrite.ts; what is wrong there is
 * `unknown` here, for it has been reported already.
 */
import { MAX_SOURCE } from "./compile.ts";
import { argumentMayMiss, type Helper } from "./helpers/helper.ts";
import { findHelper } from "./helpers/registry.ts";
import { type BlockScope, type Path, planPath } from "./paths.ts";
import { parseTemplate } from "./syntax.ts";
import { type Extent, extentIn, isNode, writtenCall } from "./walk.ts";

export interface Outline {
  /** One mustache alone: its value keeps its type. Anything else makes a text. */
  readonly alone: boolean;
  readonly body: readonly Statement[];
}

export type Statement =
  | { readonly kind: "show"; readonly value: Expression }
  | {
      readonly kind: "if" | "each" | "with";
      readonly subject: Expression;
      readonly body: readonly Statement[];
      readonly otherwise: readonly Statement[];
    };

export type Expression = Extent &
  (
    | {
        readonly kind: "path";
        readonly path: Path;
        /** Where each segment stands in the template's text. */
        readonly offsets: readonly number[];
      }
    | {
        readonly kind: "call";
        readonly helper: Helper;
        readonly args: readonly Expression[];
        readonly options: readonly { readonly name: string; readonly value: Expression }[];
        /** As it stands in the template, in parentheses. */
        readonly written: string;
      }
    | { readonly kind: "literal"; readonly value: unknown }
    | { readonly kind: "unknown" }
  );

interface Reader {
  readonly source: string;
  readonly roots: ReadonlySet<string>;
  readonly extent: (node: hbs.AST.Node) => Extent;
}

interface Place {
  readonly scopes: readonly BlockScope[];
  readonly tolerant: boolean;
}

/** Reads a template; undefined when Handlebars can't, or when it would be too long for it. */
export function outlineTemplate(source: string, roots: ReadonlySet<string>): Outline | undefined {
  if (source.length > MAX_SOURCE) return undefined;
  const parsed = parseTemplate(source);
  if ("problem" in parsed) return undefined;
  const { body } = parsed.program;
  const reader = { source, roots, extent: extentIn(source) };
  return {
    alone: body.length === 1 && body[0]?.type === "MustacheStatement",
    body: readProgram(reader, parsed.program, { scopes: [], tolerant: false }),
  };
}

function readProgram(
  reader: Reader,
  program: hbs.AST.Program | undefined,
  place: Place,
): Statement[] {
  return (program?.body ?? []).flatMap((node): Statement[] => {
    if (isNode(node, "MustacheStatement"))
      return [{ kind: "show", value: readMustache(reader, node, place) }];
    return isNode(node, "BlockStatement") ? [readBlock(reader, node, place)] : [];
  });
}

function readBlock(reader: Reader, block: hbs.AST.BlockStatement, place: Place): Statement {
  const name = block.path.original;
  const binds = name === "each" || name === "with";
  const [param] = block.params;
  const subject =
    param === undefined
      ? ({ kind: "unknown", ...reader.extent(block) } as const)
      : readExpression(reader, param, { ...place, tolerant: !binds });
  const { program, inverse } = block as Partial<hbs.AST.BlockStatement>;
  const scope = { loop: name === "each", params: program?.blockParams ?? [] };
  const inner = { tolerant: false, scopes: binds ? [scope, ...place.scopes] : place.scopes };
  const body = readProgram(reader, program, inner);
  const otherwise = readProgram(reader, inverse, { ...place, tolerant: false });
  return name === "unless"
    ? { kind: "if", subject, body: otherwise, otherwise: body }
    : { kind: binds ? name : "if", subject, body, otherwise };
}

function readMustache(reader: Reader, node: hbs.AST.MustacheStatement, place: Place): Expression {
  const { path } = node;
  if (!isNode(path, "PathExpression")) return { kind: "unknown", ...reader.extent(node) };
  const name = path.original;
  const named = place.scopes.some(({ params }) => params.includes(name)) || reader.roots.has(name);
  const calls = node.params.length > 0 || (node.hash?.pairs.length ?? 0) > 0;
  return calls || (findHelper(name) !== undefined && !named)
    ? readCall(reader, node, path, place)
    : readPath(reader, path, place);
}

function readExpression(reader: Reader, node: hbs.AST.Expression, place: Place): Expression {
  if (isNode(node, "PathExpression")) return readPath(reader, node, place);
  if (isNode(node, "SubExpression")) return readCall(reader, node, node.path, place);
  return "value" in node
    ? { kind: "literal", value: node.value, ...reader.extent(node) }
    : { kind: "unknown", ...reader.extent(node) };
}

function readCall(
  reader: Reader,
  node: hbs.AST.MustacheStatement | hbs.AST.SubExpression,
  path: hbs.AST.PathExpression,
  place: Place,
): Expression {
  const helper = findHelper(path.original);
  const extent = reader.extent(path);
  if (helper === undefined) return { kind: "unknown", ...extent };
  const args = node.params.map((param, at) => {
    const tolerant = argumentMayMiss(helper, at, node.params.length, place.tolerant);
    return readExpression(reader, param, { ...place, tolerant });
  });
  const options = (node.hash?.pairs ?? []).map(({ key, value }) => ({
    name: key,
    value: readExpression(reader, value, { ...place, tolerant: false }),
  }));
  return { kind: "call", helper, args, options, written: writtenCall(reader, node), ...extent };
}

function readPath(reader: Reader, node: hbs.AST.PathExpression, place: Place): Expression {
  const extent = reader.extent(node);
  const planned = planPath(node, extent, reader.roots, place.scopes);
  if ("problem" in planned) return { kind: "unknown", ...extent };
  const count = planned.segments.length;
  const offsets = partOffsets(reader.source, extent.offset, node.parts);
  return {
    kind: "path",
    path: { ...planned, ...extent, tolerant: place.tolerant },
    // A leading @root or @key is a part, but no segment.
    offsets: count === 0 ? [] : offsets.slice(-count),
    ...extent,
  };
}

/** Where the parts of a path stand; `../`, `this.` and `@` before them are none. */
function partOffsets(source: string, from: number, parts: readonly string[]): number[] {
  const lead = /(?:@|\.\.(?:[./]|(?=[\s)}]))|\.\/|this[./])*/y;
  lead.lastIndex = from;
  lead.exec(source);
  let at = Math.max(from, lead.lastIndex);
  return parts.map((part) => {
    const bracket = source[at] === "[" ? 1 : 0;
    const offset = at + bracket;
    at = offset + part.length + bracket + 1;
    return offset;
  });
}
