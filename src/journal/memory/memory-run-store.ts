import type {
  NewRun,
  RunQuery,
  RunRecord,
  RunStatus,
  RunStore,
  Slot,
  StepRecord,
} from "../../engine/ports.ts";

/** Runs in memory, for `ahaflow run` and tests: nothing survives the process. */
export function createMemoryRunStore(): RunStore {
  const runs = new Map<string, Entry>();
  const slots: Slots = new Map();
  const keys = new Map<string, { runId: string; expiresAt: number }>();
  return {
    async create(run) {
      if (run.dedupe !== undefined) {
        const key = `${run.flow}\0${run.dedupe.key}`;
        const holder = keys.get(key);
        if (holder !== undefined && holder.expiresAt > run.createdAt)
          return { id: holder.runId, duplicate: true };
        keys.set(key, { runId: run.id, expiresAt: run.dedupe.expiresAt });
      }
      const taken = run.slot && takeSlot(slots, run.slot, run.id);
      if (taken !== undefined) return { id: taken, duplicate: true };
      runs.set(run.id, { run: structuredClone(run), end: undefined, steps: new Map() });
      return { id: run.id, duplicate: false };
    },
    async checkpoint(runId, step) {
      runs.get(runId)?.steps.set(step.path, structuredClone(step));
    },
    async finish(runId, { status, error, finishedAt }) {
      const entry = runs.get(runId);
      if (entry !== undefined) entry.end ??= { status, error, finishedAt };
    },
    async slots() {
      return [...slots.values()].map(({ slot }) => slot);
    },
    async passSlot(slot) {
      takeSlot(slots, slot, "");
    },
    async unfinished() {
      return [...runs.values()]
        .filter(({ end }) => end === undefined)
        .map((entry) => ({
          run: toRecord(entry),
          definition: entry.run.definition,
          steps: [...entry.steps.values()],
        }));
    },
    async get(runId) {
      const entry = runs.get(runId);
      return entry && { run: toRecord(entry), steps: [...entry.steps.values()] };
    },
    async list(query) {
      return select([...runs.values()].map(toRecord), query);
    },
    async close() {},
  };
}

type Slots = Map<string, { readonly slot: Slot; readonly runId: string }>;

/** Moves a schedule on to a slot; gives the run that has it when it was there or later already. */
function takeSlot(slots: Slots, slot: Slot, runId: string): string | undefined {
  const key = `${slot.flow}\0${slot.schedule}`;
  const last = slots.get(key);
  if (last !== undefined && last.slot.at >= slot.at) return last.runId;
  slots.set(key, { slot, runId });
  return undefined;
}

interface Entry {
  readonly run: NewRun;
  end: Pick<RunRecord, "status" | "error" | "finishedAt"> | undefined;
  readonly steps: Map<string, StepRecord>;
}

function toRecord({ run, end, steps }: Entry): RunRecord {
  const { definition: _definition, dedupe: _dedupe, slot: _slot, ...kept } = run;
  const status: RunStatus = steps.size > 0 ? "running" : "queued";
  return { ...kept, ...(end ?? { status, error: undefined, finishedAt: undefined }) };
}

function select(runs: RunRecord[], { flow, status, limit, before }: RunQuery): RunRecord[] {
  const older =
    before === undefined
      ? runs
      : runs.slice(
          0,
          runs.findIndex(({ id }) => id === before),
        );
  return older
    .filter(
      (run) =>
        (flow === undefined || run.flow === flow) &&
        (status === undefined || run.status === status),
    )
    .toReversed()
    .slice(0, limit);
}
