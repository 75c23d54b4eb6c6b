import { expect, it } from "vitest";
import { callStep, Project } from "../support/project.ts";
import { callsOf, startUpstream } from "../support/upstream.ts";

it("serves a thousand flows", async () => {
  const upstream = await startUpstream();
  const project = new Project();
  for (let n = 0; n < 1_000; n++)
    project.flow(`flow-${n}`, { steps: [callStep(upstream.url, `step_${n}`)] });
  const daemon = await project.start();
  expect(daemon.log("ready")[0]).toMatchObject({ flows: 1_000 });
  const { flows } = (await daemon.admin("/api/v1/flows")).body as { flows: unknown[] };
  expect(flows).toHaveLength(1_000);
  for (const n of [0, 500, 999]) {
    const run = await daemon.finished(await daemon.accept(`/flow-${n}`, {}));
    expect(run).toMatchObject({ flow: `flow-${n}`, status: "succeeded" });
    expect(callsOf(upstream).at(-1)).toBe(`${run.id} step_${n}`);
  }
});
