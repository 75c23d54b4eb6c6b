/**
 * Makes spans of what happens: a webhook, a run's turn, each step and try. A run that waited goes on in
 * a new span with a link to the first: no span is longer than somebody worked. No attribute holds what
 * came from a customer.
 */
import {
  type Attributes,
  type Context,
  type Link,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import {
  type Change,
  endedAttempt,
  type RequestChange,
  type RunChange,
  type StepChange,
} from "../journal/changes.ts";
import type { AttemptRecord, RunRecord, StepRecord } from "../journal/records.ts";
import {
  ownTraceId,
  parentOf,
  readTraceParent,
  type Spanned,
  spanIdOf,
  type TraceParent,
  traceIdOf,
  writeTraceParent,
} from "../journal/trace-context.ts";
import type { GivenIds } from "./ids.ts";

/** A run that is worked on now. */
interface Turn {
  readonly span: Span;
  readonly startedAt: number;
}

type Started = Extract<RunChange, { what: "started" }>;

export class RunSpans {
  readonly #tracer: Tracer;
  readonly #ids: GivenIds;
  readonly #runOf: (id: string) => Promise<RunRecord | undefined>;
  /** By the run's id. */
  readonly #turns = new Map<string, Turn>();

  constructor(
    tracer: Tracer,
    ids: GivenIds,
    runOf: (id: string) => Promise<RunRecord | undefined>,
  ) {
    this.#tracer = tracer;
    this.#ids = ids;
    this.#runOf = runOf;
  }

  hear(change: Change): void {
    if (change.of === "request") this.#request(change);
    if (change.of !== "run") return;
    if (change.what === "started") this.#begin(change);
    else if (change.what === "waiting" || change.what === "ended") this.#end(change);
    else if (change.what !== "accepted") this.#step(change);
  }

  /** The `traceparent` of a try that begins; undefined for a run that is not traced. */
  traceParent(runId: string, path: string, startedAt: number): string | undefined {
    const turn = this.#turns.get(runId);
    if (turn === undefined) return undefined;
    const { traceId } = turn.span.spanContext();
    const spanId = spanIdOf(runId, { what: "attempt", path, startedAt });
    return writeTraceParent({ traceId, spanId, isSampled: turn.span.isRecording() });
  }

  /** The daemon stops: what is worked on goes on in the next one. */
  endAll(): void {
    for (const { span } of this.#turns.values()) span.end();
    this.#turns.clear();
  }

  #request(request: RequestChange): void {
    const { flow, path, runId, result, status, code, seconds, traceParent } = request;
    // Strangers look for what is not there all day.
    if (flow === undefined) return;
    const parent = readTraceParent(traceParent);
    // A repeat's run has a webhook already.
    const isNew = result === "accepted" && runId !== undefined;
    const now = Date.now();
    const span = this.#start(`webhook ${path ?? flow}`, {
      kind: SpanKind.SERVER,
      startTime: now - seconds * 1_000,
      parent: parent && contextOf(parent),
      ...(isNew ? { id: spanIdOf(runId, { what: "webhook" }), traceId: ownTraceId(runId) } : {}),
      attributes: {
        "http.route": path,
        "http.response.status_code": status,
        "ahaflow.flow": flow,
        "ahaflow.run_id": runId,
        "ahaflow.result": result,
        "error.type": code,
      },
    });
    if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(now);
  }

  #begin({ run, isBegun }: Started): void {
    const { id, flow, source, caller, replayOf } = run;
    const first: SpanContext = this.#contextIn(run, { what: "run" });
    const startedAt = Date.now();
    const span = this.#start(`run ${flow}`, {
      startTime: startedAt,
      parent: source === "webhook" ? this.#contextIn(run, { what: "webhook" }) : undefined,
      traceId: first.traceId,
      ...(isBegun ? {} : { id: first.spanId }),
      links: isBegun ? [{ context: first }] : [],
      attributes: {
        "ahaflow.flow": flow,
        "ahaflow.run_id": id,
        "ahaflow.source": source,
        "ahaflow.version": run.version,
        "ahaflow.resumed": isBegun,
      },
    });
    this.#turns.set(id, { span, startedAt });
    if (caller !== undefined)
      void this.#link(span, caller.runId, { what: "step", path: caller.path });
    if (replayOf !== undefined) void this.#link(span, replayOf, { what: "run" });
  }

  /** Links a run to the step that called it, or to the run that it does again, if that is still there. */
  async #link(span: Span, runId: string, spanned: Spanned): Promise<void> {
    const run = await this.#runOf(runId).catch(() => undefined);
    if (run !== undefined) span.addLink({ context: this.#contextIn(run, spanned) });
  }

  #end(change: Extract<RunChange, { what: "waiting" | "ended" }>): void {
    const turn = this.#turns.get(change.runId);
    if (turn === undefined) return;
    this.#turns.delete(change.runId);
    turn.span.setAttribute("ahaflow.status", change.what === "ended" ? change.status : "waiting");
    if (change.what === "ended" && change.status === "failed")
      turn.span.setStatus(failure(change.error));
    turn.span.end();
  }

  #step(change: StepChange): void {
    const { runId, what, step } = change;
    const turn = this.#turns.get(runId);
    // What was not done in here belongs to another run, or to nobody.
    if (turn === undefined || step.copiedFrom !== undefined) return;
    const id = (spanned: Spanned): SpanContext => ({
      ...turn.span.spanContext(),
      spanId: spanIdOf(runId, spanned),
    });
    const own = id({ what: "step", path: step.path });
    const tried = endedAttempt(change);
    if (tried !== undefined) this.#attempt(runId, step, tried, own);
    if (what !== "step_ended" || step.status === "skipped") return;
    const around = aroundOf(step.path);
    const span = this.#start(`${step.kind} ${step.path.slice(step.path.lastIndexOf("/") + 1)}`, {
      // What began before the run waited is shown from when it went on.
      startTime: Math.max(step.startedAt, turn.startedAt),
      parent: around === "" ? turn.span.spanContext() : id({ what: "step", path: around }),
      id: own.spanId,
      attributes: {
        "ahaflow.step": step.path,
        "ahaflow.action": step.uses,
        "ahaflow.status": step.status,
        "ahaflow.called_run_id": step.call?.runId,
      },
    });
    if (step.status === "failed") span.setStatus(failure(step.error));
    span.end(Math.max(step.endedAt ?? 0, turn.startedAt));
  }

  #attempt(runId: string, step: StepRecord, tried: AttemptRecord, parent: SpanContext): void {
    const { startedAt, endedAt, error } = tried;
    const span = this.#start(step.uses ?? step.kind, {
      kind: SpanKind.CLIENT,
      startTime: startedAt,
      parent,
      id: spanIdOf(runId, { what: "attempt", path: step.path, startedAt }),
      attributes: {
        "ahaflow.step": step.path,
        "ahaflow.attempt": step.attempts.length,
        "http.response.status_code": error?.status,
        "error.type": error?.code,
      },
    });
    if (error !== undefined) span.setStatus(failure(error));
    span.end(endedAt);
  }

  #start(name: string, { parent, id, traceId, ...options }: SpanStart): Span {
    const context: Context =
      parent === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, parent);
    this.#ids.next(id, traceId);
    return this.#tracer.startSpan(name, options, context);
  }

  /** Where a span of a run is, whether it has been made or not. */
  #contextIn(run: RunRecord, spanned: Spanned): SpanContext {
    const parent = parentOf(run);
    const traceId = traceIdOf(run);
    const isSampled = parent?.isSampled ?? this.#isSampled(traceId);
    return contextOf({ traceId, spanId: spanIdOf(run.id, spanned), isSampled });
  }

  /** What the sampler says of a trace that begins here; a span that is not ended is not sent. */
  #isSampled(traceId: string): boolean {
    return this.#start("asked", { traceId }).isRecording();
  }
}

interface SpanStart {
  readonly kind?: SpanKind;
  /** Milliseconds since 1970. */
  readonly startTime?: number;
  readonly parent?: SpanContext | undefined;
  readonly id?: string;
  /** Of a span without a parent. */
  readonly traceId?: string;
  readonly links?: Link[];
  readonly attributes?: Attributes;
}

function contextOf({ traceId, spanId, isSampled }: TraceParent): SpanContext {
  const traceFlags = isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  return { traceId, spanId, traceFlags, isRemote: true };
}

/** The path of the step around one; empty: the run. Between two steps stands a branch or a place in a list. */
function aroundOf(path: string): string {
  return path.split("/").slice(0, -2).join("/");
}

function failure(error: { readonly reason: string; readonly code: string } | undefined) {
  // Not the message: it may say what a customer wrote.
  const message = error && `${error.reason} (${error.code})`;
  return { code: SpanStatusCode.ERROR, ...(message === undefined ? {} : { message }) };
}
