import { expect, it } from "vitest";
import type { RunStore } from "#src/journal/ports.js";
import type { RunSearch } from "#src/journal/run-search.js";
import { newRun, step } from "./stored-run.ts";

/** Texts that databases have no letters for, and long ones. */
const LONG = "khách ".repeat(20_000);
const AWKWARD = [
  "a\0b",
  "a\0c",
  "\ud83d",
  "x\udc00",
  "x\udc01",
  '\u0001json:"a\\u0000b"',
  "\u0001",
  "\\u0000",
  LONG,
  `${LONG}.`,
];

export function awkwardTextContract(store: () => RunStore & RunSearch): void {
  it("keeps every text to the letter: data, keys and reasons", async () => {
    for (const text of AWKWARD) {
      const payload = { ...newRun().payload, body: { [text]: text, big: 1e21 } };
      const dedupe = { key: text, expiresAt: 1e12 };
      const run = newRun({ payload, concurrencyKey: text, dedupe });
      expect(await store().create(run)).toEqual({ id: run.id, duplicate: false });
      await store().checkpoint(run.id, step("a", { output: text }));
      const again = await store().create(newRun({ dedupe }));
      expect(again).toEqual({ id: run.id, duplicate: true });
      const route = { path: "/approvals/:key", methods: ["POST"] };
      await store().awaitCallback({ route, key: text, runId: run.id, step: "b" });
      expect(await store().deliver(route.path, text, run.payload as never)).toMatchObject({
        id: run.id,
      });
      const pending = await store().pending();
      expect(pending.map(({ concurrencyKey }) => concurrencyKey)).toEqual([text]);
      const finishedAt = 1;
      const status = "succeeded";
      await store().finish(run.id, { status, stopReason: text, output: text, finishedAt });
      const found = await store().get(run.id);
      const kept = { payload, concurrencyKey: text, stopReason: text, output: text };
      expect(found?.run).toMatchObject(kept);
      expect(found?.steps[0]?.output).toBe(text);
    }
    expect(await store().get("no\0body")).toBeUndefined();
    expect(await store().byPrefix({ prefix: "\0\ud83d", limit: 9 })).toEqual([]);
  });
}
