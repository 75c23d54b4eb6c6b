/**
 * How a run, its steps and their tries are named in traces. The names follow from the run's record, so
 * a call can carry them before anything is traced, and they are the same after a restart.
 */
import { createHash } from "node:crypto";
import type { RunRecord } from "./records.ts";

/** What the header `traceparent` says (W3C Trace Context). */
export interface TraceParent {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits. */
  readonly spanId: string;
  readonly isSampled: boolean;
}

/** Version 00; of later ones the same parts are read, as the standard asks for. */
const FORMAT =
  /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})(-.*)?$/;

/** Reads a `traceparent`; undefined when it is none. */
export function readTraceParent(header: string | undefined): TraceParent | undefined {
  const [, traceId, spanId, flags, more] = FORMAT.exec(header ?? "") ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined;
  if (header?.startsWith("00") && more !== undefined) return undefined;
  return { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

/** The value of a `traceparent`. */
export function writeTraceParent({ traceId, spanId, isSampled }: TraceParent): string {
  return `00-${traceId}-${spanId}-${isSampled ? "01" : "00"}`;
}

/** The trace that a webhook's sender began, kept with what came; a replay does not belong to it. */
export function parentOf({ source, payload }: RunRecord): TraceParent | undefined {
  if (source !== "webhook" || !("headers" in payload)) return undefined;
  return readTraceParent(payload.headers["traceparent"]);
}

/** The trace of a run: its sender's, or its own, which is its id. */
export function traceIdOf(run: RunRecord): string {
  return parentOf(run)?.traceId ?? ownTraceId(run.id);
}

/** The trace of a run that belongs to no other. */
export function ownTraceId(runId: string): string {
  return runId.replaceAll("-", "");
}

/** What of a run a span stands for. */
export type Spanned =
  | { readonly what: "webhook" | "run" }
  | { readonly what: "step"; readonly path: string }
  /** A try is named by when it began: one that was counted but not made has no span. */
  | { readonly what: "attempt"; readonly path: string; readonly startedAt: number };

/** The id of a span of a run: 16 hexadecimal digits. */
export function spanIdOf(runId: string, spanned: Spanned): string {
  const parts = [runId, ...Object.values(spanned)].join("\n");
  return createHash("sha256").update(parts).digest("hex").slice(0, 16);
}
