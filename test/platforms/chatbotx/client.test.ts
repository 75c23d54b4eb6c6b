import { describe, expect, it } from "vitest";
import { CallSignal } from "#src/outgoing/call-signal.js";
import { LocalQuota } from "#src/outgoing/local-quota.js";
import { ChatbotxClient } from "#src/platforms/chatbotx/client.js";
import { startSimulator } from "#src/platforms/chatbotx/simulator/simulator.js";
import { DIALECTS, openShop, settings } from "./actions.ts";
import { AN, shop as shopSeed, WORKSPACE } from "./shop.ts";

const contact_id = AN;
const find = ["find_contact", { contact_id }] as const;

describe.each(DIALECTS)("failures of the server of %s", (dialect) => {
  it("a wrong token is bad_credentials, after one call", async () => {
    const { failure, asked } = await openShop(dialect, { token: "another" });
    expect(await failure("send_text", { contact_id, text: "a" })).toMatchObject({
      reason: "bad_credentials",
      code: "INVALID_CHATBOT_TOKEN",
      hint: expect.stringContaining('connection "shop"'),
    });
    expect(asked()).toHaveLength(1);
  });

  it.each([
    [{ status: 503 }, "unavailable", "http_503"],
    [
      { status: 500, error: { code: "INTERNAL_SERVER_ERROR" } },
      "unavailable",
      "INTERNAL_SERVER_ERROR",
    ],
    [{ status: 403, error: { code: "trialExpired" } }, "forbidden", "trialExpired"],
    [{ status: 403, error: { code: "FORBIDDEN" } }, "forbidden", "FORBIDDEN"],
    [{ status: 400, error: { code: "systemError" } }, "invalid_request", "systemError"],
    [
      { status: 409, error: { code: "idempotencyKeyConflict" } },
      "unavailable",
      "idempotencyKeyConflict",
    ],
    [{ status: 409, error: { code: "other" } }, "invalid_request", "other"],
    [
      { status: 422, error: { code: "idempotencyKeyReused" } },
      "invalid_request",
      "idempotencyKeyReused",
    ],
    [
      { status: 404, body: "Not found", headers: { "content-type": "text/plain" } },
      "invalid_request",
      "no_such_call",
    ],
    [{ status: 200, body: "<h1>Log in</h1>" }, "invalid_request", "unexpected_reply"],
    [{ status: 200, body: {} }, "invalid_request", "unexpected_reply"],
    [{ status: 302, headers: { location: "/login" } }, "invalid_request", "http_302"],
    [{ drop: true }, "unavailable", "UND_ERR_SOCKET"],
  ])("%j is %s", async (fault, reason, code) => {
    const { failure, simulator } = await openShop(dialect);
    simulator.addFault({ endpoint: "*", ...fault });
    expect(await failure(...find)).toMatchObject({ reason, code });
  });

  it("too many calls have their seconds in the text, and let no call go for so long", async () => {
    const { failure, simulator, client } = await openShop(dialect);
    const message = "Too many requests. Retry after 7s.";
    simulator.addFault({ endpoint: "*", status: 429, error: { code: "tooManyRequests", message } });
    expect(await failure(...find)).toMatchObject({ reason: "rate_limited", retryAfterMs: 7_000 });
    expect(client.quota.rate().pausedUntil).toBeDefined();
  });

  it("too many calls without a number wait for the rest of the window", async () => {
    const { failure, simulator } = await openShop(dialect);
    simulator.addFault({ endpoint: "*", status: 429, error: { code: "tooManyRequests" } });
    const { retryAfterMs = -1 } = await failure(...find);
    expect(retryAfterMs).toBeGreaterThan(0);
    expect(retryAfterMs).toBeLessThanOrEqual(10_000);
  });

  it("an input that is refused has its places in the text, and no value", async () => {
    const { failure, simulator } = await openShop(dialect);
    const issues = [
      { path: ["text"], code: "too_big", message: "An Nguyễn" },
      { path: ["Nguyễn An"], code: "x" },
    ];
    const body = { code: "BAD_REQUEST", status: 400, message: "An Nguyễn", data: { issues } };
    simulator.addFault({ endpoint: "*", status: 400, body });
    const error = await failure(...find);
    expect(error.message).toContain("text: too_big");
    expect(error.message).not.toContain("Nguyễn");
  });

  it("a signal ends a call that is out, and a wait for a turn", async () => {
    const { run, simulator } = await openShop(dialect);
    simulator.addFault({ endpoint: "*", delay_ms: 3_600_000 });
    const signal = new CallSignal();
    const waiting = run("upsert_contact", { phone: "0908079999" }, { signal });
    const behind = run("upsert_contact", { phone: "0908079999" }, { signal });
    const ended = Promise.allSettled([waiting, behind]);
    await expect.poll(() => simulator.calls().open).toBe(1);
    const reason = new Error("over");
    signal.abort(reason);
    expect(await ended).toEqual([
      { status: "rejected", reason },
      { status: "rejected", reason },
    ]);
  });
});

it("every write has a key: the same for the same write of a step, another for another one", async () => {
  const { run, simulator } = await openShop("later");
  const context = { idempotencyKey: "run-1/step" };
  const input = { contact_id, text: "một lần" };
  await run("send_text", input, context);
  await run("send_text", input, context);
  await run("send_text", input, { idempotencyKey: "run-2/step" });
  await run("send_text", input, { idempotencyKey: "x".repeat(300) });
  await run("set_fields", { contact_id, fields: { s_short: "a" } }, context);
  await run("set_fields", { contact_id, fields: { s_short: "b" } }, context);
  const report = simulator.contact(WORKSPACE, AN);
  expect(report?.messages.map(({ text }) => text)).toEqual(["một lần", "một lần", "một lần"]);
  expect(report?.custom_fields).toEqual({ s_short: "b" });
});

it("which server answers is asked once, and again when it was updated", async () => {
  const old = await startSimulator({ seed: shopSeed() });
  const port = Number(new URL(old.url).port);
  const shop = await openShop("later");
  const client = new ChatbotxClient(settings(old.baseUrl));
  const tag = (name: string) =>
    shop.run("add_tags", { contact_id, tags: [name] }, { connection: client });
  await tag("VIP");
  await tag("buyer");
  expect(old.calls().counts["unknown"]).toBe(1);
  expect(client.dialect).toBe("2026-08");
  await old.close();
  const limits = { workspace: 0, address: 0 };
  const updated = await startSimulator({
    seed: { ...shopSeed(), dialect: "later" },
    port,
    limits,
  });
  try {
    // The connections to the server of before are gone with it.
    await expect
      .poll(() => shop.run(...find, { connection: client }).catch(() => null))
      .toBeTruthy();
    await shop.run(
      "update_contact",
      { contact_id, set: { first_name: "B" } },
      { connection: client },
    );
    // The old call is still there; what is gone makes it ask again.
    updated.seed({
      workspaces: { [WORKSPACE]: { custom_fields: [{ name: "f", type: "shortText" }] } },
    });
    await shop.run("set_fields", { contact_id, fields: { f: "x" } }, { connection: client });
    expect(client.dialect).toBe("later");
    expect(updated.contact(WORKSPACE, AN)?.custom_fields).toEqual({ f: "x" });
  } finally {
    await client.close();
    await updated.close();
  }
});

it("the calls of one step keep to the rate limit, but for the first, which the engine has admitted", async () => {
  const { simulator, run } = await openShop("2026-08");
  const limited = settings(simulator.baseUrl, { rateLimit: { calls: 1, intervalMs: 3_600_000 } });
  const quota = new LocalQuota(limited);
  const client = new ChatbotxClient(limited, quota);
  const signal = new CallSignal();
  const work = run(...find, { connection: client, signal });
  const ended = Promise.allSettled([work]);
  // Two calls: the first is admitted, the second takes the one place.
  expect(await ended).toMatchObject([{ status: "fulfilled" }]);
  const more = Promise.allSettled([run(...find, { connection: client, signal })]);
  await expect.poll(() => simulator.calls().calls.length).toBe(3);
  const reason = new Error("over");
  signal.abort(reason);
  expect(await more).toEqual([{ status: "rejected", reason }]);
  expect(simulator.calls().calls).toHaveLength(3);
  await client.close();
});
