import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import type { CompiledFlow } from "../flows/compiled-flow.ts";
import type { Teller } from "../journal/changes.ts";
import type { RunStore } from "../journal/ports.ts";
import type { StepLimits } from "../settings/settings.ts";
import type { AlertSurroundings } from "./accept/alert.ts";
import type { LocalQueueOptions } from "./dispatch/local-queue-options.ts";
import type { Signals } from "./dispatch/signals.ts";
import type { VersionsOptions } from "./dispatch/versions.ts";
import type { WorkQueue } from "./dispatch/work-queue.ts";
import type { StepSurroundings, TraceParentOf } from "./walk/frame.ts";
import type { RunValues } from "./walk/run-scope.ts";

/** What a queue is made with. */
export type QueueParts = Omit<LocalQueueOptions, "store"> & { readonly signals: Signals };

export interface EngineOptions {
  readonly store: RunStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Hears what happens to runs; nobody does unless given. */
  readonly changes?: Teller;
  /** Masks secrets in what the engine says: errors, and what was sent. */
  readonly redact: (value: unknown) => unknown;
  /** Runs that are worked on at the same time. */
  readonly concurrency: number;
  /** Accepted runs that could be worked on, at most; see `submit` of the engine. Default: no limit. */
  readonly backlog?: number;
  readonly limits: StepLimits;
  /** What calls send along for traces. */
  readonly traceParent?: TraceParentOf | undefined;
  /** Compiles the version of a flow that a run began with. */
  readonly compile: VersionsOptions["compile"];
  /** Makes the queue; it is this process's alone unless given. */
  readonly openQueue?: (parts: QueueParts) => WorkQueue;
  /** Tells other nodes news, and hears theirs; there are none unless given. */
  readonly signals?: Signals;
  /** Makes the ids of runs; UUIDs of version 7 unless given. */
  readonly newId?: () => string;
  /** What a reload replaces, as it is now. */
  readonly installed: () => Installed;
}

/** What runs need of the installation. */
export interface Installed {
  readonly connections: StepSurroundings["connections"];
  readonly values: RunValues;
  readonly outbound: StepSurroundings["outbound"];
  readonly flows: ReadonlyMap<string, CompiledFlow>;
  /** What is called when a run has failed. */
  readonly alert?: AlertSurroundings["alert"];
}
