import type { SchemaMistake } from "../../../documents/schema-mistake.ts";
import { ActionError } from "../../../errors.ts";
import type { UsesStep } from "../../../flows/compiled-flow.ts";
import type { AttemptRecord, RunError, StepRecord } from "../../../journal/records.ts";
import { maskCredentialHeaders } from "../../../telemetry/redact.ts";
import type { Frame } from "../frame.ts";
import { Cancelled, Expired } from "../interruptions.ts";
import { runAction } from "../run-action.ts";
import type { RunScope } from "../run-scope.ts";
import { checkSize } from "./succeeded.ts";

/** `uses`: renders the input, checks it, and calls the action until it ends. */
export async function runUses(
  step: UsesStep,
  record: StepRecord,
  frame: Frame,
): Promise<StepRecord> {
  const { context, surroundings } = frame;
  const now = () => context.clock.now();
  const attempts = closeInterrupted(record.attempts, now());
  if (attempts.length > 0 && record.attempts.at(-1)?.endedAt === undefined)
    context.note({ ...record, attempts: [...attempts] }, "attempt_ended");
  let shown: { input?: unknown } = {};
  try {
    const input = renderInput(step, frame.scope);
    shown = { input: maskCredentialHeaders(surroundings.redact(input)) };
    const output = await runAction(step, input, record, { attempts, shown, ...frame });
    checkSize(output, "output", surroundings.limits.outputBytes);
    const { path, kind, startedAt } = record;
    return {
      path,
      kind,
      uses: step.action.name,
      status: "succeeded",
      startedAt,
      endedAt: now(),
      input: shown.input,
      output,
      attempts,
    };
  } catch (error) {
    const ended = Object.assign({}, record, shown, { endedAt: now(), attempts });
    if (error instanceof ActionError)
      return {
        ...ended,
        status: "failed",
        error: surroundings.redact(error.toRecord()) as RunError,
      };
    if (error instanceof Expired) return { ...ended, status: "cancelled", expired: error.path };
    if (error instanceof Cancelled) return { ...ended, status: "cancelled" };
    throw error;
  }
}

/** The input with its templates filled and its shape checked. */
function renderInput(step: UsesStep, scope: RunScope): unknown {
  const input = step.input.render(scope);
  const mistakes = step.checkInput(input);
  if (mistakes.length > 0) throw inputError(step, mistakes);
  return input;
}

/** What a step's input fails with that does not fit its action. */
export function inputError(
  step: Pick<UsesStep, "action" | "where">,
  mistakes: readonly SchemaMistake[],
): ActionError {
  const list = mistakes
    .map(({ message, hint }) => (hint === undefined ? message : `${message} (${hint})`))
    .join("; ");
  return new ActionError("invalid_request", `the input of ${step.action.name} is wrong: ${list}`, {
    code: "invalid_input",
    where: step.where,
  });
}

/** Marks the attempt that was out when a process died. */
function closeInterrupted(attempts: readonly AttemptRecord[], time: number): AttemptRecord[] {
  return attempts.map((attempt) =>
    attempt.endedAt !== undefined
      ? attempt
      : {
          ...attempt,
          endedAt: time,
          error: {
            reason: "interrupted",
            code: "interrupted",
            message: "the process ended while the call was out; it may have arrived",
          },
        },
  );
}
