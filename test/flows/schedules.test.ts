/** What is told of schedules before any slot comes. */
import { expect, it } from "vitest";
import { problemsIn, projectFolder } from "./check-project.ts";

it.each([
  ["", '"" does not have five fields'],
  ["@reboot", '"@reboot" does not have five fields'],
  ["0 24 * * *", '"0 24 * * *" is not a cron expression'],
  ["0 9 * * thứ2", '"0 9 * * thứ2" is not a cron expression'],
])("says of the cron %j what a field may be", async (cron, message) => {
  const [problem] = await told([cron]);
  expect(problem).toMatchObject({ rule: "wrong-cron", message });
  expect(problem?.hint).toContain("minute 0-59, hour 0-23, day 1-31, month 1-12");
});

it.each([
  ["@daily", "0 0 * * *"],
  ["@Hourly", "0 * * * *"],
  ["@monthly", "0 0 1 * *"],
  ["0 22-2 * * *", "0 22-23,0-2 * * *"],
  ["0 23-0 * * *", "0 23,0 * * *"],
  ["0 22-4/2 * * *", "0 22,0,2,4 * * *"],
  ["50-10 8,20-2 * * *", "50-59,0-10 8,20-23,0-2 * * *"],
  ["0 9 28-3 * *", "0 9 28-31,1-3 * *"],
  ["0 9 * 11-2 *", "0 9 * 11-12,1-2 *"],
  ["0 9 * * 5-1", "0 9 * * 5-6,0-1"],
  ["0 9 * * FRI-mon", "0 9 * * 5-6,0-1"],
  ["0 9 * * 7-1", "0 9 * * 0-1"],
  ["5/15 9 * * *", "5-59/15 9 * * *"],
  ["0 30 9 * * 1-5", "30 9 * * 1-5"],
  ["0 0 30 2 *", "0 0 L 2 *"],
  ["0 9 31 4,6 *", "0 9 L 4,6 *"],
])("says of the cron %j what to write, which can be used: %j", async (cron, meant) => {
  const [problem] = await told([cron]);
  expect(problem?.rule).toBe("wrong-cron");
  expect(problem?.hint).toContain(`"${meant}"`);
  expect(await told([meant])).toEqual([]);
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
