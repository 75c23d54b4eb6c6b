import { invalid } from "../refusal.ts";
import { type Call, DONE } from "./call.ts";
import { readNames } from "./tags.ts";

/** Sets attributes; in a JSON body a value keeps its type, in a query or a form it is text. */
export function addAttributes({ user, params }: Call): object {
  for (const [name, value] of readAttributes(params)) user.attributes.set(name, value);
  return DONE;
}

/** Removes attributes; one that isn't there is no error. */
export function resetAttributes({ user, params }: Call): object {
  for (const name of readNames(params["attributes"], "attributes")) user.attributes.delete(name);
  return DONE;
}

/** Names and values of attributes to set. @throws Refusal 100 for reserved names */
export function readAttributes(params: Call["params"]): [string, unknown][] {
  const attributes = Object.entries(params);
  for (const [name] of attributes) {
    if (name.trim() === "") throw invalid("an attribute needs a name");
    if (name.startsWith("ahachat_")) throw invalid("names that begin with ahachat_ are reserved");
  }
  return attributes;
}
