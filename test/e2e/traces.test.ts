/** Traces as a collector gets them. */
import { expect, it } from "vitest";
import { Collector, type ReceivedSpan } from "../support/collector.ts";
import type { Daemon } from "../support/daemon.ts";
import { callStep, Project } from "../support/project.ts";
import { json, OK, startUpstream } from "../support/upstream.ts";

const SENDER = { trace: "4bf92f3577b34da6a3ce929d0e0e4736", span: "00f067aa0ba902b7" };
const PERSON = "Nguyễn Thị Hồng Vân";

function named(spans: readonly ReceivedSpan[], name: string): ReceivedSpan[] {
  return spans.filter((span) => span.name === name);
}

function one(spans: readonly ReceivedSpan[], name: string): ReceivedSpan {
  const [span, ...others] = named(spans, name);
  if (span === undefined || others.length > 0)
    throw new Error(`${others.length} more of ${name} in ${spans.map((all) => all.name).join()}`);
  return span;
}

/** Posts as a sender that traces. @returns the run's id */
async function accept(daemon: Daemon, path: string, flags: string): Promise<string> {
  const { body } = await daemon.send(path, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      traceparent: `00-${SENDER.trace}-${SENDER.span}-${flags}`,
    },
    body: JSON.stringify({ name: PERSON }),
  });
  return (body as { run_id: string }).run_id;
}

it("shows a webhook, its run, three steps and each try in the sender's trace, and calls carry it on", async () => {
  const [collector, upstream] = [await Collector.start(), await startUpstream()];
  let failures = 2;
  upstream.answer = (response, arrival) => {
    const fails = (arrival.json as { step: string }).step === "b" && failures-- > 0;
    (fails ? json(503, {}) : OK)(response, arrival);
  };
  const project = new Project({ defaults: { retry: { delay: "10ms", jitter: false } } });
  const steps = ["a", "b", "c"].map((id) => callStep(upstream.url, id, { json: { PERSON } }));
  const daemon = await project.flow("one", { steps }).start(collector.environment);
  const id = await accept(daemon, "/one", "01");
  await daemon.finished(id);
  const spans = await collector.spansOf(daemon);
  expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([SENDER.trace]));
  const webhook = one(spans, "webhook /one");
  expect(webhook).toMatchObject({ parentSpanId: SENDER.span, kind: 2, isFailed: false });
  const run = one(spans, "run one");
  expect(run).toMatchObject({ parentSpanId: webhook.spanId, links: [], isFailed: false });
  expect(run.attributes).toMatchObject({ "ahaflow.run_id": id, "ahaflow.status": "succeeded" });
  for (const name of ["uses a", "uses b", "uses c"])
    expect(one(spans, name)).toMatchObject({ parentSpanId: run.spanId, isFailed: false });
  const tries = named(spans, "http.request");
  expect(tries.map(({ isFailed }) => isFailed)).toEqual([false, true, true, false, false]);
  const ofB = tries.filter(({ attributes }) => attributes["ahaflow.step"] === "b");
  expect(ofB).toHaveLength(3);
  expect(ofB.every(({ parentSpanId }) => parentSpanId === one(spans, "uses b").spanId)).toBe(true);
  expect(ofB[0]?.attributes).toMatchObject({ "http.response.status_code": 503 });
  // What the other side was told is the try that called it.
  expect(upstream.arrivals.map(({ headers }) => headers["traceparent"])).toEqual(
    tries.map(({ spanId }) => `00-${SENDER.trace}-${spanId}-01`),
  );
  expect(collector.text).not.toMatch(/Hồng|503\b.*answered/);
});

it("goes on in a new span with a link after a wait, without a span of the whole time", async () => {
  const collector = await Collector.start();
  const steps = [
    {
      id: "around",
      for_each: "{{trigger.body.list}}",
      steps: [{ id: "answer", wait: { webhook: { path: "/answer/:key", key: "k" } } }],
    },
    { id: "after", set: { x: 1 } },
  ];
  const daemon = await new Project().flow("waits", { steps }).start(collector.environment);
  const id = await daemon.accept("/waits", { list: [1] });
  await daemon.runWhen(id, ({ status }) => status === "waiting");
  const wokenAt = Date.now();
  await daemon.post("/answer/k", {});
  await daemon.finished(id);
  const spans = await collector.spansOf(daemon);
  const trace = id.replaceAll("-", "");
  const [first, second] = named(spans, "run waits");
  expect(first).toMatchObject({ traceId: trace, links: [] });
  expect(first?.attributes).toMatchObject({ "ahaflow.status": "waiting" });
  expect(second).toMatchObject({ traceId: trace, links: [`${trace}-${first?.spanId}`] });
  expect(second?.attributes).toMatchObject({ "ahaflow.status": "succeeded" });
  expect(first?.parentSpanId).toBe(one(spans, "webhook /waits").spanId);
  const around = one(spans, "for_each around");
  expect(around.parentSpanId).toBe(second?.spanId);
  expect(one(spans, "wait answer").parentSpanId).toBe(around.spanId);
  for (const name of ["for_each around", "wait answer", "set after"])
    expect(one(spans, name).start).toBeGreaterThanOrEqual(wokenAt);
});

it("links a called run to its step and a replay to its run, each in a trace of its own", async () => {
  const collector = await Collector.start();
  const project = new Project()
    .flow("calls", { steps: [{ id: "ask", call: "called", with: {} }] })
    .flow("called", {
      inputs: { type: "object" },
      steps: [{ id: "a", set: { b: 1 } }],
    });
  const daemon = await project.start(collector.environment);
  const id = await accept(daemon, "/calls", "01");
  await daemon.finished(id);
  const [sub] = await daemon.runs("flow=called");
  const { body } = await daemon.admin(`/api/v1/runs/${id}/replay`, "POST");
  const replay = (body as { run_id: string }).run_id;
  await daemon.finished(replay);
  const spans = await collector.spansOf(daemon);
  const ofRun = (run: string | undefined) =>
    spans.filter(
      ({ name, attributes }) => name.startsWith("run ") && attributes["ahaflow.run_id"] === run,
    );
  const step = spans.find(({ name, traceId }) => name === "call ask" && traceId === SENDER.trace);
  expect(ofRun(sub?.id)).toMatchObject([
    { traceId: sub?.id.replaceAll("-", ""), links: [`${SENDER.trace}-${step?.spanId}`] },
  ]);
  const [first] = ofRun(id);
  expect(ofRun(replay)[0]).toMatchObject({
    traceId: replay.replaceAll("-", ""),
    links: [`${SENDER.trace}-${first?.spanId}`],
  });
});

it("shows nothing of what the sender does not sample, and tells those it calls so", async () => {
  const [collector, upstream] = [await Collector.start(), await startUpstream()];
  const project = new Project().flow("one", { steps: [callStep(upstream.url, "a")] });
  const daemon = await project.start(collector.environment);
  await daemon.finished(await accept(daemon, "/one", "00"));
  expect(await collector.spansOf(daemon)).toEqual([]);
  const [arrival] = upstream.arrivals;
  expect(arrival?.headers["traceparent"]).toMatch(
    new RegExp(`^00-${SENDER.trace}-[0-9a-f]{16}-00$`),
  );
});

it("says so when the collector is away, and works on", async () => {
  const project = new Project().flow("one", { steps: [{ id: "a", set: { b: 1 } }] });
  const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9" };
  const daemon = await project.start(environment);
  const run = await daemon.finished(await daemon.accept("/one", {}));
  expect(run.status).toBe("succeeded");
  expect(await daemon.stop()).toBe(0);
  expect(
    daemon.log("traces can't be sent to OTEL_EXPORTER_OTLP_ENDPOINT; told once a minute"),
  ).toHaveLength(1);
});

it("sends nothing and adds no header unless it is asked to", async () => {
  const upstream = await startUpstream();
  const project = new Project().flow("one", { steps: [callStep(upstream.url, "a")] });
  const daemon = await project.start();
  await daemon.finished(await accept(daemon, "/one", "01"));
  expect(upstream.arrivals[0]?.headers["traceparent"]).toBeUndefined();
});

it("refuses variables that it can't use", async () => {
  const project = new Project().flow("one", { steps: [{ id: "a", set: { b: 1 } }] });
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9" };
  for (const [variable, value] of [
    ["OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317"],
    ["OTEL_TRACES_SAMPLER", "sometimes"],
    ["OTEL_TRACES_SAMPLER_ARG", "10%"],
    // The library would leave out all of them without a word.
    ["OTEL_RESOURCE_ATTRIBUTES", "team=shop,filter=paid=yes"],
  ] as const) {
    const daemon = project.launch({ ...endpoint, [variable]: value });
    expect(await daemon.ended).toBe(2);
    expect(daemon.errors).toContain(variable);
  }
});
