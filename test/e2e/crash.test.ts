import { expect, it, vi } from "vitest";
import type { Daemon, ShownRun } from "../support/daemon.ts";
import { callStep, Project } from "../support/project.ts";
import { callsOf, OK, startUpstream } from "../support/upstream.ts";

const WEBHOOKS = 500;
const AT_ONCE = 8;
const STEPS = ["a", "b", "c"];

it("finishes everything that was accepted, over four kills, and repeats only what was out", async () => {
  const upstream = await startUpstream();
  const project = new Project({ limits: { concurrency: AT_ONCE } });
  project.flow("three", { steps: STEPS.map((id) => callStep(upstream.url, id)) });
  let current = project.start();
  const restart = async (daemon: Daemon) => {
    await daemon.crash();
    return project.start();
  };
  const kill = async () => {
    const daemon = await current;
    // Set before the kill, so that senders wait for the next daemon.
    current = restart(daemon);
    await current;
  };

  const sending = sendAll(() => current);
  await upstream.arrived(50);
  await kill();
  await upstream.arrived(500);
  await kill();
  const held: string[] = [];
  upstream.answer = () => {
    held.push(callsOf(upstream).at(-1) as string);
  };
  await vi.waitFor(() => expect(held).toHaveLength(AT_ONCE), { timeout: 20_000 });
  upstream.answer = OK;
  await kill();
  await upstream.arrived(1_100);
  await kill();
  const accepted = await sending;

  expect(new Set(accepted).size).toBe(WEBHOOKS);
  const daemon = await current;
  const runs = await daemon.finishedAll(accepted);
  expect(runs.filter(({ status }) => status !== "succeeded")).toEqual([]);
  const calls = countCalls(callsOf(upstream));
  let interrupted = 0;
  for (const run of runs)
    for (const step of run.steps) {
      const cutOff = interruptedAttempts(run, step.path);
      const count = calls.get(`${run.id} ${step.path}`) ?? 0;
      expect(count).toBeGreaterThanOrEqual(1);
      expect(count, "a finished step was called again").toBeLessThanOrEqual(1 + cutOff);
      interrupted += cutOff;
    }
  expect(runs.flatMap(({ steps }) => steps)).toHaveLength(WEBHOOKS * STEPS.length);
  expect(interrupted).toBeLessThanOrEqual(4 * AT_ONCE);
  for (const call of held) {
    const [id, path] = call.split(" ") as [string, string];
    expect(calls.get(call)).toBeGreaterThanOrEqual(2);
    expect(interruptedAttempts(await daemon.run(id), path)).toBeGreaterThanOrEqual(1);
  }
});

it("does not repeat a call that was out when the step says on_doubt: fail", async () => {
  const upstream = await startUpstream();
  const project = new Project();
  project.flow("careful", {
    steps: [callStep(upstream.url, "a", { on_doubt: "fail" }), callStep(upstream.url, "b")],
  });
  upstream.answer = () => undefined;
  const before = await project.start();
  const id = await before.accept("/careful", {});
  await upstream.arrived(1);
  await before.crash();
  upstream.answer = OK;

  const run = await (await project.start()).finished(id);
  expect(run).toMatchObject({ status: "failed", error: { reason: "interrupted", step: "a" } });
  expect(run.steps).toHaveLength(1);
  expect(run.steps[0]).toMatchObject({ status: "failed", error: { reason: "interrupted" } });
  expect(upstream.arrivals).toHaveLength(1);
});

it("lets an interrupted call use up no try", async () => {
  const upstream = await startUpstream();
  const project = new Project();
  project.flow("once", { steps: [callStep(upstream.url, "a", { retry: { attempts: 1 } })] });
  upstream.answer = () => undefined;
  const before = await project.start();
  const id = await before.accept("/once", {});
  await upstream.arrived(1);
  await before.crash();
  upstream.answer = OK;

  const run = await (await project.start()).finished(id);
  expect(run.status).toBe("succeeded");
  expect(run.steps[0]?.attempts.map(({ error }) => error?.reason)).toEqual([
    "interrupted",
    undefined,
  ]);
});

/** Sends every webhook until it is answered 202, whatever becomes of the daemon meanwhile. */
async function sendAll(current: () => Promise<Daemon>): Promise<string[]> {
  const accepted: string[] = [];
  let left = WEBHOOKS;
  const sender = async () => {
    while (left > 0) {
      left--;
      const daemon = await current();
      const id = await daemon.accept("/three", {}).catch(onlyCutOff);
      if (id === undefined) left++;
      else accepted.push(id);
    }
  };
  await Promise.all(Array.from({ length: 10 }, sender));
  // One sender's failed webhook may have come back after the others had left.
  await sender();
  return accepted;
}

/** fetch says so by a TypeError when the daemon is gone; any answer but 202 is a failure. */
function onlyCutOff(error: unknown): undefined {
  if (!(error instanceof TypeError)) throw error;
}

function countCalls(calls: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const call of calls) counts.set(call, (counts.get(call) ?? 0) + 1);
  return counts;
}

function interruptedAttempts({ steps }: ShownRun, path: string): number {
  const attempts = steps.find((step) => step.path === path)?.attempts ?? [];
  return attempts.filter(({ error }) => error?.reason === "interrupted").length;
}
