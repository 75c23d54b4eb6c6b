import { setTimeout as delay } from "node:timers/promises";
import { expect, it, vi } from "vitest";
import type { Answered } from "../support/daemon.ts";
import { Project, shopAt } from "../support/project.ts";
import { json, OK, startUpstream } from "../support/upstream.ts";
import { residentMiB } from "./resident-memory.ts";
import { SCALE, SETTLE_MS, tell } from "./scale.ts";

const CUSTOMERS = Array.from({ length: 50 }, (_, n) => `6523889107654${300 + n}`);

function project(url: string): Project {
  return new Project(shopAt(url, { limits: { backlog: 100_000 } })).flow("tag", {
    connection: "shop",
    concurrency: { key: "{{trigger.body.user}}" },
    steps: [
      {
        id: "tag",
        uses: "ahachat.add_tags",
        with: { user_id: "{{trigger.body.user}}", tags: ["n{{trigger.body.n}}"] },
      },
    ],
  });
}

it("does everything afterwards that was accepted while the platform was down, in order", {
  timeout: SCALE.outageSeconds * 1_000 + SETTLE_MS + 60_000,
}, async () => {
  const bot = await startUpstream();
  bot.answer = json(503, {});
  const daemon = await project(bot.url).start();
  const before = residentMiB(daemon);
  let most = before;
  const sent = SCALE.outageSeconds * SCALE.perSecond;
  const answers: Promise<Answered>[] = [];
  const began = performance.now();
  for (let n = 0; n < sent; n++) {
    const user = CUSTOMERS[n % CUSTOMERS.length];
    answers.push(daemon.post("/tag", { user, n }));
    const early = began + (n * 1_000) / SCALE.perSecond - performance.now();
    if (early > 1) await delay(early);
    if (n % 100 === 0) most = Math.max(most, residentMiB(daemon));
  }
  const statuses = new Set((await Promise.all(answers)).map(({ status }) => status));
  expect([...statuses]).toEqual([202]);
  const tried = bot.arrivals.length;
  bot.arrivals.length = 0;
  bot.answer = OK;
  const upAgain = performance.now();
  await vi.waitFor(() => expect(bot.arrivals.length).toBeGreaterThanOrEqual(sent), {
    timeout: SETTLE_MS,
    interval: 500,
  });
  const drained = performance.now() - upAgain;
  await vi.waitFor(
    async () => {
      for (const status of ["queued", "running", "waiting", "failed"])
        expect(await daemon.runs(`status=${status}&limit=1`)).toEqual([]);
    },
    { timeout: 30_000, interval: 200 },
  );
  // Requests may overtake each other on their way: ids tell the order of acceptance.
  const ids = (await Promise.all(answers)).map(({ body }) => body.run_id);
  const last = new Map<string, string>();
  for (const { path, text } of bot.arrivals) {
    const user = CUSTOMERS.find((one) => (path + text).includes(one)) ?? "";
    const id = ids[Number(/"n(\d+)"/.exec(text)?.[1])] ?? "";
    expect(id > (last.get(user) ?? "")).toBe(true);
    last.set(user, id);
  }
  tell("outage", {
    seconds: SCALE.outageSeconds,
    accepted: sent,
    "calls while it was down": tried,
    "seconds until all were done": Math.round(drained / 1_000),
    "MiB before": before,
    "MiB at most": most,
    "MiB after": residentMiB(daemon),
  });
});
