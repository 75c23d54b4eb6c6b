/**
 * What happens, told once: whoever counts, logs, traces or shows hears it here. A change of what the
 * journal keeps is told after its commit, so nobody hears of what a crash could take back.
 */
import type { FailureReason } from "../errors.ts";
import type { WebhookResult } from "../telemetry/metrics/webhook-metrics.ts";
import type { StoreTrouble } from "./ports.ts";
import type {
  AttemptRecord,
  EndStatus,
  NewRun,
  RunError,
  RunRecord,
  StepRecord,
  WebhookPayload,
} from "./records.ts";

/** What happened to a run. */
export type RunChange = { readonly of: "run"; readonly runId: string; readonly flow: string } & (
  | { readonly what: "accepted"; readonly source: NewRun["source"] }
  /** It has a place: it begins, or goes on (`isBegun`). */
  | { readonly what: "started"; readonly run: RunRecord; readonly isBegun: boolean }
  | {
      /**
       * `step_started`: a step, or a try of it, is on record and begins; `attempt_ended`: a try failed,
       * and another one is due or the run goes on after a crash; `step_ended`: with it its last try.
       */
      readonly what: "step_started" | "attempt_ended" | "step_ended";
      readonly step: StepRecord;
    }
  /** It rests in the journal. @param until milliseconds since 1970; undefined: until something comes */
  | { readonly what: "waiting"; readonly until: number | undefined }
  | ({ readonly what: "ended" } & RunEnd)
);

/** How a run ended, for whoever tells of it. */
export interface RunEnd {
  readonly status: EndStatus;
  /** From its acceptance on, in milliseconds. */
  readonly durationMs: number;
  /** How many of its steps failed. */
  readonly failedSteps: number;
  /** Why it failed, or why its first failed step did; secrets are masked. */
  readonly error: RunError | undefined;
  /** The id of the request that started it. */
  readonly requestId: string | undefined;
}

/** A step of a run that ends, or a try of it. */
export type StepChange = Extract<RunChange, { readonly step: StepRecord }>;

/** The files were read again. */
export interface ReloadChange {
  readonly of: "reload";
  readonly cause: string;
  /** `loaded`: something changed; `refused`: the files have mistakes; `error`: a bug. */
  readonly outcome: "loaded" | "unchanged" | "refused" | "error";
  /** How many flows are live now. */
  readonly flows: number;
}

/** The circuit of a connection has opened or closed. */
export interface ConnectionChange {
  readonly of: "connection";
  readonly connection: string;
  readonly state: "closed" | "half_open" | "open";
  /** When a call sees whether it is back, in milliseconds since 1970. */
  readonly nextAt: number | undefined;
}

/** Slots of a schedule have come. `missed`: not made up for; `failed`: no run could be made. */
export interface SlotsChange {
  readonly of: "slots";
  readonly flow: string;
  readonly result: "fired" | "missed" | "failed";
  readonly count: number;
}

/** A request on the webhook listener was answered, or its sender went away. */
export interface RequestChange {
  readonly of: "request";
  /** The flow that listens on the path; undefined when none does. */
  readonly flow: string | undefined;
  /** The path of that flow, with the names of its parameters. */
  readonly path: string | undefined;
  readonly result: WebhookResult;
  readonly status: number;
  /** The code of the error that it was answered. */
  readonly code: string | undefined;
  readonly seconds: number;
  readonly requestId: string | undefined;
  readonly runId: string | undefined;
  /** The sender's, behind the proxies that are trusted. */
  readonly address: string | undefined;
  /** Its header `traceparent`. */
  readonly traceParent: string | undefined;
  /** Of the body, in bytes. */
  readonly size: number;
  /** What came and what it was answered, made when somebody looks; undefined when nothing was read. */
  readonly delivery: (() => Delivery) | undefined;
}

/** A request on the webhook listener, and what it was answered. Secrets are not masked yet. */
export interface Delivery extends WebhookPayload {
  /** The flow that listens on the path; null when none does. */
  readonly flow: string | null;
  readonly status: number;
  readonly run_id: string | null;
  /** Why it was refused. */
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly details: unknown;
  } | null;
}

/** The journal was written to, or can't be any more. */
export type JournalChange = { readonly of: "journal" } & (
  | {
      readonly what: "commit";
      /** Until it was on the disk and this was known here. */
      readonly seconds: number;
      /** How many writes shared it. */
      readonly writes: number;
      readonly ok: boolean;
    }
  /** Undefined: it can be written again. */
  | { readonly what: "trouble"; readonly trouble: StoreTrouble | undefined }
);

export type Change =
  | JournalChange
  | RunChange
  | ReloadChange
  | ConnectionChange
  | SlotsChange
  | RequestChange;

/** Called for every change, also a thousand times a second: it has to be cheap, and must not throw. */
export type Hearer = (change: Change) => void;

/** Whoever has something to tell. */
export type Teller = Pick<Changes, "tell">;

/** The feed of one daemon. */
export class Changes {
  readonly #hearers: Hearer[] = [];

  tell(change: Change): void {
    for (const hear of this.#hearers) hear(change);
  }

  /** From now on. @returns what ends it */
  hear(hearer: Hearer): () => void {
    this.#hearers.push(hearer);
    return () => {
      const at = this.#hearers.indexOf(hearer);
      if (at >= 0) this.#hearers.splice(at, 1);
    };
  }
}

/** For where nobody listens. */
export const NOBODY: Teller = { tell: () => undefined };

/** The try that ended with a change of a step; each is given once. */
export function endedAttempt({ what, step }: StepChange): AttemptRecord | undefined {
  const last = step.attempts.at(-1);
  if (what === "step_started" || last?.endedAt === undefined) return undefined;
  // Of one after which another was due, or that a crash cut off, has been told before the step's end.
  const isTold = last.retryAt !== undefined || last.error?.reason === "interrupted";
  return what === "step_ended" && isTold ? undefined : last;
}

/** How a try ended. */
export function outcomeOf(
  { error }: AttemptRecord,
  { status }: StepRecord,
): FailureReason | "succeeded" {
  return error?.reason ?? (status === "cancelled" ? "cancelled" : "succeeded");
}
