import { ActionError } from "../../errors.ts";
import { contactPath } from "./contacts.ts";
import { inDialect } from "./dialect.ts";
import { findNamed, idOf, listFor } from "./find-named.ts";
import { namedOf } from "./json.ts";
import type { Session } from "./session.ts";

/**
 * Puts tags on a contact by name; those that the workspace does not have are made, unless the
 * connection says otherwise.
 * @returns the names of the tags that were made here
 * @throws ActionError
 */
export async function addTags(
  session: Session,
  contactId: string,
  names: readonly string[],
): Promise<string[]> {
  return inDialect(session, async (dialect) => {
    const mayMake = session.settings.createTags;
    if (dialect === "later" && mayMake) {
      await session.write("POST", `${contactPath(contactId)}/tags/by-name`, { tags: names });
      return [];
    }
    const known = await listFor(session, "tag", mayMake ? [] : names);
    if (!mayMake) names.forEach((name, at) => findNamed(known, "tag", name, `tags[${at}]`));
    const created: string[] = [];
    const tagIds: string[] = [];
    for (const name of new Set(names)) {
      const tag = known.find((one) => one.name === name);
      tagIds.push(tag?.id ?? (await makeTag(session, name)));
      if (tag === undefined) created.push(name);
    }
    await session.write("POST", `${contactPath(contactId)}/tags`, { tagIds });
    return created;
  });
}

/** A tag that exists is answered 500 (ran): another one may have made it meanwhile, so it is read again. */
async function makeTag(session: Session, name: string): Promise<string> {
  try {
    const made = await session.write("POST", "/v1/tags", { name });
    const [tag] = namedOf({ data: [made] });
    if (tag !== undefined) return tag.id;
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    const tag = (await listFor(session, "tag", [])).find((one) => one.name === name);
    if (tag !== undefined) return tag.id;
    throw error;
  }
  return idOf(session, "tag", name, "tags");
}

/**
 * Takes tags off a contact by name.
 * @returns the names that are no tags of the workspace
 * @throws ActionError
 */
export async function removeTags(
  session: Session,
  contactId: string,
  names: readonly string[],
): Promise<string[]> {
  const known = new Map((await listFor(session, "tag", names)).map(({ id, name }) => [name, id]));
  const tagIds = names.map((name) => known.get(name)).filter((id) => id !== undefined);
  if (tagIds.length > 0)
    await session.write("DELETE", `${contactPath(contactId)}/tags`, { tagIds });
  return names.filter((name) => !known.has(name));
}
