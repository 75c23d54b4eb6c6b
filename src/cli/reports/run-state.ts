/** How a run is and why, in the words of tables and pages. */

import type { RunSummary } from "../../generated/admin-api.ts";
import type { RunStatus } from "../../journal/records.ts";
import { count } from "./report.ts";

/** What looks like success and has failed steps says so: `succeeded, 1 step failed`. */
export function stateText(status: RunStatus, failedSteps: number): string {
  const isPlain = failedSteps === 0 || status === "failed";
  return isPlain ? status : `${status}, ${count(failedSteps, "step")} failed`;
}

/** Why a run ended as it did, in a few words; empty when all went as planned. */
export function whyText({ status, error, first_failure, stop_reason }: RunSummary): string {
  const stopped = stop_reason === null ? [] : [`stopped: ${oneLine(stop_reason)}`];
  const cause = error === null || stopped.length > 0 ? [] : [error.reason];
  const missed =
    first_failure === null || status === "failed"
      ? []
      : [`${first_failure.step}: ${first_failure.reason}`];
  return [...missed, ...stopped, ...cause].join("; ");
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
