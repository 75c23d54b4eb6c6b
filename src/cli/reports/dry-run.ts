import type { DryRun } from "../../flow-tests/dry-run.ts";
import type { DryStep } from "../../flow-tests/dry-walk.ts";
import { block } from "./run.ts";

/**
 * A dry run for people: what each step would do, and what nobody can know before.
 * @param notes what is to be said of the whole
 */
export function dryRunReport({ steps, error }: DryRun, notes: readonly string[]): string {
  const hasUnknown = steps.some((step) => markOf(step) === "?");
  return [
    ...steps.flatMap((step) => [...stepLines(step), ""]),
    ...(error === undefined || error.step !== undefined
      ? []
      : [`✗ output  ${error.reason}: ${error.message}`, ""]),
    ...(hasUnknown ? ["? and ‹…›: only a real run can know this"] : []),
    ...notes,
    "nothing was called (--dry-run)",
  ].join("\n");
}

function stepLines(step: DryStep): string[] {
  const { path, name, status, input, error, dependsOn } = step;
  const does = status === "succeeded" ? doesWhat(step) : status;
  return [
    `${markOf(step)} ${path}  ${name}${does === "" ? "" : `  ${does}`}`,
    ...(dependsOn === undefined ? [] : [`    depends on ${dependsOn.join(", ")}`]),
    ...(input === undefined ? [] : block("with", input)),
    ...(error === undefined || error.step !== path
      ? []
      : [`    ${error.reason}: ${error.message}`]),
  ];
}

function markOf({ status, dependsOn, isOpen }: DryStep): string {
  if (status === "failed") return "✗";
  if (status === "skipped") return "-";
  return dependsOn === undefined && isOpen !== true ? "✓" : "?";
}

function doesWhat({ kind, chosen, wakeAt }: DryStep): string {
  switch (kind) {
    case "uses":
    case "call":
      return "would be called";
    case "respond":
      return "would be answered";
    case "wait":
      return wakeAt === undefined ? "would wait" : `would wait until ${wakeAt}`;
    case "stop":
      return "would end the run";
    case "switch":
      return chosen ?? "any case";
    case "for_each":
    case "parallel":
    case "set":
      return "";
  }
}
