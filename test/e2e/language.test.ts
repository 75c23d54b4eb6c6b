import { expect, it } from "vitest";
import { callStep, Project } from "../support/project.ts";
import { callsOf, startUpstream } from "../support/upstream.ts";

it("goes on inside of loops, branches and waits after kill -9, call by call", async () => {
  const upstream = await startUpstream();
  const project = new Project();
  const call = (id: string) => callStep(upstream.url, id);
  project.flow("nested", {
    steps: [
      {
        id: "lines",
        for_each: "{{trigger.body.items}}",
        steps: [
          {
            id: "kind",
            switch: "{{item}}",
            cases: { a: [call("first"), { id: "rest", wait: { for: "200ms" } }] },
            default: [{ id: "both", parallel: { l: [call("left")], r: [call("right")] } }],
          },
        ],
      },
      call("last"),
    ],
  });
  let daemon = await project.start();
  const id = await daemon.accept("/nested", { items: ["a", "b", "a"] });
  for (let calls = 1; calls <= 4; calls++) {
    await upstream.arrived(calls);
    await daemon.crash();
    daemon = await project.start();
  }
  const run = await daemon.finished(id);
  expect(run).toMatchObject({ status: "succeeded" });
  const made = callsOf(upstream).map((text) => text.split(" ")[1]);
  expect(new Set(made)).toEqual(new Set(["first", "left", "right", "last"]));
  expect(run.steps.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      "lines/0/kind/a/first",
      "lines/1/kind/default/both/l/left",
      "lines/2/kind/a/rest",
      "last",
    ]),
  );
  // Two branches may be out at a kill; what had ended is not called again.
  expect(made.length).toBeLessThanOrEqual(5 + 4 * 2);
});

it("wakes a run that waited while the daemon was down, and takes a callback after a restart", async () => {
  const upstream = await startUpstream();
  const project = new Project();
  project.flow("approve", {
    steps: [
      { id: "rest", wait: { for: "6s" } },
      { id: "answer", wait: { webhook: { path: "/answers/:key", key: "{{run.id}}" } } },
      callStep(upstream.url, "told", { json: { said: "{{steps.answer.output.body.say}}" } }),
    ],
  });
  const first = await project.start();
  const id = await first.accept("/approve", {});
  await first.runWhen(id, ({ status }) => status === "waiting");
  await first.crash();
  const second = await project.start();
  await second.runWhen(id, ({ steps }) => steps[1]?.status === "waiting");
  await second.crash();
  const third = await project.start();
  expect(await third.post("/answers/nobody", {})).toMatchObject({ status: 404 });
  expect(await third.send(`/answers/${id}`)).toMatchObject({ status: 405 });
  expect(await third.post(`/answers/${id}`, { say: "được" })).toMatchObject({
    status: 202,
    body: { run_id: id },
  });
  expect(await third.finished(id)).toMatchObject({ status: "succeeded" });
  expect(upstream.arrivals).toHaveLength(1);
});

it("answers with what the flow says, with its fallback in time, and with 500 and no detail", async () => {
  const upstream = await startUpstream();
  const project = new Project();
  const respond = { body: { messages: [{ text: "Chào {{trigger.body.name}}" }] } };
  project.flow("now", { steps: [{ respond }, callStep(upstream.url, "after")] });
  const fallback = { status: 200, body: { messages: [{ text: "Chờ chút nhé" }] } };
  project.flow("late", {
    webhook: { respond: { timeout: "300ms", fallback } },
    steps: [{ wait: { for: "1s" } }, { respond }],
  });
  project.flow("broken", {
    steps: [{ id: "secretive", set: { a: "{{trigger.body.nothing}}" } }, { respond }],
  });
  const daemon = await project.start();
  const name = `Trần "Bé" 🎉`;
  expect(await daemon.post("/now", { name })).toMatchObject({
    status: 200,
    body: { messages: [{ text: `Chào ${name}` }] },
  });
  expect(await daemon.post("/late", { name })).toMatchObject(fallback);
  const failed = await daemon.post("/broken", { name });
  expect(failed.status).toBe(500);
  expect(failed.body).toMatchObject({ error: { code: "run_failed" } });
  expect(JSON.stringify(failed.body)).not.toContain("nothing");
  const runs = await daemon.allFinished(3);
  expect(runs.map(({ status }) => status).toSorted()).toEqual(["failed", "succeeded", "succeeded"]);
});
