import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import * as fc from "fast-check";
import Database from "libsql";
import { expect, it, vi } from "vitest";
import type { NewRun, StepRecord } from "#src/journal/records.js";
import { hasTerms, readTerms, type SearchTerms } from "#src/journal/search-terms.js";
import { runText } from "#src/journal/search-text.js";
import type { Driver } from "#src/stores/sqlite/driver.js";
import { openIndexing } from "#src/stores/sqlite/indexing.js";
import { migrate } from "#src/stores/sqlite/migrate.js";
import { MIGRATIONS } from "#src/stores/sqlite/migrations.js";
import { openReads } from "#src/stores/sqlite/reads.js";
import { openSqliteRunStore } from "#src/stores/sqlite/sqlite-run-store.js";
import { openWrites } from "#src/stores/sqlite/writes.js";
import { newRun, step } from "../contracts/stored-run.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const WITHOUT_INDEX = MIGRATIONS.findIndex((step) => String(step).includes("run_texts"));

/** A journal in memory whose index is written when a test says so. */
function openJournal(database: Driver = new Database(":memory:")) {
  migrate(database);
  const write = openWrites(database);
  const reads = openReads(database);
  return {
    database,
    write,
    index: openIndexing(database),
    create(body: unknown, steps: readonly StepRecord[] = [], overrides: Partial<NewRun> = {}) {
      const payload = { ...newRun().payload, body } as NewRun["payload"];
      const run = newRun({ payload, ...overrides });
      write({ kind: "create", ask: { run, payload: JSON.stringify(payload) } });
      for (const record of steps)
        write({
          kind: "checkpoint",
          ask: { runId: run.id, path: record.path, record: JSON.stringify(record), at: 0 },
        });
      return run;
    },
    finish: (runId: string, finishedAt = 2) =>
      write({
        kind: "finish",
        ask: { runId, result: { status: "succeeded", finishedAt }, caller: undefined, called: [] },
      }),
    ids(text: string) {
      const query = { terms: readTerms(text) as SearchTerms, limit: 500 };
      return reads.search(query).runs.map(({ run }) => run.id);
    },
    unindexed: () => database.prepare("SELECT seq FROM unindexed").all().length,
  };
}

/** Texts that share many of their parts, and awkward ones. */
const part = fc.oneof(
  fc.constantFrom("Nguyễn", "NGUYỄN".normalize("NFD"), "An", "Đặng", "dh", "0908", "+84", "071"),
  fc.constantFrom(" ", " ", ".", "-", ") (", '"', "\0", "\ud800", "🎉", "ﬁ", "İ", "\u202a", "1"),
);
const text = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(""));
const value = fc.oneof(text, text, fc.integer(), fc.constant(908071111));
const body = fc.array(value, { maxLength: 3 });

it("finds what a plain scan of all runs finds, however much of them is in the index", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(body, body, fc.boolean()), { maxLength: 12 }),
      fc.array(fc.oneof(text, fc.string({ unit: "binary" })), { minLength: 1, maxLength: 6 }),
      (runs, queries) => {
        const journal = openJournal();
        const texts = runs.map(([payload, output, isIndexed]) => {
          const steps = [step("a", { output })];
          const run = journal.create(payload, steps);
          if (isIndexed) journal.finish(run.id);
          if (isIndexed) journal.index(0);
          return {
            id: run.id,
            text: runText({ ...run, output: undefined, error: undefined }, steps),
          };
        });
        for (const query of queries) {
          const terms = readTerms(query);
          if (terms === undefined) continue;
          const scanned = texts.filter((one) => hasTerms(one.text, terms)).map(({ id }) => id);
          expect(journal.ids(query)).toEqual(scanned.toReversed());
        }
        journal.database.close();
      },
    ),
    { numRuns: 40 },
  );
});

it("finds any part of a value by itself, of three characters or more", () => {
  fc.assert(
    fc.property(body, fc.nat(), fc.nat(), (values, from, length) => {
      const run = newRun();
      const payload = { ...run.payload, body: values } as NewRun["payload"];
      const found = runText({ payload, output: undefined, error: undefined }, []);
      const whole = Array.from(String(values[0] ?? ""));
      const start = from % (whole.length + 1);
      const terms = readTerms(whole.slice(start, start + 3 + (length % 20)).join(""));
      expect(terms === undefined || hasTerms(found, terms)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

it("indexes a run when it rests, and again when it has gone on", () => {
  const journal = openJournal();
  const { id } = journal.create({ name: "Bé" });
  journal.index(1_000);
  expect(journal.unindexed()).toBe(1);
  journal.write({ kind: "park", ask: { runId: id, rest: { wakeAt: 5, arrivals: 0, at: 5 } } });
  journal.index(1_000);
  expect(journal.unindexed()).toBe(0);
  journal.write({ kind: "wake", ask: [id] });
  const record = JSON.stringify(step("b", { output: "mã GHTK77" }));
  journal.write({ kind: "checkpoint", ask: { runId: id, path: "b", record, at: 0 } });
  expect(journal.ids("ghtk77")).toEqual([id]);
  journal.finish(id);
  journal.index(1_000);
  expect([journal.unindexed(), journal.ids("ghtk77"), journal.ids("/orders")]).toEqual([
    0,
    [id],
    [id],
  ]);
});

it("works in pieces, the oldest run first", () => {
  const journal = openJournal();
  for (let count = 0; count < 50; count++) journal.finish(journal.create("Bé").id);
  expect(journal.index(0)).toBe(true);
  expect(journal.unindexed()).toBe(49);
  while (journal.index(0));
  expect(journal.unindexed()).toBe(0);
  expect(journal.ids("/orders")).toHaveLength(50);
});

it("forgets a run that is removed, also when a new one gets its number", () => {
  const journal = openJournal();
  const old = journal.create("mã GHTK77").id;
  journal.finish(old);
  journal.index(1_000);
  const all = { succeeded: 9, failed: 9, cancelled: 9 };
  journal.write({ kind: "prune", ask: { before: all, now: 9, limit: 99 } });
  const { id } = journal.create("mã GHTK78");
  journal.finish(id);
  journal.index(1_000);
  expect([journal.ids("ghtk77"), journal.ids("ghtk78")]).toEqual([[], [id]]);
});

it("finds the runs of a journal that had no index, before and after they are in it", () => {
  const database: Driver = new Database(":memory:");
  migrate(database, MIGRATIONS.slice(0, WITHOUT_INDEX));
  const payload = JSON.stringify({ body: "Nguyễn An" });
  database
    .prepare(
      `INSERT INTO runs (id, flow, version, source, status, payload, created_at, finished_at)
       VALUES ('old', 'one', 'v', 'webhook', 'succeeded', ?, 1, 2)`,
    )
    .run(payload);
  const journal = openJournal(database);
  expect(journal.ids("nguyen an")).toEqual(["old"]);
  expect(journal.index(1_000)).toBe(false);
  expect([journal.unindexed(), journal.ids("nguyen an")]).toEqual([0, ["old"]]);
});

it("brings runs into the index while the journal is open", async () => {
  const folder = temporaryFolder();
  const store = await openSqliteRunStore(folder);
  const runs = Array.from({ length: 30 }, () => newRun());
  for (const run of runs) {
    await store.create(run);
    await store.finish(run.id, { status: "succeeded", finishedAt: 9 });
  }
  const unindexed = async () => {
    const copy = join(folder, "copy.db");
    await pipeline((await store.backup()).stream, createWriteStream(copy));
    const database = new Database(copy);
    const { count } = database.prepare("SELECT COUNT(*) AS count FROM unindexed").get() as {
      count: number;
    };
    database.close();
    return count;
  };
  await vi.waitFor(async () => expect(await unindexed()).toBe(0), { timeout: 20_000 });
  await store.close();
});

it("goes past a run whose record is damaged", () => {
  const journal = openJournal();
  const { id } = journal.create("Bé");
  journal.finish(id);
  journal.database.exec("UPDATE runs SET payload = '{'");
  expect(journal.index(1_000)).toBe(false);
  expect(journal.unindexed()).toBe(0);
});
