import { describe, expect, it, vi } from "vitest";
import type { ConnectionList, ConnectionTest } from "#src/generated/admin-api.js";
import { ask } from "../support/admin-api.ts";
import { CANARIES } from "../support/canaries.ts";
import type { AnyDaemon } from "../support/daemon.ts";
import { Project, shopAt } from "../support/project.ts";
import { json, startUpstream } from "../support/upstream.ts";

const listed = async (daemon: AnyDaemon) =>
  (await ask<ConnectionList>(daemon, "GET", "/api/v1/connections")).body.connections;
const test = (daemon: AnyDaemon, name: string) =>
  ask<ConnectionTest>(daemon, "POST", `/api/v1/connections/${name}/test`);

const send = {
  id: "send",
  uses: "ahachat.send_text",
  connection: "shop",
  with: { user_id: "6523889107654321", text: "Hi" },
};

describe("the connections of the admin API", () => {
  it("tell circuit, pause and rate, and which flows use them", async () => {
    const upstream = await startUpstream();
    const { shop = { type: "ahachat" } } = shopAt(upstream.url).connections ?? {};
    const other = {
      ...shop,
      bot_id: "12404830",
      rate_limit: "120/m",
      circuit_breaker: { failures: 1, delay: "1h", max_delay: "1h" },
    };
    const project = new Project({ connections: { shop, other } });
    project.flow("one", { steps: [{ parallel: { a: [send], b: [{ set: { b: 1 } }] } }] });
    project.flow("two", { steps: [{ ...send, connection: "other" }] });
    const daemon = await project.open();
    expect(await listed(daemon)).toEqual([
      {
        name: "shop",
        type: "ahachat",
        circuit: { state: "closed", next_at: null },
        pause_until: null,
        rate: { per_second: 1_000, waiting: 0, used: 0 },
        testable: true,
        flows: ["one"],
      },
      expect.objectContaining({
        name: "other",
        rate: { per_second: 2, waiting: 0, used: 0 },
        flows: ["two"],
      }),
    ]);
    upstream.answer = json(429, {}, { "retry-after": "3600" });
    await daemon.accept("/one", {});
    await vi.waitFor(async () => expect((await listed(daemon))[0]?.pause_until).not.toBeNull());
    await daemon.accept("/one", {});
    await vi.waitFor(async () => expect((await listed(daemon))[0]?.rate.waiting).toBe(1));
    upstream.answer = json(503, {});
    await daemon.accept("/two", {});
    await vi.waitFor(async () => expect((await listed(daemon))[1]?.circuit.state).toBe("open"));
    const next = (await listed(daemon))[1]?.circuit.next_at ?? "";
    expect(Date.parse(next)).toBeGreaterThan(Date.now());
  });

  it("are tried with a call that changes nothing, over every platform that has one", async () => {
    const project = new Project({
      connections: {
        shop: { type: "ahachat", bot_id: "1", bot_token: "t" },
        workspace: { type: "chatbotx", token: "t" },
        blocks: { type: "ahachat", bot_id: "2", bot_token: "t", via: "blocks" },
      },
    });
    project.flow("a", { steps: [{ set: { a: 1 } }] });
    const daemon = await project.open({}, true);
    expect((await listed(daemon)).map(({ name, testable }) => [name, testable])).toEqual([
      ["shop", true],
      ["workspace", true],
      ["blocks", false],
    ]);
    for (const name of ["shop", "workspace"])
      expect(await test(daemon, name)).toMatchObject({
        status: 200,
        body: { ok: true, code: "ok", duration_ms: expect.any(Number) },
      });
    expect(await test(daemon, "blocks")).toMatchObject({ status: 409 });
    expect(await test(daemon, "nobody")).toMatchObject({ status: 404 });
  });

  it("tell why a call failed, and no secret", async () => {
    const upstream = await startUpstream();
    const project = new Project(shopAt(upstream.url)).flow("a", { steps: [send] });
    const daemon = await project.open();
    const error = { message: `bad ${CANARIES.botToken}`, code: 190 };
    upstream.answer = json(401, { success: false, error });
    const { body } = await test(daemon, "shop");
    expect(body).toMatchObject({ ok: false, message: expect.stringContaining("token") });
    expect(JSON.stringify(body)).not.toContain(CANARIES.botToken);
    upstream.answer = json(503, {});
    expect((await test(daemon, "shop")).body).toMatchObject({ ok: false, code: "http_503" });
    await upstream.close();
    expect((await test(daemon, "shop")).body.ok).toBe(false);
    // What is only tried says nothing about the calls of runs.
    expect((await listed(daemon))[0]?.circuit.state).toBe("closed");
  });
});
