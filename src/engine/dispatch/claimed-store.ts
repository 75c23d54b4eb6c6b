import { AhaflowError } from "../../errors.ts";
import type { RunStore } from "../../journal/ports.ts";
import type { Claim } from "./work-queue.ts";

type Written = Pick<RunStore, "checkpoint" | "arrival" | "endCallback">;

/** The journal as the holder of a run writes it: nothing more, once somebody else may have the run. */
export function claimedStore(store: Written, { isLost }: Pick<Claim, "isLost">): Written {
  if (isLost === undefined) return store;
  const held = async <Answer>(write: () => Promise<Answer>): Promise<Answer> => {
    if (isLost()) throw new ClaimLost();
    return write();
  };
  return {
    checkpoint: (runId, step) => held(() => store.checkpoint(runId, step)),
    arrival: (runId, step) => store.arrival(runId, step),
    endCallback: (runId, step) => held(() => store.endCallback(runId, step)),
  };
}

/** Another node has the run by now. */
class ClaimLost extends AhaflowError {
  constructor() {
    super("claim_lost", "another node has the run by now");
  }
}
