import { expect, it, vi } from "vitest";
import { callStep, Project } from "../support/project.ts";
import { json, OK, startUpstream } from "../support/upstream.ts";

const said = (text: string) => ({ messages: [{ text }] });
const fallback = { status: 203, headers: { "x-from": "fallback" }, body: said("Chờ chút nhé") };
const DEDUPE = { dedupe: { key: "{{body.id}}" } };
const STOP = { stop: { status: "failed", reason: "as asked" } } as const;

/** An upstream that holds its answers back, and lets them go. */
async function heldUpstream() {
  const upstream = await startUpstream();
  const held: (() => void)[] = [];
  upstream.answer = (response, arrival) =>
    void held.push(() => json(200, { n: upstream.arrivals.length })(response, arrival));
  const release = () => {
    for (const go of held.splice(0)) go();
  };
  return { upstream, release };
}

it("answers its fallback when a run fails, is cancelled, or ends without an answer", async () => {
  const { upstream, release } = await heldUpstream();
  const project = new Project();
  const webhook = { respond: { timeout: "30s", fallback } };
  const respond = { respond: { body: said("never") } };
  project.flow("failed", {
    webhook,
    steps: [{ set: { a: "{{trigger.body.nothing}}" } }, respond],
    // Nobody waits for what is done about a failure.
    on_failure: [callStep(upstream.url, "staff")],
  });
  project.flow("stopped", { webhook, steps: [STOP, respond] });
  project.flow("silent", { webhook, steps: [{ if: false, ...respond }] });
  project.flow("cancelled", { webhook, steps: [{ wait: { for: "1h" } }, respond] });
  project.flow("honest", {
    webhook: { respond: { fallback, when_failed: "error" } },
    steps: [STOP, respond],
  });
  project.flow("bare", { webhook: { respond: { timeout: "5s" } }, steps: [STOP, respond] });
  project.flow("sorry", {
    webhook,
    steps: [STOP, respond],
    on_failure: [{ respond: { body: said("Xin lỗi {{error.reason}}") } }],
  });
  const daemon = await project.start();
  for (const path of ["failed", "stopped", "silent"]) {
    const { status, headers, body } = await daemon.post(`/${path}`, {});
    expect([path, status, headers.get("x-from"), body]).toEqual([
      path,
      203,
      "fallback",
      fallback.body,
    ]);
  }
  for (const path of ["honest", "bare"])
    expect(await daemon.post(`/${path}`, {})).toMatchObject({
      status: 500,
      body: { error: { code: "run_failed" } },
    });
  expect((await daemon.post("/sorry", {})).body).toEqual(said("Xin lỗi cancelled"));
  const open = daemon.post("/cancelled", {});
  const id = await vi.waitFor(async () => {
    const [run] = await daemon.runs("flow=cancelled&status=waiting");
    return run?.id ?? Promise.reject(new Error("not yet"));
  }, 20_000);
  await daemon.admin(`/api/v1/runs/${id}/cancel`, "POST");
  expect(await open).toMatchObject({ status: 203, body: fallback.body });
  release();
});

it("gives a repeat the answer of the first, while it is made, afterwards and after a crash", async () => {
  const { upstream, release } = await heldUpstream();
  const project = new Project();
  const answer = {
    status: 201,
    headers: { "x-run": "{{run.id}}" },
    body: { n: "{{steps.ask.output.body.n}}" },
  };
  project.flow("price", {
    webhook: { ...DEDUPE, respond: { timeout: "30s", fallback } },
    steps: [callStep(upstream.url, "ask"), { respond: answer }, { wait: { for: "1h" } }],
  });
  const before = await project.start();
  const send = (daemon = before) => daemon.post("/price", { id: "DH1" });
  const shown = async (sent: ReturnType<typeof send>) => {
    const { status, headers, body } = await sent;
    return [status, headers.get("x-run"), body];
  };
  const sent = [send(), send(), send()];
  await upstream.arrived(1);
  sent.push(send());
  release();
  const answers = await Promise.all(sent.map(shown));
  const id = answers[0]?.[1] as string;
  expect(answers).toEqual(Array.from({ length: 4 }, () => [201, id, { n: 1 }]));
  expect(await shown(send())).toEqual(answers[0]);
  await before.crash();
  const daemon = await project.start();
  expect(await shown(send(daemon))).toEqual(answers[0]);
  await daemon.admin(`/api/v1/runs/${id}/cancel`, "POST");
  await daemon.finished(id);
  expect(await shown(send(daemon))).toEqual(answers[0]);
  expect(upstream.arrivals).toHaveLength(1);
  expect(await daemon.runs()).toHaveLength(1);
});

it("gives a repeat after a time-out what the run says by then, also in another process", async () => {
  const { upstream, release } = await heldUpstream();
  const project = new Project();
  const steps = [
    callStep(upstream.url, "ask"),
    { respond: { body: { n: "{{steps.ask.output.body.n}}" } } },
  ];
  project.flow("late", {
    webhook: { ...DEDUPE, respond: { timeout: "100ms", fallback } },
    steps,
  });
  project.flow("crashed", {
    webhook: { ...DEDUPE, respond: { timeout: "30s", fallback } },
    steps,
  });
  const before = await project.start();
  expect(await before.post("/late", { id: 1 })).toMatchObject({ status: 203 });
  await upstream.arrived(1);
  release();
  const [late] = await before.allFinished(1);
  expect(late?.status).toBe("succeeded");
  expect(await before.post("/late", { id: 1 })).toMatchObject({ status: 200, body: { n: 1 } });
  const lost = before.post("/crashed", { id: 1 }).catch(() => "lost");
  await upstream.arrived(2);
  await before.crash();
  expect(await lost).toBe("lost");
  const daemon = await project.start();
  const again = daemon.post("/crashed", { id: 1 });
  await upstream.arrived(3);
  upstream.answer = OK;
  release();
  expect(await again).toMatchObject({ status: 200, body: { n: 3 } });
});

it("answers a repeat as its run's version of the flow says, when that failed", async () => {
  const project = new Project();
  const flow = (text: string) =>
    project.flow("price", {
      webhook: { ...DEDUPE, respond: { fallback: { body: said(text) } } },
      steps: [STOP, { respond: {} }],
    });
  flow("một");
  const before = await project.start();
  const send = async (daemon = before) => (await daemon.post("/price", { id: "a" })).body;
  expect(await send()).toEqual(said("một"));
  expect(await send()).toEqual(said("một"));
  expect(await before.stop()).toBe(0);
  flow("hai");
  const daemon = await project.start();
  expect(await send(daemon)).toEqual(said("một"));
  expect((await daemon.post("/price", { id: "b" })).body).toEqual(said("hai"));
});

it("gives every open answer its fallback when it stops, and goes on with the runs", async () => {
  const { upstream, release } = await heldUpstream();
  const project = new Project();
  const respond = { timeout: "60s", fallback };
  project.flow("calling", {
    webhook: { respond },
    steps: [callStep(upstream.url, "ask"), { respond: {} }],
  });
  project.flow("waiting", {
    webhook: { respond },
    steps: [{ wait: { for: "1h" } }, { respond: {} }],
  });
  const before = await project.start();
  const open = [before.post("/calling", {}), before.post("/waiting", {})];
  await upstream.arrived(1);
  await vi.waitFor(async () => expect(await before.runs("status=waiting")).toHaveLength(1), 20_000);
  const stopped = before.stop();
  for (const { status, body } of await Promise.all(open))
    expect([status, body]).toEqual([203, fallback.body]);
  release();
  expect(await stopped).toBe(0);
  upstream.answer = OK;
  const daemon = await project.start();
  const [run] = await daemon.runs("flow=calling");
  expect(await daemon.finished(run?.id ?? "")).toMatchObject({ status: "succeeded" });
});
