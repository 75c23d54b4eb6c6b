import type { Logger } from "pino";
import type { CompiledStep } from "../../flows/compiled-flow.ts";
import type { AwaitedCallback } from "../../journal/ports.ts";
import type { Caller, RunError, RunRecord } from "../../journal/records.ts";
import type { Outbound } from "../../outgoing/outbound.ts";
import type { Connection } from "../../platforms/action.ts";
import type { StepLimits } from "../../settings/settings.ts";
import type { Answer } from "../accept/submit.ts";
import type { DurableContext } from "./durable-context.ts";
import type { HoldUps } from "./hold-ups.ts";
import type { Deadline } from "./interruptions.ts";
import type { RunScope, RunValues } from "./run-scope.ts";

/** @param startedAt of the try, in milliseconds since 1970 */
export type TraceParentOf = (runId: string, path: string, startedAt: number) => string | undefined;

/** What steps need of the installation and the engine. */
export interface StepSurroundings {
  readonly connections: ReadonlyMap<string, Connection>;
  /** Masks secrets in errors, and in what was sent; what flows read is not masked. */
  readonly redact: (value: unknown) => unknown;
  readonly logger: Logger;
  readonly holdUps: HoldUps;
  /** Keeps messages for a while. @returns the id by which they are fetched, once */
  readonly keepMessages: (messages: unknown) => Promise<string>;
  readonly values: RunValues;
  /** Where calls to any address may go. */
  readonly outbound: Outbound;
  readonly limits: StepLimits;
  /** What a try that began at a time sends along for traces; undefined when nobody traces. */
  readonly traceParent?: TraceParentOf | undefined;
  /** Whether calls may still go out; undefined: always. */
  readonly mayCall?: (() => boolean) | undefined;
  /** Makes the run of a called flow, once for each caller. @returns its id @throws ActionError */
  readonly call: (flow: string, inputs: unknown, caller: Caller) => Promise<string>;
  /** Tells staff of a failed run, once for each run and cause. */
  readonly tellOf: (run: RunRecord, error: RunError) => Promise<void>;
  /** Lets callbacks come to a step. @returns false when another one listens on the same */
  readonly awaitCallback: (awaited: AwaitedCallback) => Promise<boolean>;
  /** Asks for the end of a run. */
  readonly cancel: (runId: string) => Promise<unknown>;
  /** Answers the webhooks that wait for a run, if any do. */
  readonly answer: (runId: string, answer: Answer) => void;
}

/** Where steps stand while they are done: what they read, and what bounds them. */
export interface Frame {
  /** Does the steps inside of a step. @returns the output of the last one @throws as run-steps.ts */
  readonly runSteps: (steps: readonly CompiledStep[], frame: Frame) => Promise<unknown>;
  readonly context: DurableContext;
  readonly surroundings: StepSurroundings;
  readonly scope: RunScope;
  /** Path of what holds the steps; empty for the flow itself. */
  readonly path: string;
  readonly deadline: Deadline | undefined;
}

/** The path of something inside of another. */
export function within(path: string, part: string | number): string {
  return path === "" ? String(part) : `${path}/${part}`;
}

/** The earlier of two deadlines. */
export function earlier(one: Deadline | undefined, two: Deadline): Deadline {
  return one === undefined || two.at < one.at ? two : one;
}
