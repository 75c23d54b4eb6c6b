import { keepsDigits } from "../documents/parse-json.ts";
import { nearestName } from "../nearest-name.ts";
import { argumentMayMiss, type Helper } from "./helpers/helper.ts";
import { findHelper, helperNames } from "./helpers/registry.ts";
import { misreadMustache } from "./misread.ts";
import { planPath } from "./paths.ts";
import type { Subject } from "./runtime.ts";
import {
  addProblem,
  indexNode,
  invoke,
  isNode,
  type Place,
  tooDeep,
  type Walk,
  writtenCall,
} from "./walk.ts";

/** A rewritten expression, and what errors call its value. */
export interface Value {
  readonly node: hbs.AST.Expression;
  readonly subject: Subject;
}

type Call = hbs.AST.MustacheStatement | hbs.AST.SubExpression;

/** What a mustache shows: a path, a helper's call, or a helper without arguments (`{{now}}`). */
export function rewriteMustache(walk: Walk, node: hbs.AST.MustacheStatement, place: Place): Value {
  const { path } = node;
  const misread = misreadMustache(walk, node, place);
  if (misread !== undefined) {
    walk.problems.push(misread);
    return literal(walk, path);
  }
  if (node.params.length > 0 || (node.hash?.pairs.length ?? 0) > 0) {
    return rewriteCall(walk, node, place);
  }
  if (!isNode(path, "PathExpression")) {
    const extent = walk.extent(path);
    addProblem(
      walk,
      extent,
      "template-unsupported",
      "a value, where a name belongs",
      "write it without the braces",
    );
    return literal(walk, path);
  }
  const name = path.original;
  const named = place.scopes.some((scope) => scope.params.includes(name)) || walk.roots.has(name);
  return findHelper(name) !== undefined && !named
    ? rewriteCall(walk, node, place)
    : rewritePath(walk, path, place);
}

/** An argument, or the subject of a block. */
export function rewriteExpression(walk: Walk, node: hbs.AST.Expression, place: Place): Value {
  if (isNode(node, "PathExpression")) return rewritePath(walk, node, place);
  if (isNode(node, "NumberLiteral")) checkNumber(walk, node);
  return isNode(node, "SubExpression") ? rewriteCall(walk, node, place) : literal(walk, node);
}

/** A number is compared and computed with as a double: it has to be the same one as that. */
function checkNumber(walk: Walk, node: hbs.AST.NumberLiteral): void {
  const extent = walk.extent(node);
  const written = walk.source.slice(extent.offset, extent.offset + extent.length);
  const losesZero = /^-?0\d/.test(written);
  if (!losesZero && keepsDigits(written)) return;
  const why = losesZero ? "loses its leading zero" : "has more digits than a number can hold";
  addProblem(
    walk,
    extent,
    "template-syntax",
    `the number ${written} ${why}`,
    `write it as text: '${written}'`,
  );
}

/** Rewrites `name=value` pairs; names that aren't among `known` are problems. */
export function rewriteHash(
  walk: Walk,
  hash: hbs.AST.Hash | undefined,
  known: readonly string[],
  place: Place,
): hbs.AST.Hash | undefined {
  const pairs = hash?.pairs.map((pair) => {
    if (!known.includes(pair.key)) {
      const message = `unknown option "${pair.key}"`;
      const hint =
        known.length === 0 ? "there are no options here" : `options are: ${known.join(", ")}`;
      addProblem(walk, walk.extent(pair), "helper-arguments", message, hint);
    }
    return { ...pair, value: rewriteExpression(walk, pair.value, place).node };
  });
  return hash && pairs && { ...hash, pairs };
}

function rewritePath(walk: Walk, node: hbs.AST.PathExpression, place: Place): Value {
  const extent = walk.extent(node);
  const planned = planPath(node, extent, walk.roots, place.scopes);
  if ("problem" in planned) {
    walk.problems.push(planned.problem);
    return literal(walk, node);
  }
  const path = { ...planned, ...extent, tolerant: place.tolerant };
  const index = walk.tables.paths.push(path) - 1;
  if (path.base.kind === "root") {
    walk.references.push({ path: path.segments, ...extent, tolerant: place.tolerant });
  }
  return {
    node: expression(node, "get", [indexNode(node, index)]),
    subject: { offset: extent.offset, path },
  };
}

function rewriteCall(walk: Walk, node: Call, place: Place): Value {
  const name = isNode(node.path, "PathExpression") ? node.path.original : "(a value)";
  const extent = walk.extent(node.path);
  const inner = { ...place, depth: place.depth + 1 };
  if (tooDeep(walk, node, inner.depth)) return literal(walk, node);
  const helper = findHelper(name);
  if (helper === undefined) {
    const near = nearestName(name, helperNames());
    const message = `unknown helper "${name}"`;
    const hint =
      near === undefined ? "docs/templates.md lists the helpers" : `did you mean "${near}"?`;
    addProblem(walk, extent, "unknown-helper", message, hint);
  } else {
    checkCount(walk, helper, node);
  }
  const params = node.params.map((param, at) => {
    // Whether a value is left, the call itself shows.
    const tolerant =
      helper?.tolerates === "all-but-last" ||
      (helper !== undefined && argumentMayMiss(helper, at, node.params.length, place.tolerant));
    return rewriteExpression(walk, param, { ...inner, tolerant }).node;
  });
  const hash = rewriteHash(walk, node.hash, helper?.options ?? [], { ...inner, tolerant: false });
  if (helper === undefined) return literal(walk, node);
  const index =
    walk.tables.calls.push({
      helper,
      offset: extent.offset,
      written: writtenCall(walk, node),
      tolerant: place.tolerant,
    }) - 1;
  return {
    node: expression(node, "call", [indexNode(node, index), ...params], hash),
    subject: { offset: extent.offset, written: writtenCall(walk, node) },
  };
}

function checkCount(walk: Walk, helper: Helper, node: Call): void {
  const { name, usage, min, max } = helper;
  const count = node.params.length;
  if (count >= min && count <= max) return;
  const takes =
    min === max
      ? `${min}`
      : max === Number.POSITIVE_INFINITY
        ? `at least ${min}`
        : `${min} to ${max}`;
  const message = `${name} takes ${takes} ${takes === "1" ? "argument" : "arguments"}, here are ${count}`;
  addProblem(
    walk,
    walk.extent(node.path),
    "helper-arguments",
    message,
    `usage: {{${`${name} ${usage}`.trim()}}}`,
  );
}

function expression(
  at: hbs.AST.Node,
  name: string,
  params: hbs.AST.Expression[],
  hash?: hbs.AST.Hash,
): hbs.AST.SubExpression {
  return { type: "SubExpression", loc: at.loc, ...invoke(at, name, params, hash) };
}

function literal(walk: Walk, node: hbs.AST.Expression): Value {
  return { node, subject: { offset: walk.extent(node).offset, written: "the value" } };
}
