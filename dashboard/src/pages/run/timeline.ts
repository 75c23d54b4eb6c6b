/** What a run did when: bars on one line of time for each of its steps. */
import type { Run, Step } from "../../../../src/generated/admin-api.ts";

export interface Bar {
  readonly kind:
    | "attempt"
    | "failed_attempt"
    | "held"
    | "pause"
    | "wait"
    | "run"
    | "step"
    | "queue";
  /** Parts of the whole width, from 0 to 1. */
  readonly from: number;
  readonly to: number;
  /** Milliseconds. */
  readonly took: number;
}

export interface Line {
  /** The step's path; empty for the time before the first step. */
  readonly path: string;
  readonly depth: number;
  readonly step: Step | undefined;
  readonly bars: readonly Bar[];
}

interface Span {
  readonly kind: Bar["kind"];
  readonly from: number;
  readonly to: number;
}

/**
 * The lines, in the order in which the steps began. A stretch in which nothing begins or ends takes the width of its
 * logarithm, so that a wait of a day leaves room for calls of a moment.
 * @param now milliseconds since 1970, the end of what has not ended
 */
export function timeline(
  run: Pick<Run, "created_at" | "finished_at" | "steps">,
  now: number,
): Line[] {
  const begun = Date.parse(run.created_at);
  const first = run.steps.find(({ copied_from }) => copied_from === undefined);
  const queued: Span[] =
    first === undefined
      ? [{ kind: "queue", from: begun, to: ended(run.finished_at, now) }]
      : [{ kind: "queue", from: begun, to: Date.parse(first.started_at) }];
  const all = [
    { path: "", step: undefined, spans: queued },
    ...run.steps.map((step) => ({ path: step.path, step, spans: spansOf(step, now) })),
  ];
  const scale = scaleOf(all.flatMap(({ spans }) => spans.flatMap(({ from, to }) => [from, to])));
  return all.map(({ path, step, spans }) => ({
    path,
    step,
    depth: path.split("/").length - 1,
    bars: spans
      .filter(({ from, to }) => to > from)
      .map(({ kind, from, to }) => ({ kind, from: scale(from), to: scale(to), took: to - from })),
  }));
}

function spansOf(step: Step, now: number): Span[] {
  // It was done in another run, at other times.
  if (step.copied_from !== undefined) return [];
  const from = Date.parse(step.started_at);
  const to = ended(step.ended_at, now);
  if (step.kind === "wait") return [{ kind: "wait", from, to }];
  if (step.kind === "call") return [{ kind: "run", from, to }];
  if (step.attempts.length === 0)
    return [{ kind: step.kind === "uses" ? "held" : "step", from, to }];
  const spans: Span[] = [];
  let last = from;
  for (const [at, attempt] of step.attempts.entries()) {
    const began = Date.parse(attempt.started_at);
    spans.push({ kind: at === 0 ? "held" : "pause", from: last, to: began });
    last = ended(attempt.ended_at, now);
    spans.push({
      kind: attempt.error === undefined ? "attempt" : "failed_attempt",
      from: began,
      to: last,
    });
  }
  return step.ended_at === undefined ? [...spans, { kind: "pause", from: last, to }] : spans;
}

function ended(at: string | null | undefined, now: number): number {
  return at === null || at === undefined ? now : Date.parse(at);
}

/** From a time to its part of the width. */
function scaleOf(times: readonly number[]): (time: number) => number {
  const places = new Map<number, number>();
  let width = 0;
  let before: number | undefined;
  for (const time of [...new Set(times)].toSorted((a, b) => a - b)) {
    if (before !== undefined) width += Math.log2(1 + (time - before) / 10);
    places.set(time, width);
    before = time;
  }
  return (time) => (width === 0 ? 0 : (places.get(time) ?? 0) / width);
}
