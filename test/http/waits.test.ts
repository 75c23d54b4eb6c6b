import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import type { Waits } from "#src/generated/admin-api.js";
import { ask } from "../support/admin-api.ts";
import type { AnyDaemon } from "../support/daemon.ts";
import { callStep, Project, shopAt } from "../support/project.ts";
import { json, OK, startUpstream } from "../support/upstream.ts";

type Wait = Waits["waits"][number];

const waitsOf = async (daemon: AnyDaemon, id: string) =>
  (await ask<Waits>(daemon, "GET", `/api/v1/runs/${id}/waits`)).body.waits;

/** What a run waits for, once it waits for something that a condition holds for. */
const waitsWhen = (daemon: AnyDaemon, id: string, condition: (wait: Wait) => boolean) =>
  vi.waitFor(
    async () => {
      const waits = await waitsOf(daemon, id);
      if (!waits.some(condition)) throw new Error(`not yet: ${JSON.stringify(waits)}`);
      return waits;
    },
    { timeout: 15_000, interval: 20 },
  );

/** A step that sends over the connection `shop`. */
const send = (id: string) => ({
  id,
  uses: "ahachat.send_text",
  connection: "shop",
  with: { user_id: "6523889107654321", text: "Hi" },
});

/** The bot of {@link shopAt} with something more. */
function shopWith(baseUrl: string, more: object) {
  const { shop = { type: "ahachat" } } = shopAt(baseUrl).connections ?? {};
  return { ...shop, ...more };
}

describe("why a run waits", () => {
  it("is a time, a callback or a called run, of each branch its own, and nothing at the end", async () => {
    const project = new Project();
    project.flow("parent", {
      steps: [
        {
          id: "both",
          parallel: {
            sleeps: [{ id: "sleeps", wait: { for: "1h" } }],
            asks: [{ id: "asks", wait: { webhook: { path: "/back/:key", key: "{{run.id}}" } } }],
            calls: [{ id: "calls", call: "child", with: {} }],
          },
        },
      ],
    });
    writeFileSync(
      join(project.flows, "child.yaml"),
      "name: child\ninputs: { type: object }\nsteps: [{ id: naps, wait: { for: 2h } }]\n",
    );
    const daemon = await project.open();
    const id = await daemon.accept("/parent", {});
    await waitsWhen(daemon, id, (wait) => wait.for === "run");
    const waits = await vi.waitFor(async () => {
      const all = await waitsOf(daemon, id);
      expect(all).toHaveLength(3);
      return all;
    });
    const [asks, sleeps, calls] = ["callback", "time", "run"].map((what) =>
      waits.find((wait) => wait.for === what),
    );
    expect(sleeps).toMatchObject({ step: "both/sleeps/sleeps", run_id: null });
    const recorded = (await daemon.run(id)).steps.find(({ path }) => path === sleeps?.step);
    expect(sleeps).toMatchObject({ since: recorded?.started_at, until: recorded?.wake_at });
    expect(asks).toMatchObject({ step: "both/asks/asks", until: null });
    const child = calls?.run_id ?? "";
    expect((await daemon.run(child)).flow).toBe("child");
    expect(await waitsWhen(daemon, child, () => true)).toMatchObject([
      { for: "time", step: "naps" },
    ]);
    await daemon.admin(`/api/v1/runs/${id}/cancel`, "POST");
    await daemon.finished(id);
    expect(await waitsOf(daemon, id)).toEqual([]);
    expect((await ask(daemon, "GET", "/api/v1/runs/nobody/waits")).status).toBe(404);
  });

  it("is the run that has its key, with those before it, and how long it usually takes", async () => {
    const project = new Project();
    project.flow("turns", {
      concurrency: { key: "{{trigger.body.key}}" },
      steps: [{ if: "{{trigger.body.slow}}", wait: { for: "1h" } }],
    });
    const daemon = await project.open();
    await daemon.finished(await daemon.accept("/turns", { key: "free", slow: false }));
    const body = { key: "a", slow: true };
    const holder = await daemon.accept("/turns", body);
    await daemon.accept("/turns", body);
    const third = await daemon.accept("/turns", body);
    const [wait] = await waitsOf(daemon, third);
    expect(wait).toMatchObject({ for: "key", step: null, run_id: holder, ahead: 2 });
    expect(wait?.usual_ms).toBeGreaterThanOrEqual(0);
    expect(wait?.since).toBe((await daemon.run(third)).created_at);
  });

  it("is a place while all are taken", async () => {
    const upstream = await startUpstream();
    const open: (() => void)[] = [];
    upstream.answer = (response, arrival) => void open.push(() => OK(response, arrival));
    const project = new Project({ limits: { concurrency: 1 } });
    project.flow("a", { steps: [callStep(upstream.url, "a")] });
    const daemon = await project.open();
    const first = await daemon.accept("/a", {});
    await vi.waitFor(() => expect(open).toHaveLength(1));
    await daemon.accept("/a", {});
    const third = await daemon.accept("/a", {});
    expect(await waitsOf(daemon, third)).toMatchObject([{ for: "place", ahead: 1, step: null }]);
    // A call that is out waits for nothing that anybody could change.
    expect(await waitsOf(daemon, first)).toEqual([]);
    upstream.answer = OK;
    for (const answer of open) answer();
    await daemon.allFinished(3);
  });

  it("is the rate limit, the pause or the rest of a connection, or the next try", async () => {
    const upstream = await startUpstream();
    upstream.answer = OK;
    const project = new Project({
      connections: { shop: shopWith(upstream.url, { rate_limit: "1/h" }) },
    });
    project.flow("rate", { steps: [send("a")] });
    project.flow("again", {
      steps: [callStep(upstream.url, "again", { retry: { attempts: 2, delay: "1h" } })],
    });
    const daemon = await project.open();
    upstream.answer = json(200, { success: true });
    await daemon.finished(await daemon.accept("/rate", {}));
    const limitedRun = await daemon.accept("/rate", {});
    const [rate] = await waitsWhen(daemon, limitedRun, () => true);
    expect(rate).toMatchObject({ for: "rate", step: "a", connection: "shop" });
    upstream.answer = json(503, {});
    const again = await daemon.accept("/again", {});
    const [retry] = await waitsWhen(daemon, again, () => true);
    expect(retry).toMatchObject({ for: "retry", step: "again", connection: null });
    const [step] = (await daemon.run(again)).steps;
    expect(retry?.until).toBe(step?.attempts[0]?.retry_at);
  });

  it("is a connection that asked to be left alone, or that rests", async () => {
    const upstream = await startUpstream();
    const circuit_breaker = { failures: 1, delay: "1h", max_delay: "1h" };
    const shop = shopWith(upstream.url, { circuit_breaker });
    const project = new Project({ connections: { shop, other: { ...shop, bot_id: "12404830" } } });
    project.flow("rests", { steps: [send("a")] });
    project.flow("paused", { steps: [{ ...send("b"), connection: "other" }] });
    const daemon = await project.open();
    upstream.answer = json(503, {});
    const rests = await daemon.accept("/rests", {});
    const [circuit] = await waitsWhen(daemon, rests, (wait) => wait.for === "circuit");
    expect(circuit).toMatchObject({ step: "a", connection: "shop" });
    upstream.answer = json(429, {}, { "retry-after": "3600" });
    const asked = await daemon.accept("/paused", {});
    await waitsWhen(daemon, asked, (wait) => wait.for === "retry");
    const behind = await daemon.accept("/paused", {});
    const [pause] = await waitsWhen(daemon, behind, () => true);
    expect(pause).toMatchObject({ for: "pause", step: "b", connection: "other" });
    expect(Date.parse(pause?.until ?? "")).toBeGreaterThan(Date.now() + 3_000_000);
  });

  it("is its version while the files of now lack what it needs", async () => {
    const upstream = await startUpstream();
    const project = new Project(shopAt(upstream.url));
    project.flow("old", {
      steps: [{ wait: { webhook: { path: "/go/:key", key: "x" } } }, send("a")],
    });
    const first = await project.open();
    const id = await first.accept("/old", {});
    await first.runWhen(id, ({ status }) => status === "waiting");
    await first.stop();
    project.configure({});
    project.flow("old", { steps: [{ set: { a: 1 } }] });
    const daemon = await project.open();
    await fetch(`${daemon.webhookUrl}/go/x`, { method: "POST" });
    expect(await waitsWhen(daemon, id, (wait) => wait.for === "version")).toMatchObject([
      { for: "version", step: null },
    ]);
  });
});
