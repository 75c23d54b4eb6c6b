import { readAttributes } from "../read-attributes.ts";
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
