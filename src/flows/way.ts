/** How far a run has come on one way through a flow, or on several that have met again. */
export interface Way {
  /** The run has ended for sure. */
  readonly ended: boolean;
  /** `some`: on some of the ways, and not on others; `maybe`: nobody can say. */
  readonly responded: "yes" | "no" | "some" | "maybe";
  /** A wait has been passed that a webhook does not last. */
  readonly waited: boolean;
  /** Longest time that the run may have waited, in milliseconds. */
  readonly waitedMs: number;
}

export const START: Way = { ended: false, responded: "no", waited: false, waitedMs: 0 };

/** What holds where several ways meet; those that have ended don't come here. */
export function merge(ways: readonly Way[]): Way {
  const here = ways.filter(({ ended }) => !ended);
  if (here.length === 0) return { ...(ways[0] ?? START), ended: true };
  return {
    ended: false,
    responded: respondedOn(here.map(({ responded }) => responded)),
    waited: here.every(({ waited }) => waited),
    waitedMs: Math.max(...here.map(({ waitedMs }) => waitedMs)),
  };
}

function respondedOn(values: readonly Way["responded"][]): Way["responded"] {
  const [first = "no", ...others] = values;
  if (others.every((value) => value === first)) return first;
  if (values.includes("some")) return "some";
  return values.includes("no") && values.includes("yes") ? "some" : "maybe";
}
