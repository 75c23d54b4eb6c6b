import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { expect, it, onTestFinished } from "vitest";
import type { RunList } from "#src/generated/admin-api.js";

it("the demo ends well", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["demo/demo.mjs"], {
    encoding: "utf8",
  });
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).toContain("Everything was as it should be.");
});

it("the demo stays when asked to, with its page and one message that failed, and is sent again", async () => {
  const demo = spawn(process.execPath, ["demo/demo.mjs", "--stay"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void demo.kill("SIGKILL"));
  let url = "";
  for await (const line of createInterface({ input: demo.stdout })) {
    url = /^ {4}(http:\S+)/.exec(line)?.[1] ?? url;
    if (line.startsWith("Ctrl-C")) break;
  }
  const page = await fetch(url);
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining("<title>")]);
  const failed = async () =>
    ((await (await fetch(`${url}api/v1/runs?status=failed`)).json()) as RunList).runs;
  await expect.poll(async () => (await failed()).length).toBe(1);
  const [run] = await failed();
  const again = await fetch(`${url}api/v1/runs/${run?.id}/replay`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ from_step: run?.error?.step }),
  });
  const { run_id } = (await again.json()) as { run_id: string };
  const status = async () =>
    ((await (await fetch(`${url}api/v1/runs/${run_id}`)).json()) as { status: string }).status;
  await expect.poll(status, { timeout: 20_000 }).toBe("succeeded");
  demo.kill("SIGINT");
  expect(await once(demo, "exit")).toEqual([0, null]);
});
