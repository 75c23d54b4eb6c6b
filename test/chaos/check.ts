import type { ShownRun } from "../support/daemon.ts";
import type { SeenCall } from "./faulty-upstream.ts";

/** What an undisturbed run calls, in its order. */
export type CallOrder = readonly string[];

export interface Observed {
  /** Ids of the runs that were answered 202. */
  readonly accepted: readonly string[];
  /** Every run of the journal at the end. */
  readonly runs: readonly ShownRun[];
  readonly calls: readonly SeenCall[];
  /** States that somebody saw as the last ones of a run, while it went on. */
  readonly ended: ReadonlyMap<string, string>;
}

/** What must not be, one line each; empty when all is as it was promised. */
export function broken(observed: Observed, order: CallOrder): string[] {
  return [
    ...lostRuns(observed),
    ...changedEnds(observed),
    ...repeatedSteps(observed.calls, order),
    ...mixedCustomers(observed.calls),
  ];
}

function lostRuns({ accepted, runs }: Observed): string[] {
  const status = new Map(runs.map((run) => [run.id, run.status]));
  return accepted
    .filter((id) => status.get(id) !== "succeeded")
    .map((id) => `${id} was accepted, and is ${status.get(id) ?? "not there"}`);
}

function changedEnds({ ended, runs }: Observed): string[] {
  return runs
    .filter(({ id, status }) => ended.has(id) && ended.get(id) !== status)
    .map(({ id, status }) => `${id} had ended as ${ended.get(id)}, and is ${status}`);
}

/** The end of a step is on record before the next one's call: then it is never called again. */
function repeatedSteps(calls: readonly SeenCall[], order: CallOrder): string[] {
  const furthest = new Map<string, number>();
  const lines: string[] = [];
  for (const { run, step } of calls) {
    const place = order.indexOf(step);
    const before = furthest.get(run) ?? 0;
    if (place < before) lines.push(`${run} called ${step} after ${order[before]}`);
    furthest.set(run, Math.max(before, place));
  }
  return lines;
}

/** One run of a customer at a time: none calls before the one of before has called all. */
function mixedCustomers(calls: readonly SeenCall[]): string[] {
  const current = new Map<string, string>();
  const left = new Set<string>();
  const lines: string[] = [];
  for (const { run, customer } of calls) {
    const before = current.get(customer);
    if (before === run) continue;
    if (left.has(run)) lines.push(`${run} of ${customer} called after a later run`);
    if (before !== undefined) left.add(before);
    current.set(customer, run);
  }
  return lines;
}

/** Calls that were done more than once: those that were out at a crash, or whose answer got lost. */
export function repeats(calls: readonly SeenCall[]): number {
  const done = calls.filter((call) => call.done).map(({ run, step }) => `${run} ${step}`);
  return done.length - new Set(done).size;
}
