import { describe, expect, it } from "vitest";
import { SlidingWindow } from "#src/platforms/ahachat/simulator/sliding-window.js";
import { BOT, call, refused, request, SHOP, start, TOKEN, USER } from "./platform.ts";

describe("the window", () => {
  it("allows as many calls as the limit in any one second", () => {
    const window = new SlidingWindow(2);
    expect([0, 600, 999, 1000, 1001, 1599, 1600].map((now) => window.allow(now))).toEqual([
      true,
      true,
      false,
      true,
      false,
      false,
      true,
    ]);
  });

  it("allows everything with the limit 0", () => {
    const window = new SlidingWindow(0);
    expect(Array.from({ length: 1000 }, () => window.allow(0))).not.toContain(false);
  });
});

describe("the rate limit", () => {
  it("answers 429 with Retry-After over it, and does nothing", async () => {
    const simulator = await start({ requestsPerSecond: 1 });
    const path = `users/${USER}/tags`;
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => call(simulator, "POST", path, { tags: [`t${n}`] })),
    );
    const over = answers.filter((answer) => answer.status === 429);
    expect(over.length).toBeGreaterThan(0);
    expect(over[0]?.body).toEqual(refused(613));
    expect(over[0]?.headers.get("retry-after")).toBe("1");
    expect(simulator.user(BOT, USER)?.tags).toHaveLength(1 + answers.length - over.length);
  });

  it("is each bot's own, and counts no call with a wrong token", async () => {
    const seed = { bots: { ...SHOP.bots, "2": { token: TOKEN, users: { "1": {} } } } };
    const simulator = await start({ requestsPerSecond: 1, seed });
    expect((await request(simulator, "GET", "users/1?ahachat_token=wrong")).status).toBe(401);
    expect((await call(simulator, "GET", `users/${USER}?`)).status).toBe(200);
    expect((await call(simulator, "GET", "/api/bots/2/users/1?")).status).toBe(200);
  });
});
