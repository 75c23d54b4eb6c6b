import type { Logger } from "pino";
import type { Engine } from "../engine/engine.ts";
import type { OtherFeeds } from "../http/api/event-log.ts";
import type { Reloader } from "../installation/reloader.ts";
import type { Changes } from "../journal/changes.ts";
import type { JournalStore } from "../stores/journal-store.ts";
import type { Metrics } from "../telemetry/metrics/metrics.ts";
import type { Nodes } from "./nodes.ts";

/** How long requests and calls that are out may take to end when the daemon stops, in milliseconds. */
export const GRACE_MS = 10_000;

/** What is undone when the daemon stops, the last first. */
export type Closers = (() => Promise<unknown>)[];

/** What a daemon consists of. */
export interface Parts {
  readonly reloader: Reloader;
  readonly engine: Engine;
  readonly store: JournalStore;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Hears and tells what happens. */
  readonly changes: Changes;
  /** The feeds of other nodes, where there can be any. */
  readonly others: OtherFeeds | undefined;
  /** The daemons on this journal. */
  readonly nodes: Nodes;
  /** Every connection leads to the simulator of `--simulate`. */
  readonly simulated: boolean;
  /** Aborted when the daemon is about to stop. */
  readonly leaving: AbortSignal;
  /** Masks secrets in plain data. */
  readonly redact: (value: unknown) => unknown;
}
