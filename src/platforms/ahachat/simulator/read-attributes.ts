import type { Fields } from "../../simulator/fields.ts";
import { invalid } from "./api-refusal.ts";

/** Names and values of attributes to set. @throws ApiRefusal 100 for reserved names */
export function readAttributes(params: Fields): [string, unknown][] {
  const attributes = Object.entries(params);
  for (const [name] of attributes) {
    if (name.trim() === "") throw invalid("an attribute needs a name");
    if (name.startsWith("ahachat_")) throw invalid("names that begin with ahachat_ are reserved");
  }
  return attributes;
}
