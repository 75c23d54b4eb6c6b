import type { TriggeredFlow } from "../../flows/compiled-flow.ts";
import { shortestWindow } from "../../flows/ways/window.ts";
import type { RunRecord } from "../../journal/records.ts";

/** The time in which the platform takes what a run sends to the customer. */
export interface MessageWindow {
  /** When the delivery came that started the run, in milliseconds since 1970. */
  readonly begins: number;
  /** Its length, in milliseconds. */
  readonly length: number;
  /** Whether it is over now. */
  readonly isOver: boolean;
}

/**
 * The window for a run that is done again.
 * @param kept ids of steps at the flow's top that are not done again
 * @returns undefined where none has to be open, or none is known
 */
export function messageWindow(
  { payload }: RunRecord,
  { flow }: TriggeredFlow,
  kept?: ReadonlySet<string>,
): MessageWindow | undefined {
  const length = shortestWindow(flow, kept);
  if (length === undefined || !("received_at" in payload)) return undefined;
  const begins = Date.parse(payload.received_at);
  return { begins, length, isOver: Date.now() - begins > length };
}
