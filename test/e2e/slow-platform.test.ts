import { expect, it } from "vitest";
import { CALLS_AT_ONCE } from "#src/outgoing/call-slots.js";
import { callStep, Project, shopAt } from "../support/project.ts";
import { callsOf, OK, type RecordingServer, startUpstream } from "../support/upstream.ts";

/** Customers who write at once: more than there are places and slots. */
const CUSTOMERS = 80;

/** Answers everything after so many milliseconds. @returns the connections over which calls came */
function answerSlowly(upstream: RecordingServer, ms: number): ReadonlySet<unknown> {
  const sockets = new Set<unknown>();
  upstream.answer = (response, arrival) => {
    sockets.add(response.socket);
    setTimeout(() => OK(response, arrival), ms);
  };
  return sockets;
}

const say = {
  uses: "ahachat.send_text",
  with: { user_id: "{{trigger.body.user}}", text: "Xin chào" },
} as const;

const users = Array.from({ length: CUSTOMERS }, (_, at) => String(6_523_889_107_650_000 + at));

// As 9 s of a time-out of 10 s, with some room for a busy machine.
it("who answers slowly gets each call once, and the circuit stays closed", async () => {
  const [platform, other] = [await startUpstream(), await startUpstream()];
  const sockets = [answerSlowly(platform, 900), answerSlowly(other, 900)];
  const config = shopAt(platform.url);
  const shop = { ...config.connections?.["shop"], timeout: "3s" } as never;
  const project = new Project({ connections: { shop } });
  project.flow("say", { connection: "shop", steps: [say] });
  project.flow("call", { steps: [callStep(other.url, "a", { timeout: "3s" })] });
  const daemon = await project.open();
  const said = users.map((user) => daemon.accept("/say", { user }));
  const called = await Promise.all(users.map(() => daemon.accept("/call", {})));
  await daemon.allFinished(2 * CUSTOMERS);
  for (const id of [...(await Promise.all(said)), ...called]) {
    const { status, steps } = await daemon.run(id);
    const failures = steps[0]?.attempts.map(({ error }) => error);
    expect([status, failures]).toEqual(["succeeded", [undefined]]);
  }
  const told = platform.arrivals.map(({ path }) => /users\/(\d+)/.exec(path)?.[1]);
  expect(told).toHaveLength(CUSTOMERS);
  expect(new Set(told)).toEqual(new Set(users));
  expect(new Set(callsOf(other))).toEqual(new Set(called.map((id) => `${id} a`)));
  expect(other.arrivals).toHaveLength(CUSTOMERS);
  for (const { size } of sockets) expect(size).toBeLessThanOrEqual(CALLS_AT_ONCE);
  expect(daemon.lines.filter((line) => line.includes("the connection is down"))).toEqual([]);
});

it("a run that waits for a slot is ended by a cancel and by its block's time-out, and sends nothing", async () => {
  const upstream = await startUpstream();
  upstream.answer = () => undefined;
  const config = shopAt(upstream.url);
  const project = new Project(config);
  project.flow("stuck", { connection: "shop", steps: [{ ...say, timeout: "1h" }] });
  project.flow("late", {
    connection: "shop",
    steps: [
      {
        id: "block",
        parallel: { only: [say] },
        timeout: "50ms",
        catch: [{ reasons: ["timeout"], steps: [{ set: { late: true } }] }],
      },
    ],
  });
  const daemon = await project.open();
  await Promise.all(users.slice(0, CALLS_AT_ONCE).map((user) => daemon.accept("/stuck", { user })));
  await upstream.arrived(CALLS_AT_ONCE);
  const id = await daemon.accept("/stuck", { user: users[CALLS_AT_ONCE] });
  const late = await daemon.finished(
    await daemon.accept("/late", { user: users[CALLS_AT_ONCE + 1] }),
  );
  expect(late).toMatchObject({ status: "succeeded" });
  expect((await daemon.admin(`/api/v1/runs/${id}/cancel`, "POST")).status).toBe(202);
  const cancelled = await daemon.finished(id);
  expect(cancelled.status).toBe("cancelled");
  for (const run of [late, cancelled])
    for (const step of run.steps) expect(step.attempts).toEqual([]);
  expect(upstream.arrivals).toHaveLength(CALLS_AT_ONCE);
});

it("a reload that replaces the connection takes along who waits for a slot", async () => {
  const [before, now] = [await startUpstream(), await startUpstream()];
  const answers: (() => void)[] = [];
  before.answer = (response, arrival) => void answers.push(() => OK(response, arrival));
  const project = new Project(shopAt(before.url));
  project.flow("say", { connection: "shop", steps: [say] });
  const daemon = await project.open();
  const ids = await Promise.all(
    users.slice(0, CALLS_AT_ONCE + 24).map((user) => daemon.accept("/say", { user })),
  );
  await before.arrived(CALLS_AT_ONCE);
  project.configure(shopAt(now.url));
  expect((await daemon.admin("/api/v1/reload", "POST")).status).toBe(200);
  await now.arrived(24);
  for (const answer of answers) answer();
  for (const id of ids) {
    const run = await daemon.finished(id);
    expect([run.status, run.steps[0]?.attempts.map(({ error }) => error)]).toEqual([
      "succeeded",
      [undefined],
    ]);
  }
  expect([before.arrivals.length, now.arrivals.length]).toEqual([CALLS_AT_ONCE, 24]);
});
