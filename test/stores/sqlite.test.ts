import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openSqliteRunStore } from "#src/stores/sqlite/sqlite-run-store.js";
import { createVeil } from "#src/telemetry/veil.js";
import { runStoreContract } from "../contracts/run-store.ts";
import { newRun, step } from "../contracts/stored-run.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

runStoreContract("sqlite", async () =>
  openSqliteRunStore(mkdtempSync(join(tmpdir(), "ahaflow-test-"))),
);

// Secrets that stand in what the contract keeps: data, keys and names of fields.
const SECRETS = [
  "called back",
  "customer-1",
  "approval",
  "succeeded",
  "order-thanks",
  "body",
  "a1",
];
runStoreContract("sqlite behind a veil", async () =>
  openSqliteRunStore(mkdtempSync(join(tmpdir(), "ahaflow-test-")), { veil: createVeil(SECRETS) }),
);

describe("the SQLite journal", () => {
  it("has everything after it was closed and opened again", async () => {
    const folder = join(temporaryFolder(), "made", "by", "itself");
    const run = newRun();
    const first = await openSqliteRunStore(folder);
    await first.create(run);
    await first.checkpoint(run.id, step("one"));
    await first.close();
    const second = await openSqliteRunStore(folder);
    expect(await second.load([run.id])).toMatchObject([
      { run: { id: run.id, payload: run.payload }, steps: [step("one")] },
    ]);
    await second.close();
  });

  it("writes everything that was asked for before it closes", async () => {
    const folder = temporaryFolder();
    const first = await openSqliteRunStore(folder);
    const writes = Array.from({ length: 3_000 }, () => first.create(newRun()));
    await first.close();
    await Promise.all(writes);
    const second = await openSqliteRunStore(folder);
    expect(await second.pending()).toHaveLength(3_000);
    await second.close();
  });

  it("refuses a folder that another store has, and says what to do", async () => {
    const folder = temporaryFolder();
    const first = await openSqliteRunStore(folder);
    await expect(openSqliteRunStore(folder)).rejects.toMatchObject({
      code: "journal_locked",
      message: expect.stringContaining("another ahaflow already uses the data folder"),
      hint: expect.stringContaining("AHAFLOW_DATA"),
    });
    await first.close();
    await (await openSqliteRunStore(folder)).close();
  });

  it("refuses what is not a journal", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "journal.db"), "this is no database at all. ".repeat(100));
    await expect(openSqliteRunStore(folder)).rejects.toMatchObject({ code: "journal_unusable" });
  });

  it("refuses to write after it was closed", async () => {
    const store = await openSqliteRunStore(temporaryFolder());
    await store.close();
    await expect(store.create(newRun())).rejects.toMatchObject({ code: "journal_gone" });
  });
});
