import { expect, it, vi } from "vitest";
import { EventReader } from "../support/events.ts";
import { PostgresServer } from "../support/postgres.ts";
import { Project, shopAt } from "../support/project.ts";
import { OK, type RecordingServer, startUpstream } from "../support/upstream.ts";

const server = PostgresServer.forTests();

/** A step that sends a text. */
function say(text: string) {
  return { uses: "ahachat.send_text", with: { user_id: "6543210987654321", text } };
}

/** The text that a call sends. */
function textOf({ json: sent }: RecordingServer["arrivals"][number]): string {
  return JSON.stringify(sent).match(/(quick|slow) SP\d/)?.[0] ?? "";
}

it("shares the work of one journal, and goes on with what a killed node had", async () => {
  const platform = await startUpstream();
  const env = { AHAFLOW_DATABASE_URL: await server.database() };
  const project = new Project(shopAt(platform.url)).flow("cart", {
    connection: "shop",
    concurrency: { key: "{{trigger.body.user_id}}" },
    steps: [
      { id: "later", wait: { for: "1s" } },
      {
        id: "remind",
        uses: "ahachat.send_text",
        with: { user_id: "{{trigger.body.user_id}}", text: "{{trigger.body.id}}" },
      },
    ],
  });
  const nodes = await Promise.all([project.start(env), project.start(env)]);
  const [first, second] = nodes;
  const ids: string[] = [];
  for (let n = 0; n < 10; n++)
    for (const node of nodes)
      ids.push(await node.accept("/cart", { id: `DH${n}`, user_id: `654321098765432${n % 5}` }));
  first.child.kill("SIGKILL");
  await first.ended;
  let tries = 0;
  for (const id of ids) {
    const run = await second.finished(id);
    expect(run).toMatchObject({ status: "succeeded", error: null });
    tries += run.steps.find(({ path }) => path === "remind")?.attempts.length ?? 0;
  }
  // On a slow machine a call was out when the first one was killed: it is made again.
  expect(platform.arrivals.length).toBeGreaterThanOrEqual(ids.length);
  expect(platform.arrivals.length).toBeLessThanOrEqual(tries);
  await second.stop();
});

it("answers a webhook on the node that it came to, also when the node dies that does its run", async () => {
  const platform = await startUpstream();
  platform.answer = (response, arrival) => {
    const isQuick = textOf(arrival).startsWith("quick");
    setTimeout(() => OK(response, arrival), isQuick ? 0 : 1_500);
  };
  const env = { AHAFLOW_DATABASE_URL: await server.database() };
  // One place each: what the first one accepts is done by the second one, too.
  const settings = { ...shopAt(platform.url), limits: { concurrency: 1 } };
  const project = new Project(settings).flow("price", {
    connection: "shop",
    webhook: { respond: { timeout: "60s" } },
    steps: [
      say("quick {{trigger.body.id}}"),
      say("slow {{trigger.body.id}}"),
      { id: "say", respond: { status: 201, body: { price: "{{trigger.body.id}}" } } },
    ],
  });
  const first = await project.start(env);
  const second = await project.start(env);
  const asked = [0, 1, 2, 3].map((n) => first.post("/price", { id: `SP${n}` }));
  const sent = (what: string) =>
    platform.arrivals
      .map(textOf)
      .flatMap((text) => (text.startsWith(what) ? [text.slice(-3)] : []));
  await vi.waitFor(() => expect(sent("slow")).toHaveLength(2), 20_000);
  second.child.kill("SIGKILL");
  const pastFirst = sent("slow");
  const answers = (await Promise.all(asked)).map(({ status, body }) => [status, body]);
  expect(answers).toEqual(asked.map((_, n) => [201, { price: `SP${n}` }]));
  // What had ended is not done again.
  for (const id of pastFirst) expect(sent("quick").filter((one) => one === id)).toEqual([id]);
  await first.stop();
});

it("tells of what happens on any node to whoever follows the feed of one", async () => {
  const platform = await startUpstream();
  const env = { AHAFLOW_DATABASE_URL: await server.database() };
  const project = new Project(shopAt(platform.url)).flow("note", {
    steps: [{ id: "noted", set: { seen: true } }],
  });
  const [first, second] = await Promise.all([project.start(env), project.start(env)]);
  const follower = await EventReader.open(second.adminUrl, "of=runs");
  await vi.waitFor(
    async () => {
      // The other one begins to tell a moment after it was asked.
      const id = await first.accept("/note", {});
      await second.finished(id);
      const ends = follower.events.filter(({ data }) => data["status"] === "succeeded");
      expect(ends.length).toBeGreaterThan(3);
    },
    { timeout: 20_000, interval: 100 },
  );
  await Promise.all([first.stop(), second.stop()]);
});

it("says of a run which newer one ended it, also where that came to another node", async () => {
  const platform = await startUpstream();
  const held: (() => void)[] = [];
  platform.answer = (response, arrival) => void held.push(() => OK(response, arrival));
  const env = { AHAFLOW_DATABASE_URL: await server.database() };
  const concurrency = { key: "{{trigger.body.user_id}}", when_full: "restart" } as const;
  const rest = { id: "rest", wait: { for: "9h" } };
  const both = { id: "both", parallel: { calls: [say("one")], rests: [rest] } };
  const project = new Project(shopAt(platform.url))
    .flow("rests", { concurrency, steps: [rest] })
    .flow("works", { connection: "shop", concurrency, steps: [both] });
  const [first, second] = await Promise.all([project.start(env), project.start(env)]);
  const restOf = async (id: string) =>
    (await first.run(id)).steps.find(({ path }) => path.endsWith("rest"))?.status;
  const expectEnded = async (older: string, newer: string) =>
    expect(await first.finished(older)).toMatchObject({
      status: "cancelled",
      error: {
        reason: "cancelled",
        code: "superseded",
        message: `a newer run with its concurrency key ended it: ${newer}`,
      },
    });
  const customer = { user_id: "6543210987654321" };

  const resting = await first.accept("/rests", customer);
  await expectEnded(resting, await second.accept("/rests", customer));

  const working = await first.accept("/works", customer);
  await vi.waitFor(() => expect(held).toHaveLength(1), 20_000);
  const newer = await second.accept("/works", customer);
  // Whoever works on it has heard of the newer one before its call ends.
  await vi.waitFor(async () => expect(await restOf(working)).toBe("cancelled"), 20_000);
  platform.answer = OK;
  held[0]?.();
  await expectEnded(working, newer);
  await Promise.all([first.stop(), second.stop()]);
});
