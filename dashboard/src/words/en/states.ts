/** Names of states, of kinds of steps and of what starts a run. */
import type { RunSummary, Step } from "../../../../src/generated/admin-api.ts";

export const states: Record<Step["status"], string> = {
  queued: "Queued",
  running: "Running",
  waiting: "Waiting",
  succeeded: "Succeeded",
  failed: "Failed",
  cancelled: "Cancelled",
  skipped: "Skipped",
};

export const kinds: Record<Step["kind"], string> = {
  uses: "Action",
  switch: "Choice",
  for_each: "Loop",
  parallel: "Side by side",
  wait: "Wait",
  call: "Calls a flow",
  respond: "Answer",
  set: "Sets values",
  stop: "Stop",
};

export const sources: Record<RunSummary["source"], string> = {
  webhook: "Webhook",
  schedule: "Schedule",
  manual: "By hand",
  call: "Called by a flow",
  replay: "Replay",
};
