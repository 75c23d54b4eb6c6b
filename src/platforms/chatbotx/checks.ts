/** What of a flow ChatbotX will refuse or take otherwise than was meant. */
import type { ValuePath } from "../../documents/yaml-document.ts";
import { ActionError } from "../../errors.ts";
import { blankAroundName } from "../blank-around-name.ts";
import type { KnownMistake, PlatformChecks } from "../checks.ts";
import { jsonAsText } from "../json-as-text.ts";
import { assertText, LONGEST_TEXT } from "./messages.ts";
import { checkedZone } from "./profiles.ts";

/** Keys of inputs under which names of things of a workspace stand. */
const NAMES: ReadonlySet<unknown> = new Set(["tags", "flow", "inbox"]);

export const checks: PlatformChecks = { text: textMistake };

function textMistake(action: string, at: ValuePath, text: string): KnownMistake | undefined {
  const isName = NAMES.has(at[0]) || (action === "chatbotx.clear_fields" && at[0] === "fields");
  if (isName) return blankAroundName(text);
  const isFilled = text.includes("{{");
  if (at[0] === "text")
    return jsonAsText(text, false) ?? (isFilled ? undefined : messageMistake(text));
  if (at.join(".") === "set.timezone" && !isFilled)
    return refused("wrong-timezone", () => checkedZone(text));
  return undefined;
}

/** The schema has told of a text of more than 1,000 characters; here they count as ChatbotX counts. */
function messageMistake(text: string): KnownMistake | undefined {
  return Array.from(text).length > LONGEST_TEXT
    ? undefined
    : refused("wrong-value", () => assertText(text));
}

/** What a step would be refused with. */
function refused(rule: KnownMistake["rule"], check: () => unknown): KnownMistake | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    return { rule, message: error.message, hint: error.hint ?? "" };
  }
}
