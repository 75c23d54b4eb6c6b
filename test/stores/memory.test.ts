import { createMemoryRunStore } from "#src/stores/memory/memory-run-store.js";
import { runStoreContract } from "../contracts/run-store.ts";

runStoreContract("memory", async () => createMemoryRunStore());
