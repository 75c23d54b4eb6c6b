import type { Logger } from "pino";
import { NodeAsks } from "../http/api/node-asks.ts";
import { NodeFeeds } from "../http/api/node-feeds.ts";
import type { Changes } from "../journal/changes.ts";
import type { Nodes } from "./nodes.ts";
import type { OpenJournal } from "./open-journal.ts";
import type { OtherNodes } from "./parts.ts";

interface OtherNodesOptions {
  readonly nodes: Nodes;
  readonly changes: Changes;
  readonly logger: Logger;
  /** Masks secrets in plain data. */
  readonly redact: (value: unknown) => unknown;
}

/** Makes them of what the journal is shared by. */
export function otherNodes(
  { store, notices, parcels }: NonNullable<OpenJournal["shared"]>,
  { nodes, changes, logger, redact }: OtherNodesOptions,
): OtherNodes {
  return {
    feeds: new NodeFeeds({ peers: notices, parcels, changes, redact, node: nodes.name }),
    asks: new NodeAsks({ parcels, nodes: () => nodes.list(), self: () => store.node, logger }),
  };
}
