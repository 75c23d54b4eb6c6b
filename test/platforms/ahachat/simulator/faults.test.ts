import { describe, expect, it } from "vitest";
import { BOT, call, refused, request, start, USER } from "./platform.ts";

const TAGS = `users/${USER}/tags`;
const BODY = { tags: ["vip"] };

describe("faults", () => {
  it("hit in the order of their definition, each as often as it says", async () => {
    const simulator = await start();
    simulator.addFault({ endpoint: "add_tags", status: 503, times: 2 });
    simulator.addFault({ endpoint: "*", error: { code: 368 } });
    const statuses: number[] = [];
    for (let n = 0; n < 4; n += 1) {
      statuses.push((await call(simulator, "POST", TAGS, BODY)).status);
    }
    expect(statuses).toEqual([503, 503, 400, 200]);
  });

  it("answer with status, body and headers", async () => {
    const simulator = await start();
    simulator.addFault({
      endpoint: "add_tags",
      status: 429,
      body: { odd: true },
      headers: { "Retry-After": "7" },
    });
    const answer = await call(simulator, "POST", TAGS, BODY);
    expect(answer).toMatchObject({ status: 429, body: { odd: true } });
    expect(answer.headers.get("retry-after")).toBe("7");
    expect(simulator.user(BOT, USER)?.tags).toEqual(["new"]);
  });

  it("answer with a text as it is, and with failure on 200", async () => {
    const simulator = await start();
    simulator.addFault({ endpoint: "*", status: 502, body: "<h1>Bad gateway</h1>" });
    simulator.addFault({ endpoint: "*", body: { success: false } });
    const page = await call(simulator, "POST", TAGS, BODY);
    expect(page).toMatchObject({ status: 502, body: "<h1>Bad gateway</h1>" });
    expect(page.headers.get("content-type")).toContain("text/html");
    expect(await call(simulator, "POST", TAGS, BODY)).toMatchObject({
      status: 200,
      body: { success: false },
    });
  });

  it("answer with Messenger's codes", async () => {
    const simulator = await start();
    simulator.addFault({ endpoint: "*", error: { code: 100, subcode: 2018001 }, status: 404 });
    const answer = await call(simulator, "POST", TAGS, BODY);
    expect(answer.status).toBe(404);
    expect(answer.body).toEqual(refused(100, 2018001));
  });

  it.each(["send_text", "send_dynamic", "messages"])("for %s hit messages", async (endpoint) => {
    const simulator = await start();
    simulator.addFault({ endpoint, status: 500 });
    expect((await call(simulator, "POST", TAGS, BODY)).status).toBe(200);
    const messages = [{ text: "a" }];
    const answer = await call(simulator, "POST", `users/${USER}/messages`, { messages });
    expect(answer.status).toBe(500);
  });

  it("hit only the bot and the user that they name, by phone too", async () => {
    const simulator = await start();
    simulator.seed({ bots: { [BOT]: { users: { "2": {} } } } });
    simulator.addFault({ endpoint: "*", bot: "other", status: 500, times: null });
    simulator.addFault({ endpoint: "*", bot: BOT, user: USER, status: 500, times: null });
    const paths = [
      "users/2?",
      "phones?phone=0912345678&",
      `users/${USER}?`,
      "phones?phone=0908071111&",
    ];
    const statuses: number[] = [];
    for (const path of paths) statuses.push((await call(simulator, "GET", path)).status);
    expect(statuses).toEqual([200, 404, 500, 500]);
  });

  it("go on with times null, until they are cleared", async () => {
    const simulator = await start();
    simulator.addFault({ endpoint: "*", status: 500, times: null });
    for (let n = 0; n < 3; n += 1) {
      expect((await call(simulator, "POST", TAGS, BODY)).status).toBe(500);
    }
    simulator.clearFaults();
    expect((await call(simulator, "POST", TAGS, BODY)).status).toBe(200);
  });

  it("drop the connection before the effect", async () => {
    const simulator = await start();
    simulator.addFault({ endpoint: "add_tags", drop: true });
    await expect(call(simulator, "POST", TAGS, BODY)).rejects.toThrow("fetch failed");
    expect(simulator.user(BOT, USER)?.tags).toEqual(["new"]);
    expect(simulator.calls().calls).toMatchObject([{ outcome: "dropped", status: null }]);
  });

  it("with after, let the effect happen first", async () => {
    const simulator = await start();
    simulator.addFault({ endpoint: "add_tags", drop: true, after: true });
    simulator.addFault({ endpoint: "add_tags", status: 504, after: true });
    await expect(call(simulator, "POST", TAGS, BODY)).rejects.toThrow("fetch failed");
    expect(simulator.user(BOT, USER)?.tags).toEqual(["new", "vip"]);
    expect((await call(simulator, "POST", TAGS, { tags: ["two"] })).status).toBe(504);
    expect(simulator.user(BOT, USER)?.tags).toEqual(["new", "vip", "two"]);
  });

  it("delay the effect and the answer", async () => {
    const simulator = await start();
    simulator.addFault({ endpoint: "add_tags", delay_ms: 50 });
    const answer = await call(simulator, "POST", TAGS, BODY);
    expect(answer.status).toBe(200);
    expect(simulator.user(BOT, USER)?.tags).toEqual(["new", "vip"]);
  });

  it("that delay keep the call open, and end with the simulator", async () => {
    const simulator = await start();
    simulator.addFault({ endpoint: "add_tags", delay_ms: 3_600_000 });
    const waiting = call(simulator, "POST", TAGS, BODY);
    const failed = waiting.then(
      () => false,
      () => true,
    );
    await expect.poll(() => simulator.calls().open).toBe(1);
    expect(simulator.calls().calls[0]).toMatchObject({ outcome: "open", status: null });
    await simulator.close();
    expect(await failed).toBe(true);
    expect(simulator.user(BOT, USER)?.tags).toEqual(["new"]);
  });

  it("do not stop the effect when the caller hangs up", async () => {
    const simulator = await start();
    simulator.addFault({ endpoint: "add_tags", delay_ms: 200 });
    const hangUp = new AbortController();
    const waiting = fetch(`${simulator.url}/api/bots/${BOT}/${TAGS}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ahachat_token: "t0ken", ...BODY }),
      signal: hangUp.signal,
    });
    const failed = waiting.then(
      () => false,
      () => true,
    );
    await expect.poll(() => simulator.calls().open).toBe(1);
    hangUp.abort();
    expect(await failed).toBe(true);
    await expect.poll(() => simulator.calls().calls[0]?.outcome).toBe("dropped");
    await expect.poll(() => simulator.user(BOT, USER)?.tags).toEqual(["new", "vip"]);
  });

  it.each<[string, object]>([
    ["an unknown endpoint", { endpoint: "send", status: 500 }],
    ["an unknown key", { endpoint: "*", status: 500, delay: 1 }],
    ["nothing that goes wrong", { endpoint: "*" }],
    ["a status that is none", { endpoint: "*", status: 99 }],
    ["no times at all", { endpoint: "*", status: 500, times: 0 }],
    ["a code that is text", { endpoint: "*", error: { code: "10" } }],
    ["a delay below 0", { endpoint: "*", delay_ms: -1 }],
    ["a header that is a number", { endpoint: "*", status: 500, headers: { a: 1 } }],
  ])("are refused with %s", async (_, fault) => {
    const simulator = await start();
    const answer = await request(simulator, "POST", "/_simulator/faults", fault);
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({
      error: { code: "invalid", message: expect.stringMatching(/^fault/) },
    });
  });
});
