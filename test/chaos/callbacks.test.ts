import { setTimeout as delay } from "node:timers/promises";
import { expect, it, vi } from "vitest";
import type { Daemon } from "../support/daemon.ts";
import { Project } from "../support/project.ts";
import { SCALE, SETTLE_MS, tell } from "./scale.ts";

/** Rounds whose runs wait at the same time. */
const AT_ONCE = 50;

/** Two runs wait; a callback comes for each, 5 ms apart, and other webhooks beside them. */
async function round(daemon: Daemon, [one, two]: readonly [string, string]): Promise<void> {
  const other = () => daemon.accept("/other", {});
  const answers = [daemon.post(`/go/${one}`, {}), other()];
  await delay(5);
  answers.push(daemon.post(`/go/${two}`, {}));
  const [first, , second] = await Promise.all([...answers, other()]);
  expect([first, second]).toMatchObject([{ status: 202 }, { status: 202 }]);
}

/** The states that some runs are in, of those asked for. */
async function statesOf(daemon: Daemon, asked: readonly string[]): Promise<readonly string[]> {
  const runs = await Promise.all(asked.map((state) => daemon.runs(`status=${state}&limit=1`)));
  return asked.filter((_, at) => runs[at]?.length !== 0);
}

it("ends every run whose callback was answered 202, however close two of them come", {
  timeout: SCALE.callbackRounds * 100 + SETTLE_MS,
}, async () => {
  const project = new Project();
  const webhook = { path: "/go/:key", key: "{{run.id}}" };
  project.flow("waits", { steps: [{ id: "go", wait: { webhook } }] });
  project.flow("other", { steps: [{ id: "a", set: { x: 1 } }] });
  const daemon = await project.start();
  for (let done = 0; done < SCALE.callbackRounds; done += AT_ONCE) {
    const pairs = await Promise.all(
      Array.from({ length: AT_ONCE }, () =>
        Promise.all([daemon.accept("/waits", {}), daemon.accept("/waits", {})]),
      ),
    );
    await vi.waitFor(
      async () => expect(await statesOf(daemon, ["queued", "running"])).toEqual([]),
      { timeout: 30_000 },
    );
    for (const pair of pairs) await round(daemon, pair);
    await vi.waitFor(
      async () => expect(await statesOf(daemon, ["queued", "running", "waiting"])).toEqual([]),
      { timeout: 30_000 },
    );
  }
  expect(await statesOf(daemon, ["failed", "cancelled"])).toEqual([]);
  tell("callbacks", { rounds: SCALE.callbackRounds, runs: 4 * SCALE.callbackRounds });
});
