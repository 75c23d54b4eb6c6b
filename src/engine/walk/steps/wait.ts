import { isWhole } from "../../../canonical-text.ts";
import { durationMs } from "../../../documents/duration.ts";
import { ActionError } from "../../../errors.ts";
import type { CompiledCallback, WaitStep } from "../../../flows/compiled-flow.ts";
import type { Arrival, StepRecord } from "../../../journal/records.ts";
import { needsTime, readTime } from "../../../templates/time.ts";
import { keyText } from "../../accept/submit.ts";
import { type Frame, within } from "../frame.ts";
import { Interruption, Parked, Suspended } from "../interruptions.ts";
import { succeeded } from "./succeeded.ts";

/** `wait`: until a time or a callback. What is waited for is on record, and a restart keeps to it. */
export async function runWait(
  { until }: WaitStep,
  record: StepRecord,
  frame: Frame,
): Promise<StepRecord> {
  if (until.kind === "webhook") return waitForCallback(until.callback, record, frame);
  let begun = record;
  if (begun.wakeAt === undefined) {
    const value = until.time.render(frame.scope);
    const time = wakeTime(until.kind, value, frame.context.clock.now());
    begun = { ...record, status: "waiting", wakeAt: time };
    frame.context.note(begun);
  }
  await frame.context.waits.sleep(begun.wakeAt as number, frame.deadline);
  return succeeded(begun, frame, undefined);
}

/** When a wait is over, in milliseconds since 1970. @throws ActionError when it can't be told */
export function wakeTime(kind: "for" | "until", value: unknown, now: number): number {
  return kind === "for" ? now + lengthOf(value) : pointOf(value);
}

async function waitForCallback(
  callback: CompiledCallback,
  record: StepRecord,
  frame: Frame,
): Promise<StepRecord> {
  const { context, path, deadline } = frame;
  const begun = record.status === "waiting" ? record : await awaitCallback(callback, record, frame);
  if (begun.chosen !== undefined) return overdue(callback, begun, frame);
  const until = begun.wakeAt;
  let arrival: Arrival | undefined;
  try {
    arrival = await context.waits.waitFor({ path, until, deadline });
  } catch (error) {
    const isOver = error instanceof Interruption && !(error instanceof Parked);
    if (isOver && !(error instanceof Suspended)) await context.endCallback(path);
    throw error;
  }
  // What has come before it is closed counts.
  arrival ??= await context.endCallback(path);
  if (arrival?.kind !== "callback") return overdue(callback, begun, frame);
  const { body, query, headers } = arrival.payload;
  return succeeded(begun, frame, { body, query, headers });
}

async function awaitCallback(
  { path: route, methods, key, timeoutMs }: CompiledCallback,
  record: StepRecord,
  frame: Frame,
): Promise<StepRecord> {
  const { context, surroundings, path, scope } = frame;
  const value = key.render(scope);
  const text = keyText(value);
  if (text === undefined)
    throw new ActionError("invalid_request", "the key of the callback is empty", {
      code: "empty_key",
    });
  if (typeof value === "string" && !isWhole(value))
    throw new ActionError("invalid_request", "the key of the callback holds half a character", {
      code: "broken_key",
      hint: "no address can be made of it: cut texts with truncate, which keeps characters whole",
    });
  const runId = context.run.id;
  const awaited = { route: { path: route, methods }, key: text, runId, step: path };
  if (!(await surroundings.awaitCallback(awaited)))
    throw new ActionError(
      "invalid_request",
      "another step waits for a callback with this path and key already",
      { code: "key_taken", hint: "use a key of its own for each wait, such as {{run.id}}" },
    );
  const wake = timeoutMs === undefined ? {} : { wakeAt: context.clock.now() + timeoutMs };
  const begun: StepRecord = { ...record, status: "waiting", ...wake };
  context.note(begun);
  return begun;
}

/** Nobody called back in time: from now on a callback is too late, also after a restart. */
async function overdue(
  { onTimeout }: CompiledCallback,
  record: StepRecord,
  frame: Frame,
): Promise<StepRecord> {
  const { context, path } = frame;
  const late = { ...record, chosen: "on_timeout" };
  if (record.chosen === undefined) context.note(late);
  if (onTimeout === undefined)
    throw new ActionError("timeout", "no callback came in time", { code: "callback_timeout" });
  const output = await frame.runSteps(onTimeout, { ...frame, path: within(path, "on_timeout") });
  return succeeded(late, frame, output);
}

function lengthOf(value: unknown): number {
  try {
    return durationMs(String(value));
  } catch {
    throw new ActionError(
      "invalid_request",
      "wait.for needs a duration of at most 99999d, such as 90s or 2h",
      {
        code: "not_a_duration",
      },
    );
  }
}

function pointOf(value: unknown): number {
  const read = readTime(value);
  if ("time" in read) return read.time;
  throw new ActionError("invalid_request", `wait.until ${needsTime(read)}`, {
    code: "not_a_time",
    hint: read.hint,
  });
}
