import { type Expected, MOST_EARLY } from "../../journal/ports.ts";
import type { Arrival, NewRun } from "../../journal/records.ts";

/** A callback that came before its step. */
interface Early {
  readonly path: string;
  /** Its path and key, as one text. */
  readonly name: string;
  readonly arrival: Arrival;
}

/** Callbacks that wait for their steps. @param openRuns the runs that have not ended */
export function createEarlyCallbacks(openRuns: () => readonly NewRun[]) {
  const kept = new Map<string, Early & { readonly runIds: ReadonlySet<string> }>();

  const forget = () => {
    const open = new Set(openRuns().map(({ id }) => id));
    for (const [name, { runIds }] of kept)
      if (![...runIds].some((id) => open.has(id))) kept.delete(name);
  };
  return {
    /** Keeps the first one of a path and key. @param late a run that has waited for it, and does no more */
    keep(early: Early, { flows, runId }: Expected = { flows: [] }, late?: string) {
      const runs = openRuns().filter(
        ({ id, flow }) => flows.includes(flow) && id !== late && (runId ?? id) === id,
      );
      if (runs.length === 0) return undefined;
      forget();
      if (kept.has(early.name)) return "early";
      const ofPath = [...kept.values()].filter(({ path }) => path === early.path);
      if (ofPath.length >= MOST_EARLY) return "too many";
      kept.set(early.name, { ...early, runIds: new Set(runs.map(({ id }) => id)) });
      return "early";
    },
    /** Gives the one that came after a run was accepted, once. */
    take(name: string, runId: string): Arrival | undefined {
      const come = kept.get(name);
      if (come?.runIds.has(runId) !== true) return undefined;
      kept.delete(name);
      return come.arrival;
    },
  };
}
