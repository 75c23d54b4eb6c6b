/** What the journal's main thread and its worker say to each other. */
import type {
  Created,
  FlowDefinition,
  NewRun,
  RunQuery,
  RunRecord,
  RunResult,
  Slot,
  StepRecord,
  UnfinishedRun,
} from "../../engine/ports.ts";

/** One change of the journal. */
export type Write =
  | {
      readonly kind: "create";
      readonly run: Omit<NewRun, "definition" | "payload">;
      readonly payload: string;
    }
  | { readonly kind: "slot"; readonly slot: Slot }
  | { readonly kind: "flow"; readonly version: string; readonly definition: FlowDefinition }
  | {
      readonly kind: "checkpoint";
      readonly runId: string;
      readonly path: string;
      readonly record: string;
    }
  | { readonly kind: "finish"; readonly runId: string; readonly result: RunResult };

/** A question, and the type of its answer. */
export interface Reads {
  slots: { ask: undefined; answer: Slot[] };
  unfinished: { ask: undefined; answer: UnfinishedRun[] };
  get: { ask: string; answer: { run: RunRecord; steps: StepRecord[] } | undefined };
  list: { ask: RunQuery; answer: RunRecord[] };
}

export type Request =
  | { readonly id: number; readonly kind: "write"; readonly batch: readonly Write[] }
  | {
      readonly id: number;
      readonly kind: "read";
      readonly name: keyof Reads;
      readonly ask: unknown;
    }
  | { readonly id: number; readonly kind: "close" };

export type Response =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly failure: { readonly code: string; readonly message: string } };

/** What a write answers: something for `create`, nothing for the others. */
export type WriteAnswer = Created | null;
