/** Callbacks that come before their step waits: a tool calls back while it is being asked. */
import { expect, it } from "vitest";
import type { AnyDaemon } from "../support/daemon.ts";
import { callStep, Project } from "../support/project.ts";
import { type Answer, callsOf, OK, startUpstream } from "../support/upstream.ts";

/** Asks a tool, and waits for what it says. */
function asking(url: string, key: string) {
  return {
    steps: [
      callStep(url, "ask", { retry: { attempts: 1 }, on_doubt: "retry" }),
      { id: "answer", wait: { webhook: { path: "/answers/:key", key } } },
      callStep(url, "told", { json: { said: "{{steps.answer.output.body.say}}" } }),
    ],
  };
}

const saidTo = (upstream: Awaited<ReturnType<typeof startUpstream>>) =>
  upstream.arrivals.flatMap(({ json }) => (json as { said?: string }).said ?? []);

it("are there when the step comes, for the run whose id is their key", async () => {
  const upstream = await startUpstream();
  const project = new Project();
  project.flow("ask", asking(upstream.url, "{{run.id}}"));
  const daemon = await project.open();
  const answers: unknown[] = [];
  const callBack = async (...[response, arrival]: Parameters<Answer>) => {
    const { run, step } = arrival.json as { run: string; step: string };
    if (step === "ask")
      for (const [key, say] of [
        [run, "được"],
        [run, "again"],
        ["nobody", "x"],
      ] as const) {
        const { status, body } = await daemon.post(`/answers/${key}`, { say });
        answers.push([status, body.error?.code ?? body]);
      }
    OK(response, arrival);
  };
  upstream.answer = (...asked) => void callBack(...asked);
  const id = await daemon.accept("/ask", {});
  expect(await daemon.finished(id)).toMatchObject({ status: "succeeded" });
  expect(answers).toEqual([
    [202, { early: true }],
    [202, { early: true }],
    [404, "no_such_wait"],
  ]);
  expect(saidTo(upstream)).toEqual(["được"]);
  expect((await daemon.post(`/answers/${id}`, {})).status).toBe(404);
});

it("are there after kill -9, and go to the run that waits first of two with one key", async () => {
  const upstream = await startUpstream();
  const project = new Project();
  project.flow("ask", asking(upstream.url, "{{trigger.body.order}}"));
  const first = await project.start();
  upstream.answer = () => undefined;
  const ids = [await first.accept("/ask", { order: 7 }), await first.accept("/ask", { order: 7 })];
  await upstream.arrived(2);
  expect(await first.post("/answers/7", { say: "one" })).toMatchObject({ status: 202 });
  await first.crash();

  upstream.answer = OK;
  const second = await project.start();
  // One has what was kept; by then the other waits, or will.
  const done = await endedFirst(second, ids);
  const left = ids.find((id) => id !== done) ?? "";
  await second.runWhen(left, ({ steps }) => steps[1]?.status === "waiting");
  expect(await second.post("/answers/7", { say: "two" })).toMatchObject({
    status: 202,
    body: { run_id: left },
  });
  expect(await second.finished(left)).toMatchObject({ status: "succeeded" });
  expect(saidTo(upstream)).toEqual(["one", "two"]);
  expect(callsOf(upstream).filter((call) => call.endsWith("told"))).toHaveLength(2);
});

async function endedFirst(daemon: AnyDaemon, ids: readonly string[]): Promise<string> {
  return Promise.any(ids.map(async (id) => (await daemon.finished(id)).id));
}

it("wait for a step beside branches that work, and only for runs that were there", async () => {
  const upstream = await startUpstream();
  const project = new Project();
  const key = "{{trigger.body.order}}";
  project.flow("beside", {
    steps: [
      {
        parallel: {
          slow: [callStep(upstream.url, "slow")],
          answer: [
            { wait: { for: "1ms" } },
            { id: "answer", wait: { webhook: { path: "/beside/:key", key } } },
            callStep(upstream.url, "told", { json: { said: "{{steps.answer.output.body.say}}" } }),
          ],
        },
      },
    ],
  });
  const daemon = await project.open();
  expect(await daemon.post("/beside/9", { say: "nobody" })).toMatchObject({ status: 404 });
  upstream.answer = (response, arrival) => {
    if ((arrival.json as { step: string }).step === "told") OK(response, arrival);
  };
  const id = await daemon.accept("/beside", { order: 9 });
  expect((await daemon.post("/beside/9", { say: "now" })).status).toBe(202);
  // The slow branch has no answer yet.
  await upstream.arrived(2);
  expect(saidTo(upstream)).toEqual(["now"]);
  expect((await daemon.run(id)).finished_at).toBeNull();
});
