/** What ends a run's turn, or a part of it, without being the failure of a step. */
import type { RunError, StopRecord } from "../../journal/records.ts";

/** Time by which something has to be over, and the path of the step that says so; empty: the flow. */
export interface Deadline {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly path: string;
}

export abstract class Interruption extends Error {}

/** The daemon stops: the run goes on at the next start, and nothing is recorded for it. */
export class Suspended extends Interruption {
  override readonly name = "Suspended";
}

/** The run has to wait for long: it leaves the memory and comes back later. */
export class Parked extends Interruption {
  override readonly name = "Parked";
  /** Milliseconds since 1970; undefined: until something arrives. */
  readonly wakeAt: number | undefined;

  constructor(wakeAt: number | undefined) {
    super();
    this.wakeAt = wakeAt;
  }
}

/** The time of a block, or of the flow, is over. */
export class Expired extends Interruption {
  override readonly name = "Expired";
  /** The block's; empty: the flow's. */
  readonly path: string;

  constructor(path: string) {
    super();
    this.path = path;
  }
}

/** Somebody asked for the end of the run. */
export class Cancelled extends Interruption {
  override readonly name = "Cancelled";
}

/** A `stop` step has ended the run. */
export class Stopped extends Interruption {
  override readonly name = "Stopped";
  readonly stop: StopRecord;

  constructor(stop: StopRecord) {
    super();
    this.stop = stop;
  }
}

/** A step has failed, and nothing around it has caught that yet. */
export class StepFailure extends Error {
  override readonly name = "StepFailure";
  readonly error: RunError;

  constructor(error: RunError) {
    super(error.code);
    this.error = error;
  }
}
