/**
 * Which branch of a failed oneOf or anyOf was meant. Ajv tells the mistakes of every branch; those of one are worth
 * telling: the one that has the value's tag, or else the one with the fewest mistakes.
 */
import type { ErrorObject } from "ajv/dist/2020.js";
import { keysOf } from "./key-choices.ts";
import { followed } from "./key-mistakes.ts";
import type { ResolveSchema } from "./schema-mistake.ts";
import { tagsOf } from "./value-choices.ts";

type Branch = Record<string, unknown>;

/**
 * The errors with those of one branch in place of each combinator that fails on a map or a list; where no branch can
 * be told from the others, the combinator stays.
 */
export function ofMeantBranches(
  errors: readonly ErrorObject[],
  resolve: ResolveSchema,
): ErrorObject[] {
  let told = [...errors];
  const known = new Map<Branch, BranchParts>();
  const partsOf = (branch: Branch) => {
    const own = () => partsIn(followed(branch, resolve), () => undefined);
    const parts = known.get(branch) ?? { own: own(), all: partsIn(branch, resolve) };
    known.set(branch, parts);
    return parts;
  };
  // Those inside of others come first.
  for (const parent of errors) {
    if (!isChoice(parent) || !told.includes(parent)) continue;
    const branches = (parent.schema as Branch[]).map((branch) => followed(branch, resolve));
    const byBranch = errorsOf(parent, told, partsOf);
    const tag = tagOf(branches);
    const meant =
      tag === undefined ? fewest(parent, byBranch) : withTag(parent, branches, byBranch, tag);
    if (meant === undefined) continue;
    const others = new Set([...byBranch.flat(), parent]);
    const at = told.indexOf(parent);
    told = [
      ...told.slice(0, at).filter((error) => !others.has(error)),
      ...meant,
      ...told.slice(at + 1).filter((error) => !others.has(error)),
    ];
  }
  return told;
}

/** Whether an error is of a choice between shapes that have more to say than which key there has to be. */
function isChoice(error: ErrorObject): boolean {
  return (
    (error.keyword === "oneOf" || error.keyword === "anyOf") &&
    typeof error.data === "object" &&
    error.data !== null &&
    Array.isArray(error.schema) &&
    keysOf(error).length === 0
  );
}

/** What each branch said; they come one after the other, before their combinator. */
function errorsOf(
  parent: ErrorObject,
  errors: readonly ErrorObject[],
  partsOf: (branch: Branch) => BranchParts,
): ErrorObject[][] {
  const parts = (parent.schema as Branch[]).map(partsOf);
  const isOwn = (index: number, { schemaPath, parentSchema }: ErrorObject) =>
    schemaPath.startsWith(`${parent.schemaPath}/${index}/`) ||
    parts[index]?.own.schemas.has(parentSchema) === true;
  const isReached = (index: number, { schemaPath, parentSchema }: ErrorObject) =>
    parts[index]?.all.schemas.has(parentSchema) === true ||
    parts[index]?.all.refs.some((ref) => schemaPath.startsWith(`${ref}/`)) === true;
  const found = parts.map((): ErrorObject[] => []);
  let now = 0;
  for (const error of errors.slice(0, errors.indexOf(parent))) {
    if (!error.instancePath.startsWith(parent.instancePath)) continue;
    // A branch that wants another type says nothing else.
    if (found[now]?.some((one) => isOfType(one, parent)) === true) now++;
    const first = (is: typeof isOwn) =>
      parts.findIndex((_, index) => index >= now && is(index, error));
    const own = first(isOwn);
    const at = own < 0 ? first(isReached) : own;
    if (at < 0) continue;
    now = at;
    found[at]?.push(error);
  }
  return found;
}

/** What a schema is made of: errors name the part that they are of, or the reference that leads to it. */
interface Parts {
  readonly schemas: Set<unknown>;
  readonly refs: string[];
}

/** Those of a branch itself, and with what its references lead to, which may be other branches. */
interface BranchParts {
  readonly own: Parts;
  readonly all: Parts;
}

function partsIn(schema: unknown, resolve: ResolveSchema): Parts {
  const parts: Parts = { schemas: new Set(), refs: [] };
  const left = [schema];
  while (left.length > 0) {
    const one = left.pop();
    if (typeof one !== "object" || one === null || parts.schemas.has(one)) continue;
    parts.schemas.add(one);
    const { $ref: ref } = one as Branch;
    if (typeof ref === "string") parts.refs.push(ref);
    left.push(...Object.values(one));
    if (typeof ref === "string") left.push(resolve(ref));
  }
  return parts;
}

/** A field by whose value the branches can be told from each other. */
function tagOf(branches: readonly Branch[]): string | undefined {
  const [first = {}] = branches;
  return Object.keys((first["properties"] as Branch | undefined) ?? {}).find((key) => {
    const lists = branches.map((branch) => tagsOf(branch, key));
    const all = lists.flat();
    return lists.every((list) => list.length > 0) && new Set(all).size === all.length;
  });
}

function withTag(
  parent: ErrorObject,
  branches: readonly Branch[],
  byBranch: readonly ErrorObject[][],
  tag: string,
): readonly ErrorObject[] | undefined {
  if (Array.isArray(parent.data)) return undefined;
  const tagValue = (parent.data as Branch)[tag];
  const at = branches.findIndex((branch) => tagsOf(branch, tag).includes(tagValue));
  if (at >= 0) return byBranch[at];
  return [{ ...parent, keyword: "discriminator", params: { tag, tagValue } }];
}

/** What the branch said that has the fewest mistakes, where there is one; those of another type are far off. */
function fewest(
  parent: ErrorObject,
  byBranch: readonly ErrorObject[][],
): readonly ErrorObject[] | undefined {
  const near = byBranch
    .filter((own) => own.length > 0 && !own.some((one) => isOfType(one, parent)))
    .toSorted((one, two) => one.length - two.length);
  const [first, second] = near;
  return first !== undefined && first.length === second?.length ? undefined : first;
}

function isOfType({ keyword, instancePath }: ErrorObject, parent: ErrorObject): boolean {
  return keyword === "type" && instancePath === parent.instancePath;
}
