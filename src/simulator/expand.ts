import type { User } from "./bot.ts";

const PLACEHOLDER = /\{\{\s*([^{}]+?)\s*\}\}/g;

/** Fills each `{{attribute}}` in every text of a message, as AhaChat does; an unset one is empty. */
export function expand(
  value: unknown,
  user: User,
  attributes: ReadonlyMap<string, unknown>,
): unknown {
  if (typeof value === "string") {
    if (!value.includes("{{")) return value;
    return value.replace(PLACEHOLDER, (_, name: string) => asText(lookUp(name, user, attributes)));
  }
  if (Array.isArray(value)) return value.map((item) => expand(item, user, attributes));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, expand(item, user, attributes)]),
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
