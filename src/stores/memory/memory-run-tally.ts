import type { RunRecord } from "../../journal/records.ts";
import { MINUTE_MS, type MinuteTally, type RunTally } from "../../journal/run-tally.ts";

const NOTHING = { accepted: 0, succeeded: 0, failed: 0, cancelled: 0 };

/** Counts those in memory. @param all every run, in the order of acceptance */
export function createTally(all: () => readonly RunRecord[]): RunTally {
  return {
    async tally({ since, until }) {
      const minutes = new Map<string, MinuteTally>();
      const count = (time: number, flow: string, what: keyof typeof NOTHING) => {
        if (time < since || time >= until) return;
        const at = time - (time % MINUTE_MS);
        const one = minutes.get(`${at} ${flow}`) ?? { at, flow, ...NOTHING };
        minutes.set(`${at} ${flow}`, { ...one, [what]: one[what] + 1 });
      };
      for (const { flow, createdAt, finishedAt, status } of all()) {
        count(createdAt, flow, "accepted");
        if (finishedAt !== undefined) count(finishedAt, flow, status as keyof typeof NOTHING);
      }
      return { minutes: [...minutes.values()], until };
    },
    async oldestWaiting(flows) {
      return all()
        .filter(({ status }) => status === "waiting" || status === "queued")
        .filter(({ flow }) => flows?.includes(flow) ?? true)
        .toSorted((one, two) => one.createdAt - two.createdAt)[0];
    },
  };
}
