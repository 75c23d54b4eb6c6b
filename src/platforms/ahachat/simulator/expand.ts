import type { User } from "./bot.ts";

const PLACEHOLDER = /\{\{\s*([^{}]+?)\s*\}\}/g;

/** Fills each `{{attribute}}` in every text of a message, as AhaChat does; an unset one is empty. */
export function expand(
  value: unknown,
  user: User,
  attributes: ReadonlyMap<string, unknown>,
): unknown {
  if (typeof value === "string") return expandText(value, user, attributes);
  if (Array.isArray(value)) return value.map((item) => expand(item, user, attributes));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, expand(item, user, attributes)]),
  );
}

/** The same for one text. @param write how a value is written into it */
export function expandText(
  text: string,
  user: User,
  attributes: ReadonlyMap<string, unknown>,
  write = (value: string) => value,
): string {
  if (!text.includes("{{")) return text;
  return text.replace(PLACEHOLDER, (_, name: string) =>
    write(asText(lookUp(name, user, attributes))),
  );
}

function lookUp(name: string, user: User, attributes: ReadonlyMap<string, unknown>): unknown {
  if (attributes.has(name)) return attributes.get(name);
  const known = new Map<string, unknown>(Object.entries(user.profile));
  return name === "messenger_user_id" ? user.id : known.get(name);
}

function asText(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
