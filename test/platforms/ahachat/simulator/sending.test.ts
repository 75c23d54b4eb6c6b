import { describe, expect, it } from "vitest";
import { BOT, call, refused, start, USER } from "./platform.ts";

const MESSAGES = `users/${USER}/messages`;
const SEND = `users/${USER}/send`;
const BLOCK = { ahachat_block_name: "Order thanks" };

describe("messages", () => {
  it("reach the user in order, with attributes filled in", async () => {
    const simulator = await start();
    await call(simulator, "POST", `users/${USER}/attributes`, { total: 1500, data: { x: 1 } });
    const first = await call(simulator, "POST", MESSAGES, {
      messages: [{ text: "{{ first_name }} {{total}} {{data}}[{{unset}}]" }],
    });
    expect(first).toMatchObject({ status: 200, body: { success: true } });
    await call(simulator, "POST", MESSAGES, { messages: [{ text: "{{messenger_user_id}}" }] });
    const at = expect.any(String);
    expect(simulator.user(BOT, USER)?.received).toEqual([
      { at, messages: [{ text: 'An 1500 {"x":1}[]' }] },
      { at, messages: [{ text: USER }] },
    ]);
  });

  it("are refused outside the window, which a seed opens again", async () => {
    const simulator = await start();
    const body = { messages: [{ text: "a" }] };
    simulator.advance("23h");
    expect((await call(simulator, "POST", MESSAGES, body)).status).toBe(200);
    simulator.advance(3600_000);
    const late = await call(simulator, "POST", MESSAGES, body);
    expect(late.status).toBe(400);
    expect(late.body).toEqual(refused(10, 2018278));
    const { now } = simulator.snapshot();
    simulator.seed({ bots: { [BOT]: { users: { [USER]: { last_interaction_at: now } } } } });
    expect((await call(simulator, "POST", MESSAGES, body)).status).toBe(200);
    expect(simulator.user(BOT, USER)?.received).toHaveLength(2);
  });

  it("do not reach a user who never wrote, or who is not reachable", async () => {
    const simulator = await start();
    const body = { messages: [{ text: "a" }] };
    simulator.seed({ bots: { [BOT]: { users: { [USER]: { last_interaction_at: null } } } } });
    expect((await call(simulator, "POST", MESSAGES, body)).body).toEqual(refused(10, 2018278));
    simulator.seed({ bots: { [BOT]: { users: { [USER]: { reachable: false } } } } });
    for (const answer of [
      await call(simulator, "POST", MESSAGES, body),
      await call(simulator, "POST", SEND, { ...BLOCK, ahachat_message_tag: "ACCOUNT_UPDATE" }),
    ]) {
      expect(answer.status).toBe(400);
      expect(answer.body).toEqual(refused(551));
    }
  });
});

describe("a broadcast", () => {
  it("sets attributes, then sends the block", async () => {
    const simulator = await start();
    const answer = await call(simulator, "POST", SEND, { ...BLOCK, order_id: 7, note: "7" });
    expect(answer).toMatchObject({ status: 200, body: { success: true } });
    expect(simulator.user(BOT, USER)).toMatchObject({
      attributes: { order_id: 7, note: "7" },
      received: [{ block_name: "Order thanks", messages: [{ text: "Cảm ơn An, đơn 7" }] }],
    });
  });

  it("takes everything from the query too, as text", async () => {
    const simulator = await start();
    const query = new URLSearchParams({ ...BLOCK, order_id: "7" });
    const answer = await call(simulator, "POST", `${SEND}?${query.toString()}`);
    expect(answer.status).toBe(200);
    expect(simulator.user(BOT, USER)?.attributes).toEqual({ order_id: "7" });
  });

  it.each(["0908071111", "+84908071111", "84908071111"])("goes to phone %s", async (phone) => {
    const simulator = await start();
    const answer = await call(simulator, "POST", "phones/send", { ...BLOCK, phone, order_id: 8 });
    expect(answer.status).toBe(200);
    expect(simulator.user(BOT, USER)).toMatchObject({
      attributes: { order_id: 8 },
      received: [{ block_name: "Order thanks" }],
    });
    expect(simulator.user(BOT, USER)?.attributes).not.toHaveProperty("phone");
  });

  it("needs a phone that is text and that somebody has", async () => {
    const simulator = await start();
    const number = await call(simulator, "POST", "phones/send", { ...BLOCK, phone: 908071111 });
    expect(number.status).toBe(400);
    expect(number.body).toEqual(refused(100));
    const nobody = await call(simulator, "POST", "phones/send", { ...BLOCK, phone: "0912345678" });
    expect(nobody.status).toBe(404);
    expect(nobody.body).toEqual(refused(100, 2018001));
  });

  it("needs a message tag outside the window, and sets nothing without", async () => {
    const simulator = await start();
    simulator.advance("25h");
    const without = await call(simulator, "POST", SEND, { ...BLOCK, order_id: 1 });
    expect(without.status).toBe(400);
    expect(without.body).toEqual(refused(10, 2018278));
    expect(simulator.user(BOT, USER)?.attributes).toEqual({});
    const tags = [
      "CONFIRMED_EVENT_UPDATE",
      "POST_PURCHASE_UPDATE",
      "ACCOUNT_UPDATE",
      "NON_PROMOTIONAL_SUBSCRIPTION",
    ];
    for (const tag of tags) {
      await call(simulator, "POST", SEND, { ...BLOCK, ahachat_message_tag: tag });
    }
    const received = simulator.user(BOT, USER)?.received ?? [];
    expect(received.map((item) => item.message_tag)).toEqual(tags);
  });

  it("can refuse the retired message tags", async () => {
    const simulator = await start();
    simulator.seed({ reject_retired_tags: true });
    for (const [tag, status] of [
      ["CONFIRMED_EVENT_UPDATE", 400],
      ["POST_PURCHASE_UPDATE", 400],
      ["ACCOUNT_UPDATE", 400],
      ["NON_PROMOTIONAL_SUBSCRIPTION", 200],
    ] as const) {
      const answer = await call(simulator, "POST", SEND, { ...BLOCK, ahachat_message_tag: tag });
      expect(answer.status).toBe(status);
      expect(answer.body).toMatchObject(status === 400 ? refused(100) : { success: true });
    }
  });

  it.each([
    {},
    { ahachat_block_name: "No such block" },
    { ...BLOCK, ahachat_message_tag: "NEWS" },
    { ...BLOCK, ahachat_other: "1" },
  ])("refuses %j", async (body) => {
    const simulator = await start();
    const answer = await call(simulator, "POST", SEND, body);
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual(refused(100));
    expect(simulator.user(BOT, USER)?.received).toEqual([]);
  });

  it("knows blocks that were listed by name only, or have no messages", async () => {
    const simulator = await start();
    simulator.seed({ bots: { [BOT]: { blocks: ["Hello"] } } });
    for (const name of ["Hello", "silent"]) {
      await call(simulator, "POST", SEND, { ahachat_block_name: name });
    }
    expect(simulator.user(BOT, USER)?.received).toMatchObject([
      { block_name: "Hello", messages: [] },
      { block_name: "silent", messages: [] },
    ]);
  });

  it("is refused when the block, filled in, breaks a limit", async () => {
    const simulator = await start();
    const answer = await call(simulator, "POST", SEND, { ...BLOCK, order_id: "x".repeat(2000) });
    expect(answer.body).toEqual(refused(100));
    expect(simulator.user(BOT, USER)?.attributes).toEqual({});
  });
});
