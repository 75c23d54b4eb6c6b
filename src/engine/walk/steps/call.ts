import { ActionError } from "../../../errors.ts";
import type { CallStep } from "../../../flows/compiled-flow.ts";
import type { Arrival, StepRecord } from "../../../journal/records.ts";
import type { Frame } from "../frame.ts";
import { Cancelled, Expired, StepFailure, Stopped } from "../interruptions.ts";
import { checkSize, succeeded } from "./succeeded.ts";

/** How long the caller waits in memory: most called runs have ended by then, in milliseconds. */
const STAY_MS = 5_000;

/** `call`: another flow, as a run of its own; this one rests until that has ended. */
export async function runCall(
  { flow, input }: CallStep,
  record: StepRecord,
  frame: Frame,
): Promise<StepRecord> {
  const { context, surroundings, path, deadline } = frame;
  let begun = record;
  if (begun.call === undefined) {
    const inputs = input.render(frame.scope);
    checkSize(inputs, "input", surroundings.limits.outputBytes);
    // Before the other run is made: whatever happens between, this step finds it again.
    context.note({ ...record, input: inputs });
    const runId = await surroundings.call(flow, inputs, { runId: context.run.id, path });
    begun = { ...record, input: inputs, call: { flow, runId } };
    context.note(begun);
  }
  let arrival: Arrival | undefined;
  try {
    arrival = await context.waits.waitFor({ path, deadline, stayMs: STAY_MS });
  } catch (error) {
    if (error instanceof Expired || error instanceof Cancelled || error instanceof Stopped)
      await surroundings.cancel(begun.call?.runId ?? "");
    throw error;
  }
  if (arrival?.kind !== "run") throw new Error("something else than a run's end has arrived");
  return arrived(flow, begun, frame, arrival.result);
}

type CallResult = Extract<Arrival, { kind: "run" }>["result"];

function arrived(
  flow: string,
  record: StepRecord,
  frame: Frame,
  { status, error, output, failed }: CallResult,
): StepRecord {
  if (status === "succeeded") {
    const done = succeeded(record, frame, output);
    const { call } = done;
    return call === undefined || failed === undefined
      ? done
      : { ...done, call: { ...call, failed } };
  }
  if (error === undefined) throw new ActionError("cancelled", `the run of ${flow} was cancelled`);
  // The step of the failure is one of the other run: this step is where it came in.
  const { step: _step, ...known } = error;
  throw new StepFailure({ ...known, message: `the run of ${flow}: ${known.message}` });
}
