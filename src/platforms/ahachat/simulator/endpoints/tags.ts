import { assertList, assertText } from "../check-values.ts";
import { type Call, DONE } from "./call.ts";

/** Puts tags on the user; tags that the bot does not have yet come into being. */
export function addTags({ bot, user, params }: Call): object {
  for (const tag of readNames(params["tags"], "tags")) {
    bot.tags.add(tag);
    user.tags.add(tag);
  }
  return DONE;
}

/** Takes tags off the user; one that isn't there is no error. */
export function removeTags({ user, params }: Call): object {
  for (const tag of readNames(params["tags"], "tags")) user.tags.delete(tag);
  return DONE;
}

/** A list of names, whole or not at all; a form with one field has a text. @throws ApiRefusal 100 */
export function readNames(value: unknown, where: string): string[] {
  const list = assertList(typeof value === "string" ? [value] : value, where, 1, 1000);
  return list.map((item, index) => {
    assertText(item, `${where}[${index}]`);
    return item;
  });
}
