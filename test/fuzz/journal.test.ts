import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assert, asyncProperty, constant, double, integer, oneof, record } from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { AhaflowError } from "#src/errors.js";
import { openSqliteRunStore } from "#src/stores/sqlite/sqlite-run-store.js";
import { newRun, step } from "../contracts/stored-run.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { RUNS } from "./runs.ts";

const numRuns = Math.ceil(RUNS * 0.2);
const FILES = { main: "journal.db", wal: "journal.db-wal" } as const;

/** The files as a crash left them, and the runs that were acknowledged, in order. */
const whole = { main: Buffer.alloc(0), wal: Buffer.alloc(0), settled: 0, ids: [] as string[] };

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), "ahaflow-test-"));
  const first = await openSqliteRunStore(folder);
  const add = async (store: typeof first) => {
    const run = newRun({ dedupe: { key: `order-${whole.ids.length}`, expiresAt: 1e13 } });
    await store.create(run);
    await store.checkpoint(run.id, step("one", { output: "x".repeat(300) }));
    if (whole.ids.length % 2 === 0)
      await store.finish(run.id, { status: "succeeded", finishedAt: 9_000 });
    whole.ids.push(run.id);
  };
  for (let count = 0; count < 40; count++) await add(first);
  await first.close();
  whole.settled = whole.ids.length;
  const second = await openSqliteRunStore(folder);
  for (let count = 0; count < 20; count++) await add(second);
  whole.main = readFileSync(join(folder, FILES.main));
  whole.wal = readFileSync(join(folder, FILES.wal));
  await second.close();
  rmSync(folder, { recursive: true });
});

const damage = oneof(
  record({ how: constant("cut" as const), at: double({ min: 0, max: 1, noNaN: true }) }),
  record({
    how: constant("flip" as const),
    at: double({ min: 0, max: 0.999_999, noNaN: true }),
    count: integer({ min: 1, max: 64 }),
    mask: integer({ min: 1, max: 255 }),
  }),
);

it("has, of a damaged write-ahead log, every run until the damage", async () => {
  await assert(
    asyncProperty(damage, async (how) => {
      const found = await open(whole.main, damaged(whole.wal, how));
      expect(found).not.toBeInstanceOf(AhaflowError);
      const ids = found as string[];
      expect(ids).toEqual(whole.ids.slice(0, ids.length));
      expect(ids.length).toBeGreaterThanOrEqual(whole.settled);
    }),
    { numRuns },
  );
});

it("has every run of a damaged file, or says that it is damaged", async () => {
  await assert(
    asyncProperty(damage, async (how) => {
      const main = damaged(whole.main, how);
      const found = await open(main, whole.wal);
      const told = found instanceof AhaflowError ? found.code : "none";
      expect(told).toMatch(/^(none|journal_(unusable|damaged|write_failed|gone))$/);
      expect(found instanceof AhaflowError ? whole.ids : found).toEqual(whole.ids);
    }),
    { numRuns },
  );
});

it("refuses a file whose end is missing, and does not touch it", async () => {
  for (const size of [0, 1, 100, 4_096, whole.main.length - 4_096]) {
    const folder = temporaryFolder();
    // Without the log, which has the missing pages when it was not copied into the file yet.
    const main = whole.main.subarray(0, size);
    writeFileSync(join(folder, FILES.main), main);
    if (size < 512) writeFileSync(join(folder, FILES.wal), whole.wal);
    await expect(openSqliteRunStore(folder)).rejects.toMatchObject({
      code: "journal_unusable",
      hint: expect.stringContaining("nothing was changed"),
    });
    expect(readFileSync(join(folder, FILES.main)).equals(main)).toBe(true);
  }
});

/** The ids of all runs, oldest first, when each of them can be read; else what was said. */
async function open(main: Buffer, wal: Buffer): Promise<string[] | AhaflowError> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, FILES.main), main);
  writeFileSync(join(folder, FILES.wal), wal);
  let store: Awaited<ReturnType<typeof openSqliteRunStore>> | undefined;
  try {
    store = await openSqliteRunStore(folder);
    await store.pending();
    const ids = (await store.list({ limit: 1_000 })).map(({ id }) => id).toReversed();
    for (const id of ids) expect((await store.get(id))?.run.id).toBe(id);
    await store.create(newRun());
    return ids;
  } catch (error) {
    if (error instanceof AhaflowError) return error;
    throw error;
  } finally {
    await store?.close();
  }
}

function damaged(file: Buffer, how: { how: "cut"; at: number } | Flip): Buffer {
  const at = Math.floor(how.at * file.length);
  if (how.how === "cut") return file.subarray(0, at);
  const copy = Buffer.from(file);
  for (let place = at; place < Math.min(at + how.count, file.length); place++)
    copy.writeUInt8(copy.readUInt8(place) ^ how.mask, place);
  return copy;
}

interface Flip {
  how: "flip";
  at: number;
  count: number;
  mask: number;
}
