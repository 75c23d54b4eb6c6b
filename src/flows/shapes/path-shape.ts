/** The shape of what a path reads, one field after another. */
import type { Expression } from "../../templates/outline.ts";
import { writePath } from "../../templates/paths.ts";
import { doubtOfField, doubtOfPart } from "./doubtful-fields.ts";
import { type FieldResult, fieldOf } from "./field-of.ts";
import { fallbackFor } from "./read-texts.ts";
import { BOOLEAN, NUMBER, type Shape, UNKNOWN } from "./shape.ts";
import { type Place, reportField, type Walk } from "./template-walk.ts";

type PathExpression = Extract<Expression, { kind: "path" }>;
/** Follows a path; what is wrong on its way goes to the walk's findings. */
export function pathShape(walk: Walk, expression: PathExpression, place: Place): Shape {
  const { path, offsets } = expression;
  if (isWrongName(walk, expression, place)) return UNKNOWN;
  const part = path.base.kind === "root" ? doubtOfPart(path, walk.scope.roots) : undefined;
  if (part !== undefined) walk.findings.push({ ...part, offset: path.offset, length: path.length });
  let shape = baseShape(walk, expression, place);
  for (let at = path.base.kind === "root" ? 1 : 0; at < path.segments.length; at++) {
    const segment = path.segments[at] ?? "";
    const found = fieldOf(shape, segment, path.tolerant);
    if (found.kind === "mistake") {
      const extent = { offset: offsets[at] ?? path.offset, length: segment.length };
      reportField(walk, extent, writePath(path, at), found);
      return UNKNOWN;
    }
    const doubt = doubtOfField(shape, path, at, (written) => isAskedFor(walk, place, written));
    if (doubt !== undefined)
      walk.findings.push({ ...doubt, offset: offsets[at] ?? path.offset, length: segment.length });
    shape = found;
  }
  return shape;
}

/** Whether a condition asks for a path, or for what is in it. */
export function isAskedFor({ scope }: Walk, { asked }: Place, written: string): boolean {
  return [...asked, ...(scope.asked?.() ?? [])].some(
    (one) => one === written || one.startsWith(`${written}.`),
  );
}

function baseShape(walk: Walk, { path }: PathExpression, { frames }: Place): Shape {
  const { base } = path;
  if (base.kind === "root") return walk.scope.roots.get(path.segments[0] ?? "") ?? UNKNOWN;
  const frame = frames[base.up];
  switch (base.slot) {
    case "value":
      return frame?.value ?? UNKNOWN;
    case "key":
      return frame?.key ?? UNKNOWN;
    case "index":
      return NUMBER;
    case "first":
    case "last":
      return BOOLEAN;
  }
}

/** Lets the scope judge what a path names. @returns whether that is an error: then no more is said */
function isWrongName(walk: Walk, { path, offsets }: PathExpression, { tested }: Place): boolean {
  const [root = "", name, field] = path.segments;
  if (path.base.kind !== "root" || name === undefined) return false;
  const tolerant = path.tolerant || tested.has(`${root}.${name}`);
  const verdict = walk.scope.judge?.({ root, name, field, written: writePath(path), tolerant });
  if (verdict === undefined) return false;
  const found = path.segments
    .slice(1)
    .reduce<FieldResult>(
      (holder, segment) => (holder.kind === "mistake" ? holder : fieldOf(holder, segment, true)),
      walk.scope.roots.get(root) ?? UNKNOWN,
    );
  const hint = verdict.hint.replace("'…'", fallbackFor(found));
  walk.findings.push({ ...verdict, hint, offset: offsets[1] ?? path.offset, length: name.length });
  return verdict.severity === "error";
}
