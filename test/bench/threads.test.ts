import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { cpuOf } from "../../bench/cpu.mjs";

const BURN = "while (process.cpuUsage().user < FROM + 150_000);";
const PROGRAM = `
  const { Worker } = require("node:worker_threads");
  ${BURN.replace("FROM", "0")}
  const worker = new Worker(${JSON.stringify(`
    const from = process.cpuUsage().user;
    ${BURN.replace("FROM", "from")}
    require("node:worker_threads").parentPort.postMessage("done");
    setInterval(() => {}, 1_000);
  `)}, { eval: true, name: "journal" });
  worker.on("message", () => console.log("done"));
`;

const folder = mkdtempSync(join(tmpdir(), "ahaflow-bench-"));
let child: ChildProcess | undefined;
afterEach(() => {
  child?.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

it("tells the CPU of a process by thread, where the system does", async () => {
  const threads = join(folder, "threads");
  child = spawn(process.execPath, ["-r", "./bench/tell-threads.cjs", "-e", PROGRAM], {
    env: { ...process.env, BENCH_THREADS: threads },
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (child.stdout === null || child.pid === undefined)
    throw new Error("the program did not start");
  await once(child.stdout, "data");
  const { all, main, journal, V8 } = cpuOf({ pid: child.pid, threads });
  expect(all).toBeGreaterThanOrEqual(300_000);
  if (process.platform !== "linux") return;
  for (const thread of [main, journal]) expect(thread).toBeGreaterThanOrEqual(100_000);
  expect(V8).toBeLessThan(100_000);
});
