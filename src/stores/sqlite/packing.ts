/**
 * How changes cross to the journal's thread. What comes often goes as texts side by side: copying an object
 * between threads costs twice as much as copying what is in it.
 */
import type { Write } from "../asks.ts";
import type { Packed } from "./messages.ts";

export function pack(batch: readonly Write[]): Packed {
  const packed: unknown[] = [];
  for (const { kind, ask } of batch)
    if (kind === "checkpoint") packed.push(kind, ask.runId, ask.path, ask.record);
    else packed.push(kind, ask);
  return packed;
}

/** Does something with each change, in order. @returns what that gave */
export function eachOf(packed: Packed, change: (write: Write) => unknown): unknown[] {
  const answers: unknown[] = [];
  const next = packed[Symbol.iterator]();
  for (const kind of next) {
    const one = () => next.next().value;
    const ask = kind === "checkpoint" ? { runId: one(), path: one(), record: one() } : one();
    answers.push(change({ kind, ask } as Write));
  }
  return answers;
}
