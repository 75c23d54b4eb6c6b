import type { Catalog } from "../flows/catalog.ts";
import { nextSlots } from "../triggers/slots.ts";

/** How many of the next runs of each schedule are listed. */
const NEXT_RUNS = 3;

/**
 * The next runs of every schedule that is on, in its own time zone.
 * @param now milliseconds since 1970
 */
export function nextRunsReport({ flows }: Catalog, now: number): string {
  const lines = [...flows.values()]
    .filter(({ flow }) => flow.enabled !== false)
    .flatMap(({ name, schedules }) =>
      schedules.flatMap((schedule) => {
        const format = new Intl.DateTimeFormat("sv-SE", {
          dateStyle: "short",
          timeStyle: "short",
          timeZone: schedule.timezone,
        });
        const times = nextSlots(schedule, now, NEXT_RUNS).map((at) => `  ${format.format(at)}`);
        return [`next runs of ${name}: ${schedule.cron} (${schedule.timezone})`, ...times];
      }),
    );
  return lines.join("\n");
}
