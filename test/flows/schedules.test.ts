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

it.each([
  [
    "0 9 31 * *",
    "months 2, 4, 6, 9, 11: they have no day 31",
    ["0 9 L * *", "0 9 31 1,3,5,7,8,10,12 *"],
  ],
  ["0 9 30 * *", "month 2: it has no day 30", ["0 9 L * *", "0 9 30 1,3,4,5,6,7,8,9,10,11,12 *"]],
  ["0 9 29 2 *", "month 2: but for leap years, it has no day 29", ["0 9 L 2 *"]],
  ["0 9 15,30 * *", "month 2: it has no day 30", ["0 9 15,L * *"]],
  ["0 9 31 mar-may *", "month 4: it has no day 31", ["0 9 L mar-may *", "0 9 31 3,5 *"]],
  ["0 9 1-10,31 */2 *", "months 9, 11: they have no day 31", ["0 9 1-10,L */2 *"]],
])("warns of the cron %j that it leaves out %s", async (cron, months, meant) => {
  const problems = await told([cron]);
  expect(problems).toMatchObject([{ rule: "short-month" }]);
  expect(problems[0]?.message).toBe(`"${cron}" leaves out ${months}`);
  for (const one of meant) {
    expect(problems[0]?.hint).toContain(`"${one}"`);
    expect(await told([one])).toEqual([]);
  }
});

it.each([
  "0 9 28 * *",
  "0 9 28-31 * *",
  "0 9 */5 * *",
  "0 9 1-31 * *",
  "0 9 31 1,12 *",
  "0 9 30 3-12 *",
  "0 9 31 JAN,Mar *",
  "0 9 15,L * *",
  "0 9 31 * 1",
])("has nothing to say of the cron %j", async (cron) => {
  expect(await told([cron])).toEqual([]);
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
