import type { FailureReason } from "../errors.ts";
import type { NewRun, RunResult, StepRecord } from "../journal/records.ts";

/** What the engine tells whoever counts; called often, so it has to be cheap, and must not throw. */
export interface EngineEvents {
  /** A run is kept. */
  runStarted(flow: string, source: NewRun["source"]): void;
  /** @param failedSteps how many of its steps failed */
  runFinished(flow: string, status: RunResult["status"], failedSteps: number): void;
  /** A step with an action has ended; its time includes waits between tries. */
  stepEnded(action: string, status: StepRecord["status"], seconds: number): void;
  attemptEnded(action: string, outcome: FailureReason | "succeeded"): void;
  /** A failed try is followed by another one. */
  retryDue(action: string): void;
}

/** For where nobody counts. */
export const NO_EVENTS: EngineEvents = {
  runStarted: () => undefined,
  runFinished: () => undefined,
  stepEnded: () => undefined,
  attemptEnded: () => undefined,
  retryDue: () => undefined,
};
