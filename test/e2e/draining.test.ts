import { expect, it, vi } from "vitest";
import { Process } from "../support/process.ts";
import { callStep, Project } from "../support/project.ts";
import { startUpstream } from "../support/upstream.ts";

it("says that it is about to stop, and takes what comes until a proxy has heard of it", async () => {
  const upstream = await startUpstream();
  const project = new Project().flow("one", { steps: [callStep(upstream.url, "a")] });
  const daemon = await project.start({ AHAFLOW_DRAIN: "3s" });
  daemon.child.kill("SIGTERM");
  await vi.waitFor(async () => expect((await daemon.admin("/readyz")).status).toBe(503));
  expect((await daemon.admin("/readyz")).body).toMatchObject({ reasons: [{ code: "stopping" }] });
  const id = await daemon.accept("/one", {});
  expect((await daemon.finished(id)).status).toBe("succeeded");
  expect(await daemon.ended).toBe(0);
});

it("refuses a time that is none", async () => {
  for (const AHAFLOW_DRAIN of ["5", "soon", "61s"]) {
    const start = new Process(["start"], new Project().environment({ AHAFLOW_DRAIN }));
    expect(await start.ended).toBe(2);
    expect(start.errors).toContain("AHAFLOW_DRAIN is not a time");
  }
});
