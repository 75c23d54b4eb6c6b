import { describe, expect, it } from "vitest";
import { startSimulator } from "#src/platforms/ahachat/simulator/simulator.js";
import { BOT, call, refused, request, SHOP, start, TOKEN, USER } from "./platform.ts";

describe("the control API", () => {
  it("seeds, shows the state and the user", async () => {
    const simulator = await start({ seed: {} });
    expect((await request(simulator, "POST", "/_simulator/seed", SHOP)).status).toBe(200);
    await call(simulator, "POST", `users/${USER}/messages`, { messages: [{ text: "hi" }] });
    const state = await request(simulator, "GET", "/_simulator/state");
    expect(state.body).toMatchObject({
      open: false,
      reject_retired_tags: false,
      bots: {
        [BOT]: {
          blocks: ["Order thanks", "silent"],
          tags: ["new"],
          users: { [USER]: { first_name: "An" } },
        },
      },
    });
    const user = await request(simulator, "GET", `/_simulator/bots/${BOT}/users/${USER}`);
    expect(user.body).toMatchObject({
      id: USER,
      reachable: true,
      received_total: 1,
      received: [{ messages: [{ text: "hi" }] }],
    });
  });

  it("merges a seed: what it leaves out stays", async () => {
    const simulator = await start();
    await call(simulator, "POST", `users/${USER}/attributes`, { a: 1, b: 1 });
    const seed = {
      bots: {
        [BOT]: { users: { [USER]: { tags: ["x"], attributes: { b: 2 }, phone: "0912345678" } } },
      },
    };
    await request(simulator, "POST", "/_simulator/seed", seed);
    expect(simulator.user(BOT, USER)).toMatchObject({
      first_name: "An",
      phone: "0912345678",
      tags: ["x"],
      attributes: { a: 1, b: 2 },
    });
    expect((await call(simulator, "GET", "phones?phone=0908071111&")).status).toBe(404);
    expect((await call(simulator, "GET", "phones?phone=0912345678&")).status).toBe(200);
  });

  it.each<[string, object]>([
    ['seed has no "bot"', { bot: {} }],
    ["bots.1 ", { bots: { 1: [] } }],
    ["bots.1.tags", { bots: { 1: { tags: [1] } } }],
    ["bots.1.blocks.A", { bots: { 1: { blocks: { A: { messages: {} } } } } }],
    ["bots.1.users.2.phone", { bots: { 1: { users: { 2: { phone: "12" } } } } }],
    ["bots.1.users.2.reachable", { bots: { 1: { users: { 2: { reachable: "no" } } } } }],
    ["last_interaction_at", { bots: { 1: { users: { 2: { last_interaction_at: "now" } } } } }],
  ])("refuses a seed whole and says where: %s", async (place, seed) => {
    const simulator = await start({ seed: {} });
    const both = { reject_retired_tags: true, ...seed };
    const { status, body } = await request(simulator, "POST", "/_simulator/seed", both);
    expect(status).toBe(400);
    expect(body).toEqual({
      error: { code: "invalid", message: expect.stringContaining(place) },
    });
    expect(simulator.snapshot()).toMatchObject({ reject_retired_tags: false, bots: {} });
  });

  it("logs calls without their tokens", async () => {
    const simulator = await start();
    await call(simulator, "GET", `users/${USER}?a=1&`);
    await call(simulator, "GET", `users/${USER}?`);
    await call(simulator, "POST", `users/${USER}/tags`, { tags: ["vip"] });
    await call(simulator, "POST", "nowhere");
    const { body } = await request(simulator, "GET", "/_simulator/calls");
    expect(JSON.stringify(body)).not.toContain(TOKEN);
    const path = `/api/bots/${BOT}/users/${USER}`;
    expect(body).toMatchObject({
      open: 0,
      counts: { find_user: 2, add_tags: 1, unknown: 1 },
      calls: [
        {
          endpoint: "find_user",
          method: "GET",
          path: `${path}?a=1`,
          status: 200,
          outcome: "answered",
        },
        { path },
        { endpoint: "add_tags", method: "POST", path: `${path}/tags`, body: { tags: ["vip"] } },
        { endpoint: "unknown", status: 404 },
      ],
    });
    const some = await request(simulator, "GET", "/_simulator/calls?path=/tags");
    expect(some.body).toMatchObject({ calls: [{ endpoint: "add_tags" }] });
  });

  it("adds and clears faults", async () => {
    const simulator = await start();
    const fault = { endpoint: "*", status: 500, times: null };
    expect((await request(simulator, "POST", "/_simulator/faults", fault)).status).toBe(201);
    expect((await call(simulator, "GET", `users/${USER}?`)).status).toBe(500);
    await request(simulator, "DELETE", "/_simulator/faults");
    expect((await call(simulator, "GET", `users/${USER}?`)).status).toBe(200);
  });

  it("moves the clock", async () => {
    const simulator = await start();
    const before = Date.now();
    const { body } = await request(simulator, "POST", "/_simulator/clock", { advance: "25h" });
    expect(body).toEqual({ now: expect.any(String) });
    const ahead = Date.parse(simulator.snapshot().now) - before;
    expect(ahead).toBeGreaterThanOrEqual(25 * 3600_000);
    const messages = [{ text: "a" }];
    const late = await call(simulator, "POST", `users/${USER}/messages`, { messages });
    expect(late.body).toEqual(refused(10, 2018278));
  });

  it("goes back to the start, for its own seed", async () => {
    const simulator = await start();
    simulator.addFault({ endpoint: "*", status: 500, times: null });
    simulator.advance("25h");
    await call(simulator, "POST", `users/${USER}/tags`, { tags: ["vip"] });
    simulator.seed({ reject_retired_tags: true, bots: { "2": {} } });
    await request(simulator, "POST", "/_simulator/reset");
    expect(simulator.calls()).toEqual({ open: 0, counts: {}, calls: [] });
    expect(Object.keys(simulator.snapshot().bots)).toEqual([BOT]);
    expect(simulator.snapshot().reject_retired_tags).toBe(false);
    const messages = [{ text: "a" }];
    expect((await call(simulator, "POST", `users/${USER}/messages`, { messages })).status).toBe(
      200,
    );
  });

  it.each<[string, string, unknown, number, string]>([
    ["GET", "bots/1/users/2", undefined, 404, "not_found"],
    ["GET", "nothing", undefined, 404, "not_found"],
    ["POST", "seed", "{", 400, "invalid"],
    ["POST", "faults", { endpoint: "x" }, 400, "invalid"],
    ["POST", "clock", {}, 400, "invalid"],
    ["POST", "clock", { advance: "-1h" }, 400, "invalid"],
    ["POST", "clock", undefined, 400, "invalid"],
  ])("answers %s %s %j clearly", async (method, path, body, status, code) => {
    const simulator = await start();
    const answer = await request(simulator, method, `/_simulator/${path}`, body);
    expect(answer.status).toBe(status);
    expect(answer.body).toEqual({ error: { code, message: expect.any(String) } });
  });

  it("is not in the log itself", async () => {
    const simulator = await start();
    await request(simulator, "GET", "/_simulator/state");
    expect(simulator.calls().counts).toEqual({});
  });
});

describe("starting", () => {
  it("names an address that is taken, and refuses a wrong seed", async () => {
    const other = await start();
    const port = Number(new URL(other.url).port);
    await expect(startSimulator({ port })).rejects.toMatchObject({ code: "cannot_listen" });
    await expect(startSimulator({ seed: JSON.parse('{"bot":{}}') })).rejects.toMatchObject({
      code: "invalid",
    });
  });
});
