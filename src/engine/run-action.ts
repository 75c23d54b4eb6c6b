/** One action under retry, rate limit and time-out; every attempt is recorded before it goes out. */
import { ActionError, type FailureRecord } from "../errors.ts";
import type { CompiledStep } from "../flows/compiled-flow.ts";
import { maskCredentialHeaders } from "../telemetry/redact.ts";
import { type ActionSurroundings, asActionError, callAction, connectionOf } from "./call-action.ts";
import { type DurableContext, type StepLog, Suspended } from "./durable-context.ts";
import type { AttemptRecord, StepRecord } from "./ports.ts";
import { withRetry } from "./retry.ts";
import type { RunScope } from "./run-scope.ts";

/**
 * Renders the step's input, checks it, and calls the action until it ends.
 * @returns the step's record, succeeded or failed
 * @throws Suspended when the daemon stops first
 */
export async function runAction(
  step: CompiledStep,
  scope: RunScope,
  context: DurableContext,
  log: StepLog,
  surroundings: ActionSurroundings,
): Promise<StepRecord> {
  const attempts = closeInterrupted(log.left?.attempts ?? [], now(context));
  const base = {
    path: step.id,
    uses: step.action.name,
    started_at: log.left?.started_at ?? now(context),
  };
  let shownInput: unknown;
  try {
    const input = expected(() => renderInput(step, scope), surroundings);
    shownInput = maskCredentialHeaders(surroundings.redact(input));
    const output = await attemptUntilDone(step, input, {
      attempts,
      context,
      surroundings,
      save: () =>
        log.save({ ...base, input: shownInput, status: "running", attempts: [...attempts] }),
    });
    return {
      ...base,
      input: shownInput,
      status: "succeeded",
      ended_at: now(context),
      output: surroundings.redact(output),
      attempts,
    };
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    return {
      ...base,
      ...(shownInput === undefined ? {} : { input: shownInput }),
      status: "failed",
      ended_at: now(context),
      error: failureRecord(error, surroundings),
      attempts,
    };
  }
}

interface Trying {
  readonly attempts: AttemptRecord[];
  readonly context: DurableContext;
  readonly surroundings: ActionSurroundings;
  /** Keeps the attempts as they stand. */
  readonly save: () => Promise<void>;
}

async function attemptUntilDone(
  step: CompiledStep,
  input: unknown,
  { attempts, context, surroundings, save }: Trying,
): Promise<unknown> {
  const last = attempts.at(-1);
  if (last?.error?.reason === "interrupted" && step.onDoubt === "fail")
    throw new ActionError("interrupted", last.error.message, { code: last.error.code });
  if (last?.retry_at !== undefined) await context.sleep(Date.parse(last.retry_at));
  return withRetry(
    async () => {
      const connection = connectionOf(step, surroundings.connections);
      if (connection?.tryAcquire() === false)
        await context.rest(() =>
          patiently(context, surroundings, (signal) => connection.acquire(signal)),
        );
      const started_at = now(context);
      attempts.push({ started_at });
      await save();
      // A pause may have begun while the record was on its way to the disk.
      await patiently(context, surroundings, (signal) => connection?.unpaused(signal));
      try {
        const output = await callAction(step, input, context, surroundings);
        attempts[attempts.length - 1] = { started_at, ended_at: now(context) };
        return output;
      } catch (error) {
        if (error instanceof ActionError) {
          const failure = failureRecord(error, surroundings);
          attempts[attempts.length - 1] = { started_at, ended_at: now(context), error: failure };
          if (error.reason === "rate_limited" && error.retryAfterMs !== undefined)
            surroundings.logger.warn(
              {
                run_id: context.run.id,
                connection: connection?.name,
                pause_ms: error.retryAfterMs,
              },
              "the other side asked to be left alone",
            );
        }
        throw error;
      }
    },
    {
      policy: step.retry,
      onDoubt: step.onDoubt,
      // A call that a crash cut off says nothing about the other side: it uses up no try.
      made: attempts.filter(({ error }) => error?.reason !== "interrupted").length,
      wait: async (delayMs) => {
        const until = context.clock.now() + delayMs;
        const retry_at = new Date(until).toISOString();
        attempts[attempts.length - 1] = { ...(attempts.at(-1) as AttemptRecord), retry_at };
        await save();
        await context.sleep(until);
      },
    },
  );
}

/** Waits for a connection, but not longer than new work may begin. */
async function patiently(
  { pausing }: DurableContext,
  { logger }: ActionSurroundings,
  wait: (signal: AbortSignal) => Promise<void> | undefined,
): Promise<void> {
  if (pausing.aborted) throw new Suspended();
  try {
    await wait(pausing);
  } catch (error) {
    if (pausing.aborted) throw new Suspended();
    throw asActionError(error, logger);
  }
}

/** The input with its templates filled and its shape checked. */
export function renderInput(step: CompiledStep, scope: RunScope): unknown {
  const input = step.input.render(scope);
  const mistakes = step.checkInput(input);
  if (mistakes.length === 0) return input;
  const list = mistakes
    .map(({ message, hint }) => (hint === undefined ? message : `${message} (${hint})`))
    .join("; ");
  throw new ActionError("invalid_request", `the input of ${step.action.name} is wrong: ${list}`, {
    code: "invalid_input",
    where: step.where,
  });
}

/** Marks the attempt that was out when a process died. */
function closeInterrupted(attempts: readonly AttemptRecord[], time: string): AttemptRecord[] {
  return attempts.map((attempt) =>
    attempt.ended_at !== undefined
      ? attempt
      : {
          ...attempt,
          ended_at: time,
          error: {
            reason: "interrupted",
            code: "interrupted",
            message: "the process ended while the call was out; it may have arrived",
          },
        },
  );
}

function failureRecord(error: ActionError, { redact }: ActionSurroundings): FailureRecord {
  return redact(error.toRecord()) as FailureRecord;
}

function expected<T>(work: () => T, { logger }: ActionSurroundings): T {
  try {
    return work();
  } catch (error) {
    throw asActionError(error, logger);
  }
}

/** The time as it is stored; one text serves the many records of one millisecond. */
function now({ clock }: DurableContext): string {
  const time = clock.now();
  if (time !== shownTime.time) shownTime = { time, text: new Date(time).toISOString() };
  return shownTime.text;
}

let shownTime = { time: Number.NaN, text: "" };
