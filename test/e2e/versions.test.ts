import { expect, it } from "vitest";
import { callStep, Project } from "../support/project.ts";
import { json, OK, startUpstream } from "../support/upstream.ts";

it("finishes a run on the version of its flow that it began with", async () => {
  const upstream = await startUpstream();
  upstream.answer = json(503, {});
  const project = new Project({ defaults: { retry: { delay: "300ms", backoff: "fixed" } } });
  const version = (text: string) =>
    project.flow("greet", {
      steps: [callStep(upstream.url, "a"), callStep(upstream.url, "b", { json: { text } })],
    });
  version("the old text");
  const before = await project.start();
  const old = await before.accept("/greet", {});
  await before.runWhen(old, ({ steps }) => steps[0]?.attempts[0]?.retry_at !== undefined);
  await before.crash();

  version("the new text");
  upstream.answer = OK;
  const daemon = await project.start();
  const next = await daemon.accept("/greet", {});
  const [oldRun, newRun] = [await daemon.finished(old), await daemon.finished(next)];
  expect([oldRun.status, newRun.status]).toEqual(["succeeded", "succeeded"]);
  expect(oldRun.version).not.toBe(newRun.version);
  const texts = upstream.arrivals
    .map(({ json }) => json as { run: string; step: string; text?: string })
    .filter(({ step }) => step === "b")
    .map(({ run, text }) => [run, text]);
  expect(Object.fromEntries(texts)).toEqual({ [old]: "the old text", [next]: "the new text" });
});

it("finishes the runs of a flow that was taken off", async () => {
  const upstream = await startUpstream();
  upstream.answer = () => undefined;
  const steps = [callStep(upstream.url, "a")];
  const project = new Project().flow("goes", { steps });
  const before = await project.start();
  const id = await before.accept("/goes", {});
  await upstream.arrived(1);
  await before.crash();

  project.flow("goes", { steps, enabled: false });
  upstream.answer = OK;
  const daemon = await project.start();
  expect((await daemon.finished(id)).status).toBe("succeeded");
  expect((await daemon.post("/goes", {})).status).toBe(404);
});
