import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { JournalThread } from "#src/stores/sqlite/journal-thread.js";
import { startThread } from "#src/stores/sqlite/sqlite-run-store.js";
import { temporaryFolder } from "../support/temporary-folder.ts";

it("a journal's thread is asked nothing more once it closes, and ends by itself", async () => {
  const folder = temporaryFolder();
  const { worker, opened } = startThread();
  worker.postMessage({ file: join(folder, "journal.db"), maxPages: undefined });
  await opened;
  const asked = vi.spyOn(worker, "postMessage");
  const endedFromOutside = vi.spyOn(worker, "terminate");
  const thread = new JournalThread(worker, folder, () => expect.unreachable());
  const before = thread.ask({ kind: "probe" });
  const closing = thread.close();
  // As the end of a backup that comes then.
  await expect(thread.ask({ kind: "release" })).rejects.toMatchObject({ code: "journal_gone" });
  expect(await before).toBeNull();
  await closing;
  expect(asked.mock.calls).toEqual([[{ kind: "probe" }], [{ kind: "close" }]]);
  expect(endedFromOutside).not.toHaveBeenCalled();
  expect(worker.threadId).toBe(-1);
});
