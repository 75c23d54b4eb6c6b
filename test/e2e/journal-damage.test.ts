import { closeSync, openSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { Project } from "../support/project.ts";

const PAGE_BYTES = 4_096;

/** Overwrites all of a database but its first pages, which the daemon has in memory. */
function damage(file: string): void {
  const pages = statSync(file).size / PAGE_BYTES;
  const rubbish = Buffer.alloc(PAGE_BYTES, 0xa5);
  const open = openSync(file, "r+");
  for (let page = 8; page < pages; page++)
    writeSync(open, rubbish, 0, PAGE_BYTES, page * PAGE_BYTES);
  closeSync(open);
}

it("says that the journal is damaged when that shows while it runs, and acknowledges nothing more", async () => {
  const project = new Project().flow("a", { steps: [{ set: { a: 1 } }] });
  const daemon = await project.start();
  const text = "x".repeat(20_000);
  const ids: string[] = [];
  // More than the database keeps in memory, and than its log holds before it goes to the file.
  for (let round = 0; round < 20; round++)
    ids.push(
      ...(await Promise.all(Array.from({ length: 50 }, () => daemon.accept("/a", { text })))),
    );
  await daemon.finished(ids.at(-1) ?? "");
  damage(join(project.data, "journal.db"));

  const { body } = await vi.waitFor(async () => {
    for (const id of ids.slice(0, 50)) await daemon.admin(`/api/v1/runs/${id}`);
    const answer = await daemon.admin("/readyz");
    expect(answer.status).toBe(503);
    return answer;
  }, 20_000);
  expect(body).toMatchObject({
    reasons: [{ code: "journal_corrupt", message: expect.stringContaining("docs/journal.md") }],
  });
  const refused = await daemon.post("/a", { text });
  expect(refused.status).toBe(503);
  expect(refused.body.error?.code).toBe("not_kept");
  expect((await daemon.admin("/healthz")).status).toBe(200);
  expect(daemon.lines.filter((line) => line.includes("journal_corrupt"))).toHaveLength(1);
  expect(daemon.lines.join("\n")).not.toMatch(/\bat .*\.js:\d/);
  expect(await daemon.stop()).toBe(0);

  const second = project.launch({});
  expect(await second.ended).toBe(1);
  // Which of the two depends on what of the file is read first.
  expect(second.errors).toMatch(
    /^error: (the journal|journal\.db in .*) is damaged[^]*docs\/journal\.md/,
  );
});
