import { ActionError } from "../../errors.ts";
import { nearestName } from "../../nearest-name.ts";
import type { Named } from "./json.ts";

/**
 * The thing of that name, else that id.
 * @param kind as people call it: `custom field`
 * @throws ActionError invalid_request where there is none, or more than one of that name
 */
export function findNamed<Thing extends Named>(
  things: readonly Thing[],
  nameOrId: string,
  kind: string,
): Thing {
  const [first, second] = things.filter(({ name }) => name === nameOrId);
  if (second !== undefined)
    throw new ActionError(
      "invalid_request",
      `the workspace has several ${kind}s named "${nameOrId}"`,
      {
        code: `ambiguous_${kind.replace(" ", "_")}`,
        hint: `write its id, or rename one of them in ChatbotX`,
      },
    );
  const found = first ?? things.find(({ id }) => id === nameOrId);
  if (found !== undefined) return found;
  const names = things.map(({ name }) => name);
  const near = nearestName(nameOrId, names);
  throw new ActionError("invalid_request", `the workspace has no ${kind} "${nameOrId}"`, {
    code: `unknown_${kind.replace(" ", "_")}`,
    hint:
      near === undefined ? `make it in ChatbotX, or correct the name` : `did you mean "${near}"?`,
  });
}
