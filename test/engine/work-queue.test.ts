import { LocalQueue } from "#src/engine/dispatch/local-queue.js";
import { createMemoryRunStore } from "#src/stores/memory/memory-run-store.js";
import { openSqliteRunStore } from "#src/stores/sqlite/sqlite-run-store.js";
import type { OpenQueue } from "../contracts/queue-model.ts";
import { workQueueContract } from "../contracts/work-queue.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const open: OpenQueue = (parts) => new LocalQueue(parts);

workQueueContract("the local queue over memory", open, async () => createMemoryRunStore());
workQueueContract("the local queue over SQLite", open, () => openSqliteRunStore(temporaryFolder()));
