/** What of a flow AhaChat, or Messenger behind it, will refuse or take otherwise than was meant. */
import type { ValuePath } from "../../documents/yaml-document.ts";
import { parsePhone } from "../../phone-numbers.ts";
import { blankAroundName } from "../blank-around-name.ts";
import type {
  InputMistake,
  KnownMistake,
  MessageWindow,
  PlatformChecks,
  WrittenInput,
} from "../checks.ts";
import { jsonAsText } from "../json-as-text.ts";
import { MESSAGE_TAGS } from "./message-tags.ts";

const PAGE = "docs/ahachat-api.md#when-the-window-is-closed";

/** Actions whose messages go out as what they are, without a message tag. */
const ALWAYS: ReadonlySet<string> = new Set(["ahachat.send_text", "ahachat.send_dynamic"]);

/** Meta: Messenger takes a message only so long after the customer's own, unless a tag helps it out. */
const window: MessageWindow = {
  ms: 24 * 3_600_000,
  rule: "Messenger takes messages only within 24 hours of the customer's own",
  refusal: "Messenger refuses it again",
  page: PAGE,
  needs: (action, input) => ALWAYS.has(action) || isUntagged(action, input),
  // A webhook may be the customer's own message; a schedule never is.
  bySchedule: (action, input) =>
    isUntagged(action, input)
      ? "a schedule starts this flow, and no message of the customer: outside their 24-hour window a broadcast without message_tag is refused"
      : undefined,
  recipient: (input) => input?.["user_id"] ?? input?.["phone"],
};

export const checks: PlatformChecks = { input: tagMistakes, text: textMistake, window };

function isUntagged(action: string, input: WrittenInput): boolean {
  return action === "ahachat.send_broadcast" && input?.["message_tag"] === undefined;
}

/** Message tags that Messenger has retired, or keeps for some pages. */
function tagMistakes(action: string, input: WrittenInput): readonly InputMistake[] {
  const tag = MESSAGE_TAGS.find(({ name }) => name === input?.["message_tag"]);
  if (action !== "ahachat.send_broadcast" || tag === undefined) return [];
  const since = tag.since === undefined ? "" : ` since ${tag.since}`;
  const message = `the message tag ${tag.name} is ${tag.status}${since}: ${tag.note}`;
  const hint = `take it away where the 24-hour window is open: none is needed there; where it is closed, see ${PAGE}`;
  return [{ rule: "message-tag", at: ["message_tag"], message, hint }];
}

function textMistake(action: string, at: ValuePath, text: string): KnownMistake | undefined {
  if (action.startsWith("ahachat.send_") && at.at(-1) === "text") {
    const mistake = jsonAsText(text, false);
    if (mistake !== undefined) return mistake;
  }
  const blank = isName(at) ? blankAroundName(text) : undefined;
  if (blank !== undefined) return blank;
  const isPhone = at.at(-1) === "phone" || at.at(-1) === "phone_number";
  return isPhone && !text.includes("{{") ? phoneMistake(text) : undefined;
}

/** Whether something of AhaChat is called so. */
function isName(at: ValuePath): boolean {
  return [at.at(-1), at.at(-2)].some(
    (key) => key === "block_name" || key === "block_names" || key === "tags",
  );
}

function phoneMistake(text: string): KnownMistake | undefined {
  if (parsePhone(text, "VN") !== undefined) return undefined;
  return {
    rule: "wrong-phone",
    message: "this is no telephone number that can exist",
    hint: "write it as 0908071111 or +84908071111, in quotes",
  };
}
