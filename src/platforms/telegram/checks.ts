/** What of a flow Telegram will refuse. */
import type { InputMistake, PlatformChecks, WrittenInput } from "../checks.ts";
import { jsonAsText } from "../json-as-text.ts";
import { lengthMistake, SHORTER } from "./message-text.ts";

export const checks: PlatformChecks = {
  input: inputMistakes,
  text: (_action, [key], text) => (key === "text" ? jsonAsText(text, false) : undefined),
  html: (input) => (input?.["format"] === "html" ? ["text"] : []),
};

/** What a template will be is not known; what stands beside it counts already. */
function inputMistakes(_action: string, input: WrittenInput): readonly InputMistake[] {
  const { text, format = "plain" } = input ?? {};
  if (typeof text !== "string" || typeof format !== "string") return [];
  const message = lengthMistake(text.replaceAll(/\{\{[^]*?\}\}/g, ""), format);
  return message === undefined
    ? []
    : [{ rule: "wrong-value", at: ["text"], message, hint: SHORTER }];
}
