/** What will run, and most likely not do what was meant, as the platform stands: warnings. */

import type { YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import { MESSAGE_TAGS } from "../platforms/ahachat/message-tags.ts";
import { problemAt } from "./parse-flow.ts";
import type { SourceTree } from "./source-tree.ts";

/** Warns of message tags that Messenger has retired, or keeps for some pages. */
export function checkPlatform(document: YamlDocument, { all }: SourceTree): Problem[] {
  return all.flatMap(({ step, path }) => {
    const tag = MESSAGE_TAGS.find(({ name }) => name === step.with?.["message_tag"]);
    if (step.uses !== "ahachat.send_broadcast" || tag === undefined) return [];
    const since = tag.since === undefined ? "" : ` since ${tag.since}`;
    const message = `the message tag ${tag.name} is ${tag.status}${since}: ${tag.note}`;
    const hint =
      "take it away where the 24-hour window is open: none is needed there; where it is closed, see docs/ahachat-api.md#when-the-window-is-closed";
    const at = [...path, "with", "message_tag"];
    return [
      { ...problemAt(document, at, "message-tag", message, hint), severity: "warning" as const },
    ];
  });
}
