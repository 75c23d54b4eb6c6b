/** Fields that may be read, and may well not be there. */
import { sameName } from "../../canonical-text.ts";
import { nearestName } from "../../nearest-name.ts";
import { platforms } from "../../platforms/registry.ts";
import type { Path } from "../../templates/paths.ts";
import { writePath } from "../../templates/paths.ts";
import type { Verdict } from "./finding.ts";
import type { ObjectShape, Shape } from "./shape.ts";

/**
 * What speaks against reading a field of a path that the holder may have.
 * @param at the field's place among the segments
 * @param isAskedFor whether a condition around it asks for a path, as it is written
 */
export function doubtOfField(
  holder: Shape,
  path: Path,
  at: number,
  isAskedFor: (written: string) => boolean,
): Verdict | undefined {
  if (holder.kind !== "object") return undefined;
  const name = path.segments[at] ?? "";
  const own = sameName([...holder.fields.keys()], name);
  if (own === undefined) return unlisted(holder, name, path, at);
  if (path.tolerant || holder.optional?.has(own) !== true) return undefined;
  const written = writePath(path, at + 1);
  if (isAskedFor(written)) return undefined;
  return {
    rule: "maybe-missing",
    severity: "warning",
    message: `the schema does not ask for ${written}: without it the run fails here`,
    hint: `write {{default ${writePath(path)} …}}, ask for it with an if, or make it required`,
  };
}

function unlisted(
  { named, rest, strict, foreign, fields }: ObjectShape,
  name: string,
  path: Path,
  at: number,
): Verdict | undefined {
  const names = [...fields.keys()].join(", ");
  const holder = writePath(path, at);
  if (path.tolerant && named === "schema" && rest === undefined && !isBrought(name))
    return {
      rule: "unlisted-field",
      severity: "warning",
      message: `the schema of ${holder} does not name "${name}": most likely this is never there`,
      hint: `it names ${names}; correct the name, or add it to the schema`,
    };
  const near = foreign === true ? slipOf(name, [...fields.keys()]) : undefined;
  if (near !== undefined)
    return {
      rule: "unlisted-field",
      severity: "warning",
      message: `${holder} is not known to have "${name}"`,
      hint: `did you mean "${near}"?`,
    };
  if (path.tolerant || strict !== true || rest === undefined || fields.size === 0) return undefined;
  return {
    rule: "unlisted-field",
    severity: "warning",
    message: `${holder} is not known to have "${name}"`,
    hint: `it has ${names}; correct the name, or use default if it may be missing`,
  };
}

/** The name that another one means which a letter keeps from it, or how words are put together. */
function slipOf(name: string, names: readonly string[]): string | undefined {
  return nearestName(name, names, 1) ?? names.find((one) => lettersOf(one) === lettersOf(name));
}

function lettersOf(name: string): string {
  return name.replaceAll(/[_-]/g, "").toLowerCase();
}

/** Whether a platform may send a field of this name with every delivery. */
function isBrought(name: string): boolean {
  return platforms.some(({ webhooks }) => webhooks?.mayBring?.(name) === true);
}

/**
 * A field that another part of the delivery has: `query` where the body has it, or `body` where nothing
 * is known of it and the sample's query has it.
 * @param roots what templates can read there
 */
export function doubtOfPart(path: Path, roots: ReadonlyMap<string, Shape>): Verdict | undefined {
  const [root = "", ...segments] = path.segments;
  const trigger = roots.get("trigger");
  const isTrigger = root === "trigger" && trigger?.kind === "object";
  const parts = isTrigger ? trigger.fields : roots;
  const [part = "", name = ""] = isTrigger ? segments : path.segments;
  const other = part === "query" ? "body" : "query";
  const [own, theirs] = [parts.get(part), parts.get(other)];
  if (
    (part !== "query" && part !== "body") ||
    theirs?.kind !== "object" ||
    !theirs.fields.has(name)
  )
    return undefined;
  const isElsewhere =
    own?.kind === "object"
      ? part === "query" && own.named === "sample" && !own.fields.has(name)
      : own?.kind === "unknown";
  if (!isElsewhere) return undefined;
  const hint = writePath(path).replace(part, other);
  return {
    rule: "other-part",
    severity: "warning",
    message: `"${name}" comes in the ${other}, as far as the schema and sample say`,
    hint: `did you mean ${hint}?`,
  };
}
