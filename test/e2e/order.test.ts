import { expect, it, vi } from "vitest";
import { callStep, Project } from "../support/project.ts";
import { callsOf, json, OK, type RecordingServer, startUpstream } from "../support/upstream.ts";

/** Holds every answer back until the test lets them go; counts the calls that are out. */
function holdAnswers(upstream: RecordingServer) {
  const held: (() => void)[] = [];
  const calls = { out: 0, most: 0 };
  upstream.answer = (response, arrival) => {
    calls.out++;
    calls.most = Math.max(calls.most, calls.out);
    held.push(() => {
      calls.out--;
      OK(response, arrival);
    });
  };
  return { held, calls };
}

it("keeps the order of acceptance per key, while different keys go side by side", async () => {
  const keys = ["an", "binh", "chi"];
  const upstream = await startUpstream();
  const { held, calls } = holdAnswers(upstream);
  const project = new Project();
  const customer = { json: { customer: "{{trigger.body.customer}}" } };
  project.flow("keyed", {
    concurrency: { key: "{{trigger.body.customer}}" },
    steps: [callStep(upstream.url, "a", customer), callStep(upstream.url, "b", customer)],
  });
  const daemon = await project.open();
  const accepted = new Map<string, string[]>(keys.map((key) => [key, []]));
  for (let n = 0; n < 8; n++)
    for (const key of keys)
      accepted.get(key)?.push(await daemon.accept("/keyed", { customer: key }));
  // No answer yet: one call of each key is out, and those are all.
  await vi.waitFor(() => expect(held).toHaveLength(keys.length), { timeout: 10_000 });
  const answering = setInterval(() => held.shift()?.(), 1);
  await daemon.allFinished(24).finally(() => clearInterval(answering));

  expect(calls.most).toBe(keys.length);
  for (const key of keys) {
    const mine = upstream.arrivals
      .map(({ json }) => json as { run: string; step: string; customer: string })
      .filter(({ customer }) => customer === key)
      .map(({ run, step }) => `${run} ${step}`);
    expect(mine).toEqual(accepted.get(key)?.flatMap((id) => [`${id} a`, `${id} b`]));
  }
});

it("keeps the order per key over a crash", async () => {
  const upstream = await startUpstream();
  upstream.answer = () => undefined;
  const project = new Project();
  project.flow("keyed", {
    concurrency: { key: "one" },
    steps: [callStep(upstream.url, "a")],
  });
  const before = await project.start();
  const ids: string[] = [];
  for (let n = 0; n < 10; n++) ids.push(await before.accept("/keyed", {}));
  await upstream.arrived(1);
  await before.crash();
  upstream.answer = OK;
  const daemon = await project.start();
  await daemon.allFinished(10);
  expect(callsOf(upstream)).toEqual([ids[0], ...ids].map((id) => `${id} a`));
});

it("lets as many runs make calls as limits.concurrency says", async () => {
  const upstream = await startUpstream();
  const { held, calls } = holdAnswers(upstream);
  const project = new Project({ limits: { concurrency: 3 } });
  project.flow("free", { steps: [callStep(upstream.url, "a"), callStep(upstream.url, "b")] });
  const daemon = await project.open();
  await Promise.all(Array.from({ length: 20 }, () => daemon.accept("/free", {})));
  await vi.waitFor(() => expect(held).toHaveLength(3), { timeout: 10_000 });
  const answering = setInterval(() => held.shift()?.(), 1);
  await daemon.allFinished(20).finally(() => clearInterval(answering));
  expect(calls.most).toBe(3);
  expect(upstream.arrivals).toHaveLength(40);
});

it("lets a run that waits for its retry hold up nobody but its own key", async () => {
  const upstream = await startUpstream();
  upstream.answer = (response, arrival) => {
    const { customer } = arrival.json as { customer: string };
    (customer === "an" ? json(503, {}) : OK)(response, arrival);
  };
  const project = new Project({ limits: { concurrency: 1 } });
  project.flow("keyed", {
    concurrency: { key: "{{trigger.body.customer}}" },
    retry: { delay: "1h" },
    steps: [callStep(upstream.url, "a", { json: { customer: "{{trigger.body.customer}}" } })],
  });
  const daemon = await project.open();
  const waiting = await daemon.accept("/keyed", { customer: "an" });
  const behind = await daemon.accept("/keyed", { customer: "an" });
  await daemon.runWhen(waiting, ({ steps }) => steps[0]?.attempts[0]?.retry_at !== undefined);
  const other = await daemon.finished(await daemon.accept("/keyed", { customer: "binh" }));
  expect(other.status).toBe("succeeded");
  expect((await daemon.run(waiting)).finished_at).toBeNull();
  expect(await daemon.run(behind)).toMatchObject({ status: "queued", steps: [] });
});
