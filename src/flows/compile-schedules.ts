import type { YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import type { Flow } from "../generated/flow.ts";
import { offsetAt } from "../wall-clock.ts";
import type { CompiledSchedule } from "./compiled-flow.ts";
import { cronGap } from "./cron-gap.ts";
import { cronMistake } from "./cron-mistake.ts";
import { problemAt } from "./parse-flow.ts";

/** Compiles `on.schedule`: expressions and time zones that can be used. */
export function compileSchedules(
  document: YamlDocument,
  flow: Flow,
  problems: Problem[],
): CompiledSchedule[] {
  const seen = new Set<string>();
  return (flow.on?.schedule ?? []).map(({ cron, timezone = "UTC", catch_up }, index) => {
    const at = ["on", "schedule", index];
    const report = (key: string, rule: string, message: string, hint: string) =>
      problems.push(problemAt(document, [...at, key], rule, message, hint));
    if (!isTimezone(timezone))
      report(
        "timezone",
        "wrong-timezone",
        `there is no time zone "${timezone}"`,
        "use an IANA name, for example Asia/Ho_Chi_Minh",
      );
    else {
      const mistake = cronMistake(cron);
      const gap = mistake === undefined ? cronGap(cron) : undefined;
      if (mistake !== undefined) report("cron", "wrong-cron", ...mistake);
      if (gap !== undefined) report("cron", "short-month", ...gap);
    }
    const key = `${cron.trim().split(/\s+/).join(" ")} ${timezone}`;
    if (seen.has(key))
      report("cron", "duplicate-schedule", "this schedule stands twice", "delete one of them");
    seen.add(key);
    return { cron, timezone, catchUp: catch_up ?? "none" };
  });
}

function isTimezone(name: string): boolean {
  try {
    offsetAt(0, name);
    return true;
  } catch {
    return false;
  }
}
