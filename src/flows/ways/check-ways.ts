import type { YamlDocument } from "../../documents/yaml-document.ts";
import type { Problem } from "../../errors.ts";
import type { Flow } from "../../generated/flow.ts";
import type { SourceTree } from "../source-tree.ts";
import { checkCatches } from "./catches.ts";
import { checkResponses } from "./responses.ts";
import { checkTimes } from "./times.ts";
import { checkUnreachable } from "./unreachable.ts";
import { checkWindow } from "./window.ts";

/** What the ways through a flow show: where they end, how long they take, whether they respond. */
export function checkWays(document: YamlDocument, flow: Flow, tree: SourceTree): Problem[] {
  return [
    ...checkUnreachable(document, tree),
    ...checkResponses(document, flow, tree),
    ...checkWindow(document, flow, tree),
    ...tree.all.flatMap((node) => [
      ...checkCatches(document, node),
      ...checkTimes(document, flow, node),
    ]),
  ];
}
