import type { NewRun, ScheduleName, Slot } from "../../journal/records.ts";

/** What only one run may have: a dedupe key, a slot, a caller. */
export function createClaims() {
  const keys = new Map<string, { runId: string; expiresAt: number }>();
  const slots = new Map<string, { readonly slot: Slot; readonly runId: string }>();
  const ended = new Set<string>();
  const callers = new Map<string, string>();

  /** Moves a schedule on to a slot; gives the run that has it when it was there or later already. */
  const takeSlot = (slot: Slot, runId: string): string | undefined => {
    const key = keyOf(slot);
    ended.delete(key);
    const last = slots.get(key);
    if (last !== undefined && last.slot.at >= slot.at) return last.runId;
    slots.set(key, { slot, runId });
    return undefined;
  };
  const takeKey = ({ id, flow, dedupe, createdAt }: NewRun): string | undefined => {
    if (dedupe === undefined) return undefined;
    for (const name of [flow, ...(dedupe.was ?? [])]) {
      const holder = keys.get(`${name}\0${dedupe.key}`);
      if (holder !== undefined && holder.expiresAt > createdAt) return holder.runId;
    }
    keys.set(`${flow}\0${dedupe.key}`, { runId: id, expiresAt: dedupe.expiresAt });
    return undefined;
  };
  const takeCaller = ({ id, caller }: NewRun): string | undefined => {
    if (caller === undefined) return undefined;
    const key = `${caller.runId}\0${caller.path}`;
    const holder = callers.get(key);
    callers.set(key, holder ?? id);
    return holder;
  };
  return {
    takeSlot,
    endSchedule: (schedule: ScheduleName) => void ended.add(keyOf(schedule)),
    slots: () => [...slots].flatMap(([key, { slot }]) => (ended.has(key) ? [] : slot)),
    /** Claims all that a run asks for; gives the run that has something of it already. */
    take: (run: NewRun) =>
      takeKey(run) ?? (run.slot && takeSlot(run.slot, run.id)) ?? takeCaller(run),
  };
}

function keyOf({ flow, schedule }: ScheduleName): string {
  return `${flow}\0${schedule}`;
}
