import { describe, expect, it } from "vitest";
import { BOT, call, refused, request, start, TOKEN, USER } from "./platform.ts";

describe("an open simulator", () => {
  it("makes the bot with the token that came, and keeps to it", async () => {
    const simulator = await start({ open: true, seed: {} });
    expect((await call(simulator, "GET", `users/${USER}?`)).status).toBe(200);
    const other = await request(simulator, "GET", `users/${USER}?ahachat_token=other`);
    expect(other.status).toBe(401);
    expect(other.body).toEqual(refused(190));
    expect((await request(simulator, "GET", `/api/bots/9/users/1`)).status).toBe(401);
    expect(Object.keys(simulator.snapshot().bots)).toEqual([BOT]);
  });

  it("makes a user with a name, in the window, the same one every time", async () => {
    const simulator = await start({ open: true, seed: {} });
    const first = await call(simulator, "GET", `users/${USER}?`);
    const again = await call(simulator, "GET", `users/${USER}?`);
    expect(first.body).toMatchObject({
      user: { id: USER, first_name: expect.stringMatching(/./) },
    });
    expect(again.body).toEqual(first.body);
    const sent = await call(simulator, "POST", `users/${USER}/messages`, {
      messages: [{ text: "a" }],
    });
    expect(sent.status).toBe(200);
  });

  it("makes a user for a phone, found again by id and by phone", async () => {
    const simulator = await start({ open: true, seed: {} });
    const byPhone = await call(simulator, "GET", "phones?phone=%2B84908071111&");
    const [id = ""] = Object.keys(simulator.snapshot().bots[BOT]?.users ?? {});
    expect(id).toMatch(/^\d{15,17}$/);
    expect(byPhone.body).toMatchObject({ user: { id, phone: "0908071111" } });
    expect((await call(simulator, "GET", `users/${id}?`)).body).toEqual(byPhone.body);
    expect((await call(simulator, "GET", "phones?phone=0908071111&")).body).toEqual(byPhone.body);
  });

  it("has every block", async () => {
    const simulator = await start({ open: true, seed: {} });
    const answer = await call(simulator, "POST", `users/${USER}/send`, {
      ahachat_block_name: "Any",
    });
    expect(answer.status).toBe(200);
    expect(simulator.user(BOT, USER)?.received).toMatchObject([{ block_name: "Any" }]);
  });

  it("still knows the blocks of a seed without a token", async () => {
    const blocks = { Hi: { messages: [{ text: "Chào {{first_name}}" }] } };
    const simulator = await start({ open: true, seed: { bots: { [BOT]: { blocks } } } });
    await call(simulator, "POST", `users/${USER}/send`, { ahachat_block_name: "Hi" });
    expect(simulator.user(BOT, USER)?.received[0]?.messages).toEqual([
      { text: `Chào ${simulator.user(BOT, USER)?.first_name}` },
    ]);
    expect(JSON.stringify(simulator.snapshot())).not.toContain(TOKEN);
  });
});
