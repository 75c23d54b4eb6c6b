import type { ReplayPlan } from "../../generated/admin-api.ts";
import { count } from "../reports/report.ts";
import { stateText } from "../reports/run-state.ts";
import { table } from "../reports/table.ts";

/** Lines of a diff that are shown; the API has all. */
const MOST_LINES = 60;

type Side = ReplayPlan["now"];

/** For people: what a replay would do and not do, and what has changed since the first run. */
export function planPage(plan: ReplayPlan): string {
  const { replay_of, flow, replays, first, now, changes, steps } = plan;
  const rows = steps.map(({ id, kind, uses, would, first_status }) => [
    would === "keep" ? "kept" : "done",
    id,
    uses ?? kind,
    first_status === null ? "not in the first run" : `${first_status} in the first run`,
  ]);
  return [
    `${replay_of} would be done again as a new run of ${flow}`,
    ...replays.map((run) => `replayed as ${run.id}, ${stateText(run.status, run.failed_steps)}`),
    `first run: ${sideText(first)}`,
    `now:       ${sideText(now)}`,
    ...(changes === null ? ["the flow's text is the same"] : changeLines(changes)),
    "",
    table(["WOULD BE", "STEP", "", ""], rows),
    "",
    ...againLines(plan.messages),
    ...windowLines(plan.window),
    "kept: not called again, what it gave the first time counts; done: called, whatever it did then",
  ].join("\n");
}

function againLines({ calls, messages }: ReplayPlan["messages"]): readonly string[] {
  if (calls === 0) return [];
  const sent = messages === 0 ? "" : `, ${count(messages, "message")} to a customer among them`;
  return [`made again although it went well the first time: ${count(calls, "call")}${sent}`];
}

function windowLines(window: ReplayPlan["window"]): readonly string[] {
  if (window?.over !== true) return [];
  return [
    `too late for its messages: the ${window.hours} hours of the customer's message ended at ${window.ends_at}; the platform refuses them, unless the customer has written since`,
  ];
}

function sideText({ version, commit }: Side): string {
  return `version ${version}${commit === null ? "" : `, commit ${commit}`}`;
}

function changeLines({
  diff,
  keys,
  ...steps
}: NonNullable<ReplayPlan["changes"]>): readonly string[] {
  const named = Object.entries({ ...steps, "changed besides steps": keys })
    .filter(([, names]) => names.length > 0)
    .map(([what, names]) => `  ${what}: ${names.join(", ")}`);
  return ["the flow has changed since:", ...named, ...diffLines(diff)];
}

function diffLines(diff: string | null): string[] {
  if (diff === null) return ["  the texts differ in too much to show it"];
  // Without the file names, which stand before the first part.
  const lines = diff.trimEnd().split("\n");
  const parts = lines.slice(
    Math.max(
      0,
      lines.findIndex((line) => line.startsWith("@@")),
    ),
  );
  const more = parts.length - MOST_LINES;
  return [
    ...parts.slice(0, MOST_LINES).map((line) => `  ${line}`),
    ...(more > 0 ? [`  … ${more} lines more: --json has them`] : []),
  ];
}
