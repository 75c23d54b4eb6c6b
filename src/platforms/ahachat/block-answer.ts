import { isJsonObject } from "../../documents/json-object.ts";
import { builtValidator } from "../../documents/schema-validator.ts";
import type { AnswerKind } from "../platform.ts";

/** What AhaChat's JSON API block shows of an answer. */
export const blockAnswer: AnswerKind = {
  parts: {
    messages: (value) =>
      listOf(value).some(
        (entry) => isJsonObject(entry) && ("text" in entry || "attachment" in entry),
      ),
    set_attributes: isJsonObject,
    redirect_to_blocks: (value) => listOf(value).some((entry) => typeof entry === "string"),
  },
  check: builtValidator("ahachat.answer"),
};

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
