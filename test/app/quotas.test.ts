import { expect, it } from "vitest";
import { nameOf, Quotas } from "#src/app/quotas.js";
import { LocalQuota } from "#src/outgoing/local-quota.js";
import { settings } from "../platforms/ahachat/bot.ts";

const shop = settings("https://ahachat.com");

it("calls a connection the same that reaches the same account, and shows no credential", () => {
  const same = { ...shop, timeoutMs: 1, rateLimit: { calls: 1, intervalMs: 1_000 } };
  expect(nameOf(same)).toBe(nameOf(shop));
  expect(nameOf(shop)).toMatch(/^shop:[0-9a-f]{32}$/);
  const others = [
    { ...shop, name: "other" },
    { ...shop, baseUrl: "https://other.example" },
    { ...shop, botToken: "another" },
  ].map(nameOf);
  expect(new Set([nameOf(shop), ...others]).size).toBe(4);
  expect(nameOf(shop)).not.toContain(shop.botToken);
});

it("shares nothing without a database", async () => {
  const open = await new Quotas([]).of({ databaseUrl: undefined });
  expect(open(shop, () => undefined)).toBeInstanceOf(LocalQuota);
});
