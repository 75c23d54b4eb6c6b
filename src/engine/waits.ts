/** Why a run does not go on: what the queue, its records and its connections say of it. */
import type { CompiledFlow } from "../flows/compiled-flow.ts";
import { stepsOf } from "../flows/step-tree.ts";
import type { RunStore } from "../journal/ports.ts";
import type { RunRecord, StepRecord } from "../journal/records.ts";
import type { Connection } from "../platforms/action.ts";
import type { WorkQueue } from "./dispatch/work-queue.ts";
import type { HoldUp, HoldUps } from "./walk/hold-ups.ts";

/** One thing that a run waits for. Times are milliseconds since 1970; undefined: not known. */
export interface Wait {
  readonly for:
    | "key"
    | "place"
    | "time"
    | "callback"
    | "run"
    | "retry"
    | "rate"
    | "pause"
    | "circuit"
    | "version";
  /** Path of the step; undefined: the whole run. */
  readonly step?: string;
  readonly since?: number;
  readonly until?: number | undefined;
  /** The run that has the key, or that was called, and the flow of the latter. */
  readonly runId?: string | undefined;
  readonly called?: string;
  readonly connection?: string | undefined;
  /** Runs before it. */
  readonly ahead?: number;
}

export interface WaitSurroundings {
  readonly queue: Pick<WorkQueue, "standingOf">;
  readonly store: Pick<RunStore, "get">;
  readonly holdUps: HoldUps;
  readonly flowOf: (version: string) => Promise<CompiledFlow | undefined>;
  readonly connections: ReadonlyMap<string, Connection>;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What a run waits for now; nothing when it has ended, or something is being done for it. */
export async function waitsOf(
  { id, version, createdAt }: Pick<RunRecord, "id" | "version" | "createdAt">,
  { queue, store, holdUps, flowOf, connections, now }: WaitSurroundings,
): Promise<Wait[]> {
  const standing = await queue.standingOf(id);
  if (standing === undefined) return [];
  if (standing.kind === "key") {
    const { holder, ahead } = standing;
    return [{ for: "key", since: createdAt, runId: holder, ahead }];
  }
  if (standing.kind === "place") return [{ for: "place", ahead: standing.ahead }];
  if (standing.kind === "stuck") return [{ for: "version" }];
  const flow = await flowOf(version);
  const { steps = [] } = (await store.get(id)) ?? {};
  const held = holdUps.of(id);
  const recorded = steps.flatMap((step) => ofRecord(step, flow, now) ?? []);
  const known = new Set(held.map(({ step }) => step));
  return [
    ...recorded.filter(({ step = "" }) => !known.has(step)),
    ...held.map((one) => ofHoldUp(one, connections)),
  ];
}

function ofRecord(
  record: StepRecord,
  flow: CompiledFlow | undefined,
  now: number,
): Wait | undefined {
  const { path, kind, endedAt, startedAt, wakeAt, call, chosen } = record;
  if (endedAt !== undefined) return undefined;
  const own = flow && stepsOf(flow).find(({ id }) => id === path.slice(path.lastIndexOf("/") + 1));
  // The steps of a time-out that has come have records of their own.
  if (kind === "wait" && chosen === undefined) {
    const isCallback = own?.kind === "wait" && own.until.kind === "webhook";
    const isFor = isCallback || wakeAt === undefined ? "callback" : "time";
    return { for: isFor, step: path, since: startedAt, until: wakeAt };
  }
  if (call !== undefined)
    return { for: "run", step: path, since: startedAt, runId: call.runId, called: call.flow };
  const last = record.attempts.at(-1);
  if (last?.error === undefined || last.retryAt === undefined || last.retryAt <= now)
    return undefined;
  const isResting = last.error.reason === "circuit_open";
  return {
    for: isResting ? "circuit" : "retry",
    step: path,
    since: last.endedAt ?? last.startedAt,
    until: last.retryAt,
    connection: own?.kind === "uses" ? own.connection : undefined,
  };
}

function ofHoldUp(
  { step, connection: name, since }: HoldUp,
  connections: ReadonlyMap<string, Connection>,
): Wait {
  const wait = { step, since, connection: name };
  const connection = name === undefined ? undefined : connections.get(name);
  if (connection === undefined) return { for: "place", ...wait };
  const { quota, slots } = connection;
  const { pausedUntil } = quota.rate();
  if (pausedUntil !== undefined) return { for: "pause", until: pausedUntil, ...wait };
  return { for: slots.isFree ? "rate" : "place", ...wait };
}
