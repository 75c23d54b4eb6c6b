/** One action under retry, rate limit and time-out; every attempt is recorded before it goes out. */

import { ActionError, CircuitOpen, type FailureRecord } from "../../errors.ts";
import type { UsesStep } from "../../flows/compiled-flow.ts";
import type { AttemptRecord, StepRecord } from "../../journal/records.ts";
import type { ActionContext, Connection } from "../../platforms/action.ts";
import { Unfinished } from "../../platforms/unfinished.ts";
import { type Admitted, acquire, admit, admitNow } from "./admission.ts";
import { callAction } from "./call-action.ts";
import { isInDoubt } from "./doubt.ts";
import type { Frame } from "./frame.ts";
import { Suspended } from "./interruptions.ts";
import { tryAgain } from "./retry.ts";

/** Where an action's attempts are kept, besides what the step stands in. */
export interface Trying extends Frame {
  /** What was tried before, and what is tried now. */
  readonly attempts: AttemptRecord[];
  /** The input as it may be shown. */
  readonly shown: { readonly input?: unknown };
  /** For so long a wait for another try stays in memory, where what came until now is kept; in milliseconds. */
  readonly stayMs?: number;
}

/** What else would be asked for once more is kept through a pause of a minute or two, as limits by the minute make. */
const UNFINISHED_STAY_MS = 300_000;

/**
 * Calls the step's action, as often as its work needs. What has failed is tried again by itself; all calls
 * share the step's tries.
 * @throws ActionError, Interruption
 */
export async function runAction(
  step: UsesStep,
  input: unknown,
  record: StepRecord,
  trying: Trying,
): Promise<unknown> {
  let output = await untilDone(step, input, record, trying);
  while (output instanceof Unfinished) {
    const { next } = output;
    // Nobody waits for this: it is kept along with the next attempt.
    trying.context.note({ ...record, attempts: [...trying.attempts] }, "attempt_ended");
    const action = { ...step.action, run: (_: unknown, context: ActionContext) => next(context) };
    const unfinished = { ...trying, stayMs: UNFINISHED_STAY_MS };
    output = await untilDone({ ...step, action }, input, record, unfinished);
  }
  return output;
}

/** Makes one call until it succeeds, fails for good or is interrupted. */
async function untilDone(
  step: UsesStep,
  input: unknown,
  record: StepRecord,
  trying: Trying,
): Promise<unknown> {
  const { attempts, context, deadline } = trying;
  context.checkpoint(deadline);
  const last = attempts.at(-1);
  if (last?.error?.reason === "interrupted" && step.onDoubt === "fail")
    throw new ActionError("interrupted", last.error.message, { code: last.error.code });
  if (last?.retryAt !== undefined) await context.waits.sleep(last.retryAt, deadline);
  const made = attempts.filter(isCounted).length;
  try {
    return await attempt(step, input, record, trying);
  } catch (error) {
    return tryAgain(error, () => attempt(step, input, record, trying), {
      policy: step.retry,
      onDoubt: step.onDoubt,
      made,
      wait: (delayMs) => waitForNext(delayMs, record, trying),
    });
  }
}

/** Waits for the next try, whose time is on record. @throws Interruption */
async function waitForNext(
  delayMs: number,
  record: StepRecord,
  { attempts, context, deadline, shown, stayMs }: Trying,
): Promise<void> {
  const until = context.clock.now() + delayMs;
  const failed = attempts.pop() as AttemptRecord;
  attempts.push({ ...failed, retryAt: until });
  await context.save({ ...record, ...shown, attempts: [...attempts] }, "attempt_ended");
  await context.waits.sleep(until, deadline, stayMs);
}

/** A call that a crash cut off, or that a resting connection did not get, uses up no try; nor does a success. */
function isCounted({ error }: AttemptRecord): boolean {
  return error !== undefined && error.reason !== "interrupted" && error.reason !== "circuit_open";
}

async function attempt(
  step: UsesStep,
  input: unknown,
  record: StepRecord,
  trying: Trying,
): Promise<unknown> {
  const { context, deadline } = trying;
  // While the other side takes no call of this input.
  const from = step.action.notBefore?.(input, context.clock.now());
  if (from !== undefined)
    await heldUp(step, record, trying, () => context.waits.sleep(from, deadline));
  if (step.action.prepare !== undefined) await step.action.prepare();
  const admitted =
    admission(step, input, trying) ??
    (await heldUp(step, record, trying, () => admissionLater(step, input, trying)));
  try {
    return await makeCall(step, input, record, trying, admitted);
  } finally {
    admitted.leave();
  }
}

async function makeCall(
  step: UsesStep,
  input: unknown,
  record: StepRecord,
  trying: Trying,
  { connection, place }: Admitted,
): Promise<unknown> {
  const { attempts, context, surroundings } = trying;
  const startedAt = await recordAttempt(step, record, trying, { connection, place });
  const at = attempts.length - 1;
  const call = () => callAction(step, input, record.path, trying, { connection, startedAt });
  try {
    const output = await (connection === undefined
      ? call()
      : connection.quota.circuit.execute(call));
    attempts[at] = { startedAt, endedAt: context.clock.now() };
    return output;
  } catch (error) {
    // The daemon stops: the attempt stays open, as after a crash.
    if (error instanceof Suspended) throw error;
    const failure = ofTrial(error, step);
    const ended = { startedAt, endedAt: context.clock.now() };
    if (!(failure instanceof ActionError)) {
      attempts[at] = ended;
      throw failure;
    }
    attempts[at] = { ...ended, error: surroundings.redact(failure.toRecord()) as FailureRecord };
    if (failure.reason === "rate_limited" && failure.retryAfterMs !== undefined)
      tellPause(trying, connection, failure.retryAfterMs);
    throw failure;
  }
}

/** Keeps that the call is out, which it is at once. @returns since when */
async function recordAttempt(
  step: UsesStep,
  record: StepRecord,
  trying: Trying,
  { connection, place: first }: Pick<Admitted, "connection" | "place">,
): Promise<number> {
  const { attempts, context, deadline } = trying;
  for (let place = first; ; ) {
    const startedAt = context.clock.now();
    attempts.push({ startedAt });
    // Without the input, which the record of the attempt's end has: this one is soon replaced.
    await context.save({ ...record, attempts: [...attempts] });
    if (connection === undefined || place?.mayGo() === true) return startedAt;
    // A pause began, or the place went by, while the record was on its way to the disk: nothing is out.
    attempts.pop();
    context.note({ ...record, attempts: [...attempts] });
    place = await heldUp(step, record, trying, () => acquire(connection, { context, deadline }));
  }
}

/** Lets the call go at once, if it may. @throws ActionError, which is on record as a try then */
function admission(step: UsesStep, input: unknown, trying: Trying): Admitted | undefined {
  const { attempts } = trying;
  // The last one of a resting connection says it all.
  if (attempts.at(-1)?.error?.reason === "circuit_open") attempts.pop();
  try {
    return admitNow(step, input, trying);
  } catch (error) {
    throw recorded(error, trying);
  }
}

/** Waits until the call may go out. @throws as {@link admission} */
async function admissionLater(step: UsesStep, input: unknown, trying: Trying): Promise<Admitted> {
  try {
    return await admit(step, input, trying);
  } catch (error) {
    throw recorded(error, trying);
  }
}

/** Waits for what lets the call go out, and lets people know of it. */
function heldUp<T>(
  { connection }: UsesStep,
  { path }: StepRecord,
  { context, surroundings }: Trying,
  wait: () => Promise<T>,
): Promise<T> {
  const holdUp = { step: path, connection, since: context.clock.now() };
  return surroundings.holdUps.during(context.run.id, holdUp, wait);
}

/** Records why no call went out as a try, if that is a failure. */
function recorded(error: unknown, { attempts, context, surroundings }: Trying): unknown {
  if (error instanceof ActionError) {
    const now = context.clock.now();
    const record = surroundings.redact(error.toRecord()) as FailureRecord;
    attempts.push({ startedAt: now, endedAt: now, error: record });
  }
  return error;
}

/** A call that was made only to see may have arrived, and some steps must not be done twice. */
function ofTrial(error: unknown, { onDoubt }: UsesStep): unknown {
  const trial = error instanceof CircuitOpen ? error.trial : undefined;
  return trial !== undefined && onDoubt === "fail" && isInDoubt(trial) ? trial : error;
}

function tellPause(
  { context, surroundings }: Trying,
  connection: Connection | undefined,
  pause_ms: number,
): void {
  surroundings.logger.warn(
    { run_id: context.run.id, connection: connection?.name, pause_ms },
    "the other side asked to be left alone",
  );
}
