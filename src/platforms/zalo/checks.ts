/** What of a flow Zalo will refuse, or take otherwise than was meant. */
import type { ValuePath } from "../../documents/yaml-document.ts";
import { parsePhone } from "../../phone-numbers.ts";
import type { KnownMistake, MessageWindow, PlatformChecks } from "../checks.ts";
import { jsonAsText } from "../json-as-text.ts";
import { lengthMistake, SHORTER } from "./message-text.ts";

/** Texts go through so long after the customer's own (docs/zalo.md). */
const window: MessageWindow = {
  ms: 7 * 24 * 3_600_000,
  rule: "Zalo takes texts only within 7 days of the customer's own",
  refusal: "Zalo refuses it again",
  page: "docs/zalo.md#limits",
  needs: (action) => action === "zalo.send_text",
  // A schedule may well come within the days.
  bySchedule: () => undefined,
  recipient: (input) => input?.["user_id"],
};

export const checks: PlatformChecks = { text: textMistake, window };

/** What a template will be is not known; what stands beside it counts already. */
function textMistake(_action: string, at: ValuePath, text: string): KnownMistake | undefined {
  if (at[0] === "text") return jsonAsText(text, false) ?? longText(text);
  if (at[0] !== "phone" || text.includes("{{") || parsePhone(text, "VN") !== undefined)
    return undefined;
  return {
    rule: "wrong-phone",
    message: "this is no telephone number that can exist",
    hint: "write it as 0908071111 or +84908071111, in quotes",
  };
}

function longText(text: string): KnownMistake | undefined {
  const message = lengthMistake(text.replaceAll(/\{\{[^]*?\}\}/g, ""));
  return message === undefined ? undefined : { rule: "wrong-value", message, hint: SHORTER };
}
