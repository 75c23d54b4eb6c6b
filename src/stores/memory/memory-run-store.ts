import type { PendingRun, Rest, RunStore } from "../../journal/ports.ts";
import type {
  Arrival,
  Caller,
  LoadedRun,
  NewRun,
  RunRecord,
  RunResult,
  StepRecord,
} from "../../journal/records.ts";
import type { RunSearch } from "../../journal/run-search.ts";
import { createCallbacks } from "./callbacks.ts";
import { createClaims } from "./claims.ts";
import { createRunSearch } from "./memory-run-search.ts";
import { createMessages } from "./messages.ts";

/** Runs in memory, for `ahaflow run` and tests: nothing survives the process. */
export function createMemoryRunStore(): RunStore & RunSearch {
  const runs: Runs = new Map();
  const claims = createClaims();
  const callbacks = createCallbacks({
    openRuns: () => [...runs.values()].filter(({ end }) => end === undefined).map(({ run }) => run),
    arrivalOf: (runId, step) => runs.get(runId)?.arrivals.get(step),
    arrive: (to, arrival) => arrive(runs, to, arrival),
  });
  return {
    ...createRecords(runs, claims),
    ...createRunSearch(
      () => [...runs.values()].map(toRecord),
      (id) => [...(runs.get(id)?.steps.values() ?? [])],
      (id) => activeAt(runs.get(id) as Entry),
    ),
    ...createRests(runs),
    ...callbacks,
    ...createMessages(),
    async slots() {
      return claims.slots();
    },
    async passSlot(slot) {
      claims.takeSlot(slot, "");
    },
    async endSchedule(schedule) {
      claims.endSchedule(schedule);
    },
    async prune({ before, limit }) {
      const isOpen = ({ run }: Entry) =>
        run.caller !== undefined && runs.get(run.caller.runId)?.end === undefined;
      const old = [...runs.values()].filter(
        (entry) =>
          entry.end !== undefined &&
          entry.end.finishedAt < before[entry.end.status] &&
          !(runs.has(entry.run.caller?.runId ?? "") && isOpen(entry)),
      );
      const some = old.slice(0, limit);
      for (const { run } of some) runs.delete(run.id);
      return { runs: some.length, more: old.length > some.length };
    },
    trouble: () => undefined,
    giveUp() {},
    async close() {},
  };
}

type Runs = Map<string, Entry>;

function createRecords(runs: Runs, claims: ReturnType<typeof createClaims>) {
  return {
    async create(run: NewRun) {
      const taken = claims.take(run) ?? replayed(runs, run);
      if (taken !== undefined) return { id: taken, duplicate: true };
      const first = runs.get(run.replay?.of ?? "");
      if (first !== undefined) first.replays++;
      runs.set(run.id, {
        run: structuredClone(run),
        end: undefined,
        steps: new Map(
          structuredClone(run.replay?.records ?? []).map((record) => [record.path, record]),
        ),
        arrivals: new Map(),
        rest: undefined,
        restedAt: undefined,
        replays: 0,
        cancelled: false,
        supersededBy: undefined,
      });
      return { id: run.id, duplicate: false };
    },
    async checkpoint(runId: string, step: StepRecord) {
      runs.get(runId)?.steps.set(step.path, structuredClone(step));
    },
    async finish(
      runId: string,
      result: RunResult,
      caller?: Caller,
      called: readonly string[] = [],
    ) {
      const entry = runs.get(runId);
      if (entry === undefined || entry.end !== undefined) return;
      for (const id of called) askEnd(runs, id);
      entry.end = structuredClone(result);
      entry.rest = undefined;
      if (caller === undefined) return;
      const { finishedAt: _finishedAt, ...known } = result;
      arrive(runs, caller, { kind: "run", result: known });
    },
    async pending() {
      return [...runs.values()].filter(({ end }) => end === undefined).map(toPending);
    },
    async load(ids: readonly string[]) {
      return ids.flatMap((id) => {
        const entry = runs.get(id);
        return entry === undefined || entry.end !== undefined ? [] : [loaded(entry)];
      });
    },
    async definition(version: string) {
      for (const { run } of runs.values()) if (run.version === version) return run.definition;
      return undefined;
    },
    async get(runId: string) {
      const entry = runs.get(runId);
      return entry && { run: toRecord(entry), steps: [...entry.steps.values()] };
    },
  } satisfies Partial<RunStore>;
}

function createRests(runs: Runs) {
  return {
    async park(runId: string, { wakeAt, arrivals, at }: Rest) {
      const entry = runs.get(runId);
      if (entry === undefined || entry.end !== undefined) return false;
      if (entry.cancelled || entry.arrivals.size > arrivals) return false;
      entry.rest = { wakeAt };
      entry.restedAt = at;
      return true;
    },
    async wake(runIds: readonly string[]) {
      for (const id of runIds) {
        const entry = runs.get(id);
        if (entry !== undefined) entry.rest = undefined;
      }
    },
    async cancel(runId: string, supersededBy?: string) {
      return askEnd(runs, runId, supersededBy);
    },
  } satisfies Partial<RunStore>;
}

/** The latest replay of a run that is done again once. */
function replayed(runs: Runs, { replay }: NewRun): string | undefined {
  if (replay?.once !== true) return undefined;
  const latest = [...runs.values()].findLast(({ run }) => run.replay?.of === replay.of)?.run.id;
  return latest ?? ((runs.get(replay.of)?.replays ?? 0) > 0 ? "" : undefined);
}

/** Notes that the end of a run is asked for. @returns whether it had not ended */
function askEnd(runs: Runs, runId: string, supersededBy?: string): boolean {
  const entry = runs.get(runId);
  if (entry === undefined || entry.end !== undefined) return false;
  if (!entry.cancelled) entry.supersededBy = supersededBy;
  entry.cancelled = true;
  if (entry.rest !== undefined) entry.rest = { wakeAt: 0 };
  return true;
}

/** Keeps what came for a step, and wakes its run. */
function arrive(runs: Runs, { runId, path }: Caller, arrival: Arrival): void {
  const entry = runs.get(runId);
  if (entry === undefined || entry.end !== undefined) return;
  entry.arrivals.set(path, structuredClone(arrival));
  if (entry.rest !== undefined) entry.rest = { wakeAt: 0 };
}

interface Entry {
  readonly run: NewRun;
  end: RunResult | undefined;
  readonly steps: Map<string, StepRecord>;
  readonly arrivals: Map<string, Arrival>;
  /** Set while the run waits. */
  rest: { readonly wakeAt: number | undefined } | undefined;
  /** How often it was done again. */
  replays: number;
  /** When it was last laid to rest. */
  restedAt: number | undefined;
  cancelled: boolean;
  supersededBy: string | undefined;
}

function loaded(entry: Entry): LoadedRun {
  const { steps, arrivals, cancelled, supersededBy } = entry;
  return {
    run: toRecord(entry),
    steps: structuredClone([...steps.values()]),
    arrivals: structuredClone(arrivals),
    cancelled,
    supersededBy,
  };
}

/** When something happened to a run last. */
function activeAt({ run, end, steps, restedAt }: Entry): number {
  const times = [...steps.values()]
    .filter(({ copiedFrom }) => copiedFrom === undefined)
    .flatMap(({ attempts, ...step }) => [step, ...attempts])
    .flatMap(({ startedAt, endedAt = startedAt }) => [startedAt, endedAt]);
  return Math.max(run.createdAt, end?.finishedAt ?? 0, restedAt ?? 0, ...times);
}

function toPending(entry: Entry): PendingRun {
  const { id, flow, concurrencyKey, createdAt, caller } = entry.run;
  const { rest, cancelled, supersededBy } = entry;
  const about = { waiting: rest !== undefined, wakeAt: rest?.wakeAt, cancelled, supersededBy };
  const begun = entry.steps.size > copiedOf(entry);
  return { id, flow, concurrencyKey, createdAt, caller, begun, ...about };
}

/** How many of its records a replay took over. */
function copiedOf({ run }: Entry): number {
  return run.replay?.records.length ?? 0;
}

function toRecord(entry: Entry): RunRecord {
  const { run, end, steps, rest } = entry;
  const { definition: _definition, dedupe: _dedupe, slot: _slot, replay, ...kept } = run;
  const hasBegun = steps.size > copiedOf(entry);
  const going = rest !== undefined ? "waiting" : hasBegun ? "running" : "queued";
  return {
    ...kept,
    replayOf: replay?.of,
    status: end?.status ?? going,
    error: end?.error,
    failed: end?.failed,
    stopReason: end?.stopReason,
    output: end?.output,
    finishedAt: end?.finishedAt,
    wakeAt: rest?.wakeAt,
  };
}
