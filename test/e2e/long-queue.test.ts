/** Many runs of one key, and what they leave to the others. */
import { expect, it, vi } from "vitest";
import { callStep, Project } from "../support/project.ts";
import { reloadNow } from "../support/reloads.ts";
import { callsOf, OK, startUpstream } from "../support/upstream.ts";

const MANY = 1_000;

const acceptMany = async (accept: () => Promise<string>, count: number) => {
  const ids: string[] = [];
  while (ids.length < count) ids.push(...(await Promise.all(Array.from({ length: 50 }, accept))));
  return ids;
};

it("accepts and runs a second flow at once beside a thousand behind one that rests", async () => {
  const upstream = await startUpstream();
  const project = new Project({ limits: { backlog: 100 } });
  project.flow("rests", {
    concurrency: { key: "one" },
    steps: [{ id: "long", wait: { for: "2h" } }, callStep(upstream.url, "never")],
  });
  project.flow("other", { steps: [callStep(upstream.url, "a")] });
  const daemon = await project.start();
  const first = await daemon.accept("/rests", {});
  await daemon.runWhen(first, ({ status }) => status === "waiting");
  await acceptMany(() => daemon.accept("/rests", {}), MANY);
  const id = await daemon.accept("/other", {});
  expect(await daemon.finished(id)).toMatchObject({ status: "succeeded" });
  expect(callsOf(upstream)).toEqual([`${id} a`]);

  // And so it does after a crash.
  await daemon.crash();
  const next = await project.start();
  await next.finished(await next.accept("/other", {}));
  expect(upstream.arrivals).toHaveLength(2);
});

it("stops with a long queue and an open answer, and does all of it at the next start", async () => {
  const upstream = await startUpstream();
  let letGo: (() => void) | undefined;
  upstream.answer = (response, arrival) => {
    letGo = () => OK(response, arrival);
  };
  const project = new Project({ limits: { concurrency: 1 } });
  project.flow("one", { steps: [callStep(upstream.url, "a")] });
  const fallback = { status: 200, body: { later: true } };
  project.flow("asks", {
    webhook: { respond: { timeout: "60s", fallback } },
    steps: [callStep(upstream.url, "b"), { respond: { body: { never: true } } }],
  });
  const before = await project.start();
  const [first = ""] = await acceptMany(() => before.accept("/one", {}), MANY);
  await upstream.arrived(1);
  const asked = before.post("/asks", {});
  await vi.waitFor(async () => expect(await before.runs("flow=asks")).toHaveLength(1));
  const stopped = before.stop();
  expect(await asked).toMatchObject(fallback);
  upstream.answer = OK;
  letGo?.();
  expect(await stopped).toBe(0);
  expect(before.errors).toBe("");
  expect(callsOf(upstream)).toEqual([`${first} a`]);

  project.configure({});
  const daemon = await project.start();
  const isDone = async () => {
    for (const status of ["queued", "running", "failed"])
      expect(await daemon.runs(`status=${status}&limit=1`)).toEqual([]);
  };
  await vi.waitFor(isDone, { timeout: 60_000, interval: 100 });
  expect(new Set(callsOf(upstream)).size).toBe(MANY + 1);
  expect(upstream.arrivals).toHaveLength(MANY + 1);
});

it("takes a changed limit from a reload at once, in order", async () => {
  const upstream = await startUpstream();
  const held: (() => void)[] = [];
  upstream.answer = (response, arrival) => void held.push(() => OK(response, arrival));
  const project = new Project();
  const write = (limit: number) =>
    project.flow("keyed", {
      concurrency: { key: "one", limit },
      steps: [callStep(upstream.url, "a")],
    });
  write(1);
  const daemon = await project.start();
  const ids: string[] = [];
  for (let n = 0; n < 5; n++) ids.push(await daemon.accept("/keyed", {}));
  await upstream.arrived(1);
  write(3);
  expect((await reloadNow(daemon)).status).toBe(200);
  await upstream.arrived(3);
  expect(new Set(callsOf(upstream))).toEqual(new Set(ids.slice(0, 3).map((id) => `${id} a`)));

  write(1);
  expect((await reloadNow(daemon)).status).toBe(200);
  for (const id of ids.slice(0, 2)) {
    held.shift()?.();
    await vi.waitFor(async () => {
      const runs = await daemon.runs("status=succeeded");
      expect(runs.length).toBe(ids.indexOf(id) + 1);
    });
  }
  expect(upstream.arrivals).toHaveLength(3);
  held.shift()?.();
  await upstream.arrived(4);
  expect(callsOf(upstream)[3]).toBe(`${ids[3]} a`);
});
