import type { Logger } from "pino";
import type { Engine } from "../engine/engine.ts";
import type { OtherFeeds } from "../http/api/event-log.ts";
import type { NodeAsks } from "../http/api/node-asks.ts";
import type { Reloader } from "../installation/reloader.ts";
import type { Changes } from "../journal/changes.ts";
import type { JournalStore } from "../stores/journal-store.ts";
import type { Metrics } from "../telemetry/metrics/metrics.ts";
import type { Nodes } from "./nodes.ts";

/** How long requests and calls that are out may take to end when the daemon stops, in milliseconds. */
export const GRACE_MS = 10_000;

/** What is undone when the daemon stops, the last first. */
export type Closers = (() => Promise<unknown>)[];

/** The daemons that share the journal with this one, as the API follows and asks them. */
export interface OtherNodes {
  readonly feeds: OtherFeeds;
  readonly asks: NodeAsks;
}

/** What a daemon consists of. */
export interface Parts {
  readonly reloader: Reloader;
  readonly engine: Engine;
  readonly store: JournalStore;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Hears and tells what happens. */
  readonly changes: Changes;
  /** The other nodes, where there can be any. */
  readonly others: OtherNodes | undefined;
  /** The daemons on this journal. */
  readonly nodes: Nodes;
  /** Every connection leads to the simulator of `--simulate`. */
  readonly simulated: boolean;
  /** Masks secrets in plain data. */
  readonly redact: (value: unknown) => unknown;
}
