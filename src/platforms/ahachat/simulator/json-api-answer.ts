import { parseJson } from "../../../documents/parse-json.ts";
import { invalid } from "./api-refusal.ts";
import type { User } from "./bot.ts";
import { checkMessages } from "./check-messages.ts";
import { asFields, assertList, assertText } from "./check-values.ts";
import { expand } from "./expand.ts";
import { readAttributes } from "./read-attributes.ts";

/** What a JSON API block was answered; each part may be empty. */
export interface JsonApiAnswer {
  readonly attributes: readonly (readonly [string, unknown])[];
  /** Filled in, with the answer's own attributes too. */
  readonly messages: readonly unknown[];
  /** Names of blocks. */
  readonly redirects: readonly string[];
}

/**
 * Reads and checks the answer of a JSON API block, whole. Other fields mean nothing.
 * @throws ApiRefusal 100
 */
export function readJsonApiAnswer(text: string, user: User): JsonApiAnswer {
  const answer = asFields(readJson(text), "the answer");
  const { messages = [], set_attributes = {}, redirect_to_blocks = [] } = answer;
  const attributes = readAttributes(asFields(set_attributes, "set_attributes"));
  const filled = expand(messages, user, new Map([...user.attributes, ...attributes]));
  const names = assertList(redirect_to_blocks, "redirect_to_blocks", 0, Number.POSITIVE_INFINITY);
  return {
    attributes,
    messages: Array.isArray(filled) && filled.length === 0 ? [] : checkMessages(filled),
    redirects: names.map((name, index) => {
      assertText(name, `redirect_to_blocks[${index}]`);
      return name;
    }),
  };
}

function readJson(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    throw invalid("the answer is not JSON");
  }
}
