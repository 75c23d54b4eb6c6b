import { ActionError } from "../../errors.ts";
import type { CallStep } from "../../flows/compiled-flow.ts";
import type { Frame } from "../frame.ts";
import { Cancelled, Expired, Parked, StepFailure } from "../interruptions.ts";
import type { Arrival, StepRecord } from "../records.ts";
import { checkSize, succeeded } from "./succeeded.ts";

/** `call`: another flow, as a run of its own; this one rests until that has ended. */
export async function runCall(
  { flow, input }: CallStep,
  record: StepRecord,
  frame: Frame,
): Promise<StepRecord> {
  const { context, surroundings, path, deadline } = frame;
  const arrival = context.arrival(path);
  if (arrival?.kind === "run") return arrived(flow, record, frame, arrival.result);
  let begun = record;
  if (begun.call === undefined) {
    const inputs = surroundings.redact(input.render(frame.scope));
    checkSize(inputs, "input", surroundings.limits.outputBytes);
    const run_id = await surroundings.call(flow, inputs, { runId: context.run.id, path });
    begun = { ...record, input: inputs, call: { flow, run_id } };
    context.note(begun);
  }
  try {
    context.checkpoint(deadline);
  } catch (error) {
    if (error instanceof Expired || error instanceof Cancelled)
      await surroundings.cancel(begun.call?.run_id ?? "");
    throw error;
  }
  throw new Parked(deadline?.at);
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
