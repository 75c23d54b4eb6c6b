import { expect, it } from "vitest";
import { openPage } from "../support/browser.ts";
import { Project } from "../support/project.ts";

const KEY = "{{trigger.body.user}}";
const WAIT = [{ wait: { for: "1h" } }];

it("why a run ended is said by what ended it: its own stop, its key, its time, a newer run", async () => {
  const project = new Project();
  project.flow("stopped", { steps: [{ stop: { status: "failed", reason: "kho hết hàng" } }] });
  project.flow("dropped", { concurrency: { key: KEY, when_full: "drop" }, steps: WAIT });
  project.flow("late", { timeout: "10ms", steps: WAIT });
  project.flow("restarted", { concurrency: { key: KEY, when_full: "restart" }, steps: WAIT });
  const daemon = await project.open();
  await daemon.accept("/dropped", { user: "an" });
  const ids = {
    stopped: await daemon.accept("/stopped", {}),
    dropped: await daemon.accept("/dropped", { user: "an" }),
    late: await daemon.accept("/late", {}),
    restarted: await daemon.accept("/restarted", { user: "an" }),
  };
  const newer = await daemon.accept("/restarted", { user: "an" });
  for (const id of Object.values(ids)) await daemon.finished(id);
  const page = await openPage(`${daemon.adminUrl}/runs`);
  const said = {
    stopped: ["Why it failed: Stopped by the flow", "A stop step of the flow ended the run"],
    dropped: ["Why it ended: Dropped", "when_full: drop"],
    late: ["Why it failed: Time of the flow is over", "longer than the timeout of its flow"],
    restarted: ["Why it ended: A newer run took its place", "when_full: restart", newer],
  };
  for (const [flow, id] of Object.entries(ids)) {
    await page.goto(`${daemon.adminUrl}/runs/${id}`);
    const why = page.locator("section.why");
    await why.waitFor();
    for (const text of said[flow as keyof typeof said])
      expect(await why.textContent()).toContain(text);
  }
});
