import { type Call, contactOf, created, DONE, newName, ok } from "../call.ts";
import * as input from "../inputs.ts";
import { broken, notFound } from "../refusal.ts";
import { byIdOrName, byName, type Tag } from "../workspace.ts";

const view = ({ id, name }: Tag) => ({ id, name });

/** The workspace's tags. */
export function listTags(call: Call) {
  const { workspace, state } = call;
  const name = newName(call, workspace.tags);
  if (name !== undefined) workspace.addTag(name, state.now());
  return ok({ data: [...workspace.tags.values()].toReversed().map(view) });
}

/** Makes a tag; one of that name breaks the server (ran). */
export function createTag({ workspace, body, state }: Call) {
  const { name } = input.read(input.named, body);
  if (byName(workspace.tags, name) !== undefined) throw broken();
  return created(view(workspace.addTag(name, state.now())));
}

export function getTag({ workspace, params }: Call) {
  const tag = byIdOrName(workspace.tags, params["idOrName"] ?? "");
  if (tag === undefined) throw notFound("Tag not found", true);
  return ok(view(tag));
}

/** Takes a tag away, from every contact too; one that is not there is no error (ran). */
export function deleteTag({ workspace, params }: Call) {
  const id = params["id"] ?? "";
  workspace.tags.delete(id);
  for (const { tags } of workspace.contacts.values()) tags.delete(id);
  return DONE;
}

export function listContactTags(call: Call) {
  const { tags } = contactOf(call);
  const data = [...tags].toReversed().map((id) => call.workspace.tags.get(id));
  return ok({ data: data.filter((tag) => tag !== undefined).map(view) });
}

/** Puts tags on by id; unknown ids are left out with a success (ran). */
export function addContactTags(call: Call) {
  const { tagIds } = input.read(input.tagIds, call.body);
  const { tags } = contactOf(call);
  for (const id of tagIds.map(number)) if (call.workspace.tags.has(id)) tags.add(id);
  return DONE;
}

export function removeContactTags(call: Call) {
  const { tagIds } = input.read(input.tagIds, call.body);
  const { tags } = contactOf(call);
  for (const id of tagIds.map(number)) tags.delete(id);
  return DONE;
}

/** Puts tags on by name, and makes those that are missing; of the later server. */
export function addContactTagsByName(call: Call) {
  const { tags: names } = input.read(input.tagNames, call.body);
  const { tags } = contactOf(call);
  for (const id of idsOf(call, names)) tags.add(id);
  return DONE;
}

/** Lets a contact have these tags and no others; of the later server. */
export function replaceContactTags(call: Call) {
  const { tags: names } = input.read(input.allTagNames, call.body);
  const { tags } = contactOf(call);
  tags.clear();
  for (const id of idsOf(call, names)) tags.add(id);
  return DONE;
}

function idsOf({ workspace, state }: Call, names: readonly string[]): string[] {
  return names.map(
    (name) => (byName(workspace.tags, name) ?? workspace.addTag(name, state.now())).id,
  );
}

/** The pattern of ids is not anchored, and what is none breaks the server behind it (ran). */
export function number(id: string): string {
  if (!/^\d+$/.test(id)) throw broken();
  return id;
}
