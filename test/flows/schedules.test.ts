/** What is told of schedules before any slot comes. */
import { expect, it } from "vitest";
import { problemsIn, projectFolder } from "./check-project.ts";

it.each([
  ["0 0 30 2 *", '"0 0 30 2 *" never comes'],
  ["@daily", '"@daily" does not have five fields'],
  ["", '"" does not have five fields'],
  ["* * * * * *", '"* * * * * *" does not have five fields'],
  ["0 24 * * *", '"0 24 * * *" is not a cron expression'],
  ["5/15 9 * * *", '"5/15 9 * * *" is not a cron expression'],
])("says of the cron %j what a field may be", async (cron, message) => {
  const [problem] = await told([cron]);
  expect(problem).toMatchObject({ rule: "wrong-cron", message });
  expect(problem?.hint).toContain("minute 0-59, hour 0-23, day 1-31, month 1-12");
});

it("takes a schedule for the same with other blanks", async () => {
  expect(await told(["0 9 * * *", " 0  9 * * * "])).toMatchObject([{ rule: "duplicate-schedule" }]);
});

it.each(["+07:00", "-0330", "UTC+7", "Hanoi"])(
  "takes %s for no zone, whatever Node does",
  async (timezone) => {
    expect(await told(["0 9 * * *"], { timezone })).toMatchObject([{ rule: "wrong-timezone" }]);
  },
);

function told(crons: readonly string[], others = {}) {
  const schedule = JSON.stringify(crons.map((cron) => ({ cron, ...others })));
  const flow = `on:\n  schedule: ${schedule}\nsteps: [{ set: { b: 1 } }]\n`;
  return problemsIn(projectFolder({ "flows/a.yaml": flow }));
}
