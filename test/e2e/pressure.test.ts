import { expect, it, vi } from "vitest";
import { callStep, Project, shopAt } from "../support/project.ts";
import { json, OK, type RecordingServer, startUpstream } from "../support/upstream.ts";

/** Holds every answer back until the test lets them go. */
function holdAnswers(upstream: RecordingServer): () => void {
  const held: (() => void)[] = [];
  upstream.answer = (response, arrival) => held.push(() => OK(response, arrival));
  return () => {
    upstream.answer = OK;
    for (const answer of held) answer();
  };
}

it("answers 503 when the backlog is full, and does all that it has accepted", async () => {
  const upstream = await startUpstream();
  const letGo = holdAnswers(upstream);
  const project = new Project({ limits: { concurrency: 2, backlog: 5 } });
  project.flow("one", { steps: [callStep(upstream.url, "a")] });
  const daemon = await project.start();
  const answers = await Promise.all(Array.from({ length: 20 }, () => daemon.post("/one", {})));
  const refused = answers.filter(({ status }) => status === 503);
  expect(refused).toHaveLength(15);
  expect(answers.filter(({ status }) => status === 202)).toHaveLength(5);
  for (const { headers, body } of refused) {
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    expect(body).toMatchObject({ error: { code: "backlog_full" } });
  }
  const byHand = await fetch(`${daemon.adminUrl}/api/v1/flows/one/runs`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{ "payload": {} }',
  });
  expect(byHand.status).toBe(503);
  expect(Number(byHand.headers.get("retry-after"))).toBeGreaterThan(0);
  letGo();
  const runs = await daemon.allFinished(5);
  expect(runs.map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => "succeeded"));
  await daemon.finished(await daemon.accept("/one", {}));
});

it("leaves room for the trickle of one flow beside the flood of another", async () => {
  const upstream = await startUpstream();
  const letGo = holdAnswers(upstream);
  const project = new Project({ limits: { concurrency: 2, backlog: 100 } });
  for (const name of ["flood", "trickle"])
    project.flow(name, { steps: [callStep(upstream.url, "a")] });
  const daemon = await project.start();
  const flood = await Promise.all(Array.from({ length: 200 }, () => daemon.post("/flood", {})));
  const kept = flood.filter(({ status }) => status === 202);
  expect(kept.length).toBeGreaterThanOrEqual(80);
  expect(kept.length).toBeLessThan(95);
  expect(flood.filter(({ status }) => status === 503)).toHaveLength(200 - kept.length);
  for (let n = 0; n < 5; n++) await daemon.accept("/trickle", {});
  letGo();
  await daemon.allFinished(kept.length + 5);
});

const CUSTOMERS = Array.from({ length: 10 }, (_, n) => `65238891076543${10 + n}`);

/** A bot that is down until the test says otherwise, and a flow of one call for each webhook. */
async function botThatIsDown(circuit_breaker: object) {
  const bot = await startUpstream();
  bot.answer = json(503, {});
  const config = shopAt(bot.url, { defaults: { retry: { attempts: 4, delay: "20ms" } } });
  Object.assign(config.connections?.["shop"] ?? {}, { circuit_breaker });
  const project = new Project(config);
  project.flow("tag", {
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
  return { bot, project };
}

it("lets runs wait while the platform is down, without a failure, and in the order of each customer", async () => {
  const { bot, project } = await botThatIsDown({ failures: 3, delay: "50ms", max_delay: "200ms" });
  const daemon = await project.start();
  for (let n = 0; n < 20; n++)
    await Promise.all(CUSTOMERS.map((user) => daemon.accept("/tag", { user, n })));
  await vi.waitFor(
    () =>
      expect(
        daemon.log(
          "the connection is down: its calls wait, and one at a time sees whether it is back",
        ).length,
      ).toBeGreaterThan(3),
    { timeout: 10_000 },
  );
  const before = await daemon.runs();
  expect(before.filter(({ finished_at }) => finished_at !== null)).toEqual([]);
  bot.arrivals.length = 0;
  bot.answer = OK;
  const runs = await daemon.allFinished(200);
  expect(new Set(runs.map(({ status }) => status))).toEqual(new Set(["succeeded"]));
  expect(daemon.log("the connection works again").length).toBeGreaterThan(0);
  for (const user of CUSTOMERS) {
    const tags = bot.arrivals
      .filter(({ text, path }) => `${path}${text}`.includes(user))
      .map(({ text }) => /"n(\d+)"/.exec(text)?.[1]);
    expect(tags).toEqual(Array.from({ length: 20 }, (_, n) => String(n)));
  }
});

it("goes on after a crash with what waited for the platform, and shows why it waited", async () => {
  const { bot, project } = await botThatIsDown({ failures: 1, delay: "6s", max_delay: "6s" });
  const first = await project.start();
  const ids = await Promise.all(CUSTOMERS.map((user, n) => first.accept("/tag", { user, n })));
  for (const id of ids) {
    const run = await first.runWhen(id, ({ status }) => status === "waiting");
    const reason = run.steps[0]?.attempts.at(-1)?.error?.reason;
    expect(reason).toBe("circuit_open");
  }
  await first.crash();
  bot.answer = OK;
  const second = await project.start();
  for (const id of ids) expect(await second.finished(id)).toMatchObject({ status: "succeeded" });
});
