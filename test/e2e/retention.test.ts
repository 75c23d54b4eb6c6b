import { expect, it, vi } from "vitest";
import { callStep, Project } from "../support/project.ts";
import { startUpstream } from "../support/upstream.ts";

it("removes runs whose time is over by how they ended, also after a reload of retention", async () => {
  const upstream = await startUpstream();
  const project = new Project({ retention: { succeeded: "forever", failed: "forever" } });
  project.flow("good", { steps: [callStep(upstream.url, "a")] });
  project.flow("bad", { steps: [callStep("http://127.0.0.1:1", "a", { retry: { attempts: 1 } })] });
  const first = await project.start();
  const good = await first.accept("/good", {});
  const bad = await first.accept("/bad", {});
  await first.finished(good);
  await first.finished(bad);
  await first.stop();
  project.configure({ retention: { succeeded: "1ms", failed: "30d" } });
  const second = await project.start();
  await vi.waitFor(async () =>
    expect((await second.admin(`/api/v1/runs/${good}`)).status).toBe(404),
  );
  expect((await second.run(bad)).status).toBe("failed");
  expect((await second.runs()).map(({ id }) => id)).toEqual([bad]);
});
