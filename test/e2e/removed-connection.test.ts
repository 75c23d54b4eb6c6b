/** A reload takes a connection away under runs that will need it. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Project, shopAt } from "../support/project.ts";
import { reloadNow } from "../support/reloads.ts";
import { json, OK, startUpstream } from "../support/upstream.ts";

const TAG = {
  id: "tag",
  uses: "ahachat.add_tags",
  with: { user_id: "6523889107654321", tags: ["vip"] },
};

async function projectWith(url: string, delay: string) {
  const config = shopAt(url);
  const project = new Project(config);
  project.flow("tags", {
    connection: "shop",
    steps: [
      { id: "go", wait: { webhook: { path: "/go/:key", key: "{{run.id}}" } } },
      { ...TAG, retry: { attempts: 2, delay, backoff: "fixed", jitter: false } },
    ],
  });
  const daemon = await project.open();
  const id = await daemon.accept("/tags", {});
  await daemon.runWhen(id, ({ status }) => status === "waiting");
  const takeAway = async () => {
    rmSync(join(project.flows, "tags.yaml"));
    project.flow("other", { steps: [{ id: "a", set: { x: 1 } }] });
    project.configure({});
    expect((await reloadNow(daemon)).status).toBe(200);
  };
  const putBack = async () => {
    project.configure(config);
    expect((await reloadNow(daemon)).status).toBe(200);
  };
  return { daemon, id, takeAway, putBack };
}

it("fails the step with a reason of its own, which is no bug, after as many tries as it has", async () => {
  const bot = await startUpstream();
  const { daemon, id, takeAway } = await projectWith(bot.url, "10ms");
  await takeAway();
  await daemon.post(`/go/${id}`, {});
  const run = await daemon.finished(id);
  expect(run.error).toMatchObject({ step: "tag", reason: "unavailable", code: "no_connection" });
  expect(run.steps.at(-1)?.attempts).toHaveLength(2);
  expect(daemon.log("a step met a bug of ahaflow")).toEqual([]);
  expect(bot.arrivals).toEqual([]);
});

it("goes on when the connection is put back before the next try", async () => {
  const bot = await startUpstream();
  const { daemon, id, takeAway, putBack } = await projectWith(bot.url, "4s");
  await takeAway();
  await daemon.post(`/go/${id}`, {});
  await daemon.runWhen(id, ({ steps }) => steps.at(-1)?.attempts[0]?.retry_at !== undefined);
  await putBack();
  expect(await daemon.finished(id)).toMatchObject({ status: "succeeded" });
  expect(bot.arrivals).toHaveLength(1);
});

it("holds for a run that waits for the connection itself, too", async () => {
  const bot = await startUpstream();
  bot.answer = json(429, {}, { "retry-after": "3" });
  const { daemon, id, takeAway } = await projectWith(bot.url, "10ms");
  await daemon.post(`/go/${id}`, {});
  await bot.arrived(1);
  await takeAway();
  bot.answer = OK;
  const run = await daemon.finished(id);
  expect(run.error).toMatchObject({ step: "tag", code: "no_connection" });
  expect(daemon.log("a step met a bug of ahaflow")).toEqual([]);
  expect(bot.arrivals).toHaveLength(1);
});
