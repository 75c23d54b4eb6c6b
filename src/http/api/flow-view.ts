import type { TriggeredFlow } from "../../flows/compiled-flow.ts";
import { stepsOf } from "../../flows/step-tree.ts";
import { nextSlots } from "../../triggers/slots.ts";

/** How many of the next runs of a schedule are shown. */
const NEXT_RUNS = 5;

/** A flow in a list. */
export function flowSummary({ name, version, source, flow, webhook, schedules }: TriggeredFlow) {
  return {
    name,
    version,
    file: source.file,
    enabled: flow.enabled !== false,
    webhook: webhook === undefined ? null : { path: webhook.path, methods: webhook.methods },
    schedules: schedules.map(({ cron, timezone, catchUp }) => ({
      cron,
      timezone,
      catch_up: catchUp,
    })),
  };
}

/** One flow, with the times of its next runs after `now`, in milliseconds since 1970. */
export function flowDetails(flow: TriggeredFlow, now: number) {
  const summary = flowSummary(flow);
  return {
    ...summary,
    description: flow.flow.description ?? null,
    steps: stepsOf(flow).map((step) => ({
      id: step.id,
      kind: step.kind,
      ...(step.kind === "uses" ? { uses: step.action.name } : {}),
    })),
    next_runs: (summary.enabled ? flow.schedules : [])
      .flatMap((schedule) => nextSlots(schedule, now, NEXT_RUNS))
      .toSorted((one, two) => one - two)
      .slice(0, NEXT_RUNS)
      .map((at) => new Date(at).toISOString()),
  };
}
