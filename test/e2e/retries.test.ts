import { expect, it } from "vitest";
import type { ShownRun } from "../support/daemon.ts";
import { callStep, Project, shopAt } from "../support/project.ts";
import { type Answer, json, OK, type RecordingServer, startUpstream } from "../support/upstream.ts";

const QUICKLY = { delay: "20ms", jitter: false };

/** Answers one call after the other as listed; the last answer stays. */
function answers(upstream: RecordingServer, ...list: [Answer, ...Answer[]]): void {
  let next = 0;
  upstream.answer = (response, arrival) => (list[next++] ?? list.at(-1))?.(response, arrival);
}

const NOTHING: Answer = () => undefined;
const DROPPED: Answer = (response) => void response.destroy();

function reasons({ steps }: ShownRun): (string | undefined)[] {
  return steps[0]?.attempts.map(({ error }) => error?.reason) ?? [];
}

const CASES: [string, [Answer, ...Answer[]], string[]][] = [
  ["503-twice", [json(503, {}), json(503, {})], ["unavailable", "unavailable"]],
  ["dropped-connection", [DROPPED], ["unavailable"]],
  ["429", [json(429, {})], ["rate_limited"]],
  ["no-answer", [NOTHING], ["timeout"]],
];

it("tries again what can get better, with the same idempotency key", async () => {
  const upstream = await startUpstream();
  const project = new Project({ defaults: { retry: QUICKLY } });
  for (const [name] of CASES)
    project.flow(name, { steps: [callStep(upstream.url, "a", { timeout: "300ms" })] });
  const daemon = await project.open();
  for (const [name, failures, expected] of CASES) {
    upstream.arrivals.length = 0;
    answers(upstream, ...failures, OK);
    const run = await daemon.finished(await daemon.accept(`/${name}`, {}));
    expect([name, run.status]).toEqual([name, "succeeded"]);
    expect(reasons(run)).toEqual([...expected, undefined]);
    expect(upstream.arrivals).toHaveLength(expected.length + 1);
    const keys = upstream.arrivals.map(({ headers }) => headers["idempotency-key"]);
    expect(new Set(keys)).toEqual(new Set([`${run.id}/a`]));
  }
  expect(await daemon.runs()).toHaveLength(CASES.length);
});

it("does not try again what can't get better, and runs no step after it", async () => {
  const upstream = await startUpstream();
  answers(upstream, json(400, {}), OK);
  const project = new Project({ defaults: { retry: QUICKLY } });
  project.flow("one", { steps: [callStep(upstream.url, "a"), callStep(upstream.url, "b")] });
  const daemon = await project.open();
  const run = await daemon.finished(await daemon.accept("/one", {}));
  expect(run).toMatchObject({ status: "failed", error: { reason: "invalid_request", step: "a" } });
  expect(reasons(run)).toEqual(["invalid_request"]);
  expect(upstream.arrivals).toHaveLength(1);
});

it("gives up when the tries are used up", async () => {
  const upstream = await startUpstream();
  upstream.answer = json(503, {});
  const project = new Project({ defaults: { retry: { ...QUICKLY, attempts: 3 } } });
  project.flow("one", { steps: [callStep(upstream.url, "a")] });
  const daemon = await project.open();
  const run = await daemon.finished(await daemon.accept("/one", {}));
  expect(run).toMatchObject({ status: "failed", error: { reason: "unavailable" } });
  expect(upstream.arrivals).toHaveLength(3);
});

it("does not repeat a call without an answer when the step says on_doubt: fail", async () => {
  const upstream = await startUpstream();
  answers(upstream, NOTHING, OK);
  const project = new Project({ defaults: { retry: QUICKLY } });
  project.flow("one", {
    steps: [callStep(upstream.url, "a", { timeout: "1s", on_doubt: "fail" })],
  });
  const daemon = await project.open();
  const run = await daemon.finished(await daemon.accept("/one", {}));
  expect(run).toMatchObject({ status: "failed", error: { reason: "timeout" } });
  expect(reasons(run)).toEqual(["timeout"]);
  expect(upstream.arrivals).toHaveLength(1);
});

it("leaves a connection alone for as long as Retry-After asks", async () => {
  const upstream = await startUpstream();
  answers(upstream, json(429, {}, { "retry-after": "2" }), OK);
  const project = new Project(shopAt(upstream.url, { defaults: { retry: QUICKLY } }));
  const say = {
    uses: "ahachat.send_text",
    with: { user_id: "6523889107654321", text: "Xin chào" },
  };
  project.flow("say", { connection: "shop", steps: [say] });
  const daemon = await project.open();
  const first = await daemon.accept("/say", {});
  await daemon.runWhen(first, ({ steps }) => steps[0]?.attempts[0]?.retry_at !== undefined);
  const others = await Promise.all([1, 2, 3, 4].map(() => daemon.accept("/say", {})));
  for (const id of [first, ...others]) expect((await daemon.finished(id)).status).toBe("succeeded");
  const [refused, ...later] = upstream.arrivals.map(({ at }) => at) as [number, ...number[]];
  expect(later).toHaveLength(5);
  // The clocks of two processes: 5 ms for their rounding.
  for (const at of later) expect(at - refused).toBeGreaterThanOrEqual(1_995);
});

it("goes on with a waiting retry after a restart: the same count, the same time", async () => {
  const upstream = await startUpstream();
  upstream.answer = json(503, {});
  const project = new Project({
    defaults: { retry: { attempts: 3, delay: "1500ms", backoff: "fixed", jitter: false } },
  });
  project.flow("one", { steps: [callStep(upstream.url, "a")] });
  const before = await project.start();
  const id = await before.accept("/one", {});
  const waiting = await before.runWhen(
    id,
    ({ steps }) => steps[0]?.attempts[0]?.retry_at !== undefined,
  );
  const [attempt] = waiting.steps[0]?.attempts ?? [];
  await before.crash();

  const run = await (await project.start()).finished(id);
  expect(run.status).toBe("failed");
  const attempts = run.steps[0]?.attempts ?? [];
  expect(reasons(run)).toEqual(["unavailable", "unavailable", "unavailable"]);
  expect(attempts[0]).toEqual(attempt);
  expect(Date.parse(attempts[1]?.started_at ?? "")).toBeGreaterThanOrEqual(
    Date.parse(attempt?.retry_at ?? ""),
  );
  expect(upstream.arrivals).toHaveLength(3);
});
