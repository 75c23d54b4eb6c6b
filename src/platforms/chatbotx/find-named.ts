import { ActionError } from "../../errors.ts";
import { nearestName } from "../../nearest-name.ts";
import { type Named, namedOf } from "./json.ts";
import type { Session } from "./session.ts";

/** What a workspace has by name, as people call it, and where it is listed. */
const LISTS = {
  tag: "/v1/tags",
  "custom field": "/v1/custom-fields",
  flow: "/v1/flows",
  inbox: "/v1/inboxes?perPage=1000",
} as const;

/** A kind of thing that a workspace has by name. */
export type Kind = keyof typeof LISTS;

/**
 * All things of a kind. A name that is not among them is asked for once more by itself, before it
 * counts as none: a server that does not know `keyword` ignores it, and one that has pages may need it.
 * @param wanted names or ids that are looked for
 * @throws ActionError
 */
export async function listFor<Thing extends Named>(
  session: Session,
  kind: Kind,
  wanted: readonly string[],
): Promise<Thing[]> {
  const path = LISTS[kind];
  const things = namedOf<Thing>(await session.read(path));
  const missing = wanted.filter(
    (one) => !things.some(({ id, name }) => id === one || name === one),
  );
  for (const name of missing) {
    const keyword = `${path.includes("?") ? "&" : "?"}keyword=${encodeURIComponent(name)}`;
    const found = namedOf<Thing>(await session.read(path + keyword));
    things.push(...found.filter((one) => things.every(({ id }) => id !== one.id)));
  }
  return things;
}

/** The id of one of them. @throws ActionError */
export async function idOf(
  session: Session,
  kind: Kind,
  nameOrId: string,
  where: string,
): Promise<string> {
  return findNamed(await listFor(session, kind, [nameOrId]), kind, nameOrId, where).id;
}

/**
 * The thing of that name, else that id. A name may be a customer's, so errors have its place instead.
 * @param where the name stands: `tags[1]`
 * @throws ActionError invalid_request where there is none, or more than one of that name
 */
export function findNamed<Thing extends Named>(
  things: readonly Thing[],
  kind: Kind,
  nameOrId: string,
  where: string,
): Thing {
  const [first, second] = things.filter(({ name }) => name === nameOrId);
  const refusal = (which: string, code: string, hint: string) =>
    new ActionError("invalid_request", `${where} names ${which} of the workspace`, {
      code: `${code}_${kind.replace(" ", "_")}`,
      hint,
    });
  if (second !== undefined) {
    const several = kind === "inbox" ? "several inboxes" : `several ${kind}s`;
    throw refusal(several, "ambiguous", "write its id, or rename one of them in ChatbotX");
  }
  const found = first ?? things.find(({ id }) => id === nameOrId);
  if (found !== undefined) return found;
  const near = nearestName(
    nameOrId,
    things.map(({ name }) => name),
  );
  const hint =
    near === undefined ? "make it in ChatbotX, or correct the name" : `did you mean "${near}"?`;
  throw refusal(`no ${kind}`, "unknown", hint);
}
