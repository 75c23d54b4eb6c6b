import type { Entry } from "./entry.ts";
import type { Standing } from "./work-queue.ts";

/** How it stands with a run. @param all every run that has not ended, in the order of acceptance */
export function standingOf(entry: Entry, all: Iterable<Entry>): Standing | undefined {
  switch (entry.state) {
    case "queued":
      return behindOthers(entry);
    case "ready":
      return { kind: "place", ahead: readyBefore(entry, all) };
    case "held":
    case "parking":
    case "resting":
      return { kind: "begun" };
    case "stuck":
      return { kind: "stuck" };
    case "entering":
    case "ending":
    case undefined:
      return undefined;
  }
}

/** It is not its turn in its key. */
function behindOthers({ lane, ...entry }: Entry): Standing {
  const before = [...(lane?.inside ?? []), ...(lane?.waiting ?? [])].map(({ id }) => id);
  const at = before.indexOf(entry.id);
  return { kind: "key", holder: before[0], ahead: at < 0 ? before.length : at };
}

function readyBefore(entry: Entry, all: Iterable<Entry>): number {
  let ahead = 0;
  for (const other of all) {
    if (other === entry) return ahead;
    if (other.state === "ready") ahead++;
  }
  return ahead;
}
