import { join } from "node:path";
import { expect, it } from "vitest";
import { ahaflow, folderOf, GOOD } from "./command-line.ts";

const SCHEDULED = GOOD.replace(
  "on: { webhook: { path: /good } }",
  `on:
  schedule:
    - { cron: "0 9 * * *", timezone: Asia/Ho_Chi_Minh }
    - { cron: "30 2 1 1 *" }`,
);

it("ahaflow validate --verbose lists the next three runs of each schedule in its time zone", async () => {
  const folder = folderOf({
    "flows/good.yaml": SCHEDULED,
    "flows/off.yaml": SCHEDULED.replace("name: good", "name: off\nenabled: false"),
    "flows/hook.yaml": GOOD.replaceAll("good", "hook"),
    "ahaflow.yaml": "",
  });
  const env = {
    AHAFLOW_FLOWS: join(folder, "flows"),
    AHAFLOW_CONFIG: join(folder, "ahaflow.yaml"),
  };
  const plain = await ahaflow(["validate"], env);
  const { code, out } = await ahaflow(["validate", "--verbose"], env);
  expect({ code, err: plain.code }).toEqual({ code: 0, err: 0 });
  expect(out.startsWith(plain.out)).toBe(true);
  const lines = out.slice(plain.out.length).trim().split("\n");
  expect(lines).toEqual([
    "next runs of good: 0 9 * * * (Asia/Ho_Chi_Minh)",
    ...Array.from({ length: 3 }, () => expect.stringMatching(/^ {2}\d{4}-\d\d-\d\d 09:00$/)),
    "next runs of good: 30 2 1 1 * (UTC)",
    ...Array.from({ length: 3 }, () => expect.stringMatching(/^ {2}\d{4}-01-01 02:30$/)),
  ]);
  expect(new Set(lines).size).toBe(lines.length);
  const json = await ahaflow(["validate", "--verbose", "--format", "json"], env);
  expect(json.out).toBe((await ahaflow(["validate", "--format", "json"], env)).out);
});
