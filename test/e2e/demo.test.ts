import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";

it("the demo ends well", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["demo/demo.mjs"], {
    encoding: "utf8",
  });
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).toContain("Everything was as it should be.");
});
