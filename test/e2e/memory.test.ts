import { expect, it, vi } from "vitest";
import type { Daemon } from "../support/daemon.ts";
import { Project } from "../support/project.ts";
import { parseScrape } from "../support/scrape.ts";

/** What V8 has taken for short-lived objects, in MiB. */
async function shortLivedMiB(daemon: Daemon): Promise<number> {
  const response = await fetch(`${daemon.adminUrl}/metrics`, { headers: daemon.adminHeaders });
  const { samples } = parseScrape(await response.text()).get(
    "nodejs_heap_space_size_total_bytes",
  ) ?? { samples: new Map<string, number>() };
  return (samples.get('nodejs_heap_space_size_total_bytes{space="new"}') ?? Number.NaN) / 2 ** 20;
}

/** Few looks: they keep the daemon from being quiet. */
const RARELY = { timeout: 30_000, interval: 500 };

it("gives back what short-lived objects took, after the start and after much work", async () => {
  const daemon = await new Project().flow("a", { steps: [{ set: { a: 1 } }] }).start();
  await vi.waitFor(async () => expect(await shortLivedMiB(daemon)).toBeLessThanOrEqual(8), RARELY);
  const text = "x".repeat(10_000);
  let most = 0;
  for (let round = 0; round < 40 && most <= 8; round++) {
    await Promise.all(Array.from({ length: 50 }, () => daemon.accept("/a", { text })));
    most = await shortLivedMiB(daemon);
  }
  expect(most).toBeGreaterThan(8);
  await vi.waitFor(async () => expect(await shortLivedMiB(daemon)).toBeLessThanOrEqual(8), RARELY);
  expect(daemon.errors).toBe("");
});
