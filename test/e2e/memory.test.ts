import { expect, it, vi } from "vitest";
import type { Daemon } from "../support/daemon.ts";
import { Project } from "../support/project.ts";
import { parseScrape } from "../support/scrape.ts";

/** What work takes here, of which the code that it loads stays. */
const TAKEN_MIB = 96;

/** What is given back of that at least. V8 alone gives back a tenth of it. */
const BACK_MIB = 32;

/** Few looks: they keep the daemon from being quiet, for which it waits half a minute after work. */
const RARELY = { timeout: 110_000, interval: 3_000 };

it("gives memory back after each time of much work", { timeout: 300_000 }, async () => {
  const daemon = await new Project().flow("a", { steps: [{ set: { a: 1 } }] }).start();
  const before = await residentMiB(daemon);
  // The first time may be given back with what the start took.
  for (let time = 1; time <= 2; time++) {
    const most = await workUntil(daemon, before + TAKEN_MIB);
    await vi.waitFor(
      async () => expect(await residentMiB(daemon)).toBeLessThan(most - BACK_MIB),
      RARELY,
    );
  }
  expect(daemon.errors).toBe("");
});

/** @returns how much is resident then */
async function workUntil(daemon: Daemon, mib: number): Promise<number> {
  const text = "x".repeat(10_000);
  let resident = 0;
  for (let round = 0; round < 200 && resident < mib; round++) {
    await Promise.all(Array.from({ length: 50 }, () => daemon.accept("/a", { text })));
    resident = await residentMiB(daemon);
  }
  expect(resident).toBeGreaterThanOrEqual(mib);
  return resident;
}

async function residentMiB(daemon: Daemon): Promise<number> {
  const response = await fetch(`${daemon.adminUrl}/metrics`, { headers: daemon.adminHeaders });
  const metric = parseScrape(await response.text()).get("process_resident_memory_bytes");
  return (metric?.samples.get("process_resident_memory_bytes{}") ?? Number.NaN) / 2 ** 20;
}
