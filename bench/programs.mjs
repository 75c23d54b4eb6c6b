import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

export const folder = mkdtempSync(join(tmpdir(), "ahaflow-bench-"));
const children = new Set();
let started = 0;

export const TELL_THREADS = join(import.meta.dirname, "tell-threads.cjs");

/** Ends what is still running, and removes what was written. */
export function killAll() {
  for (const child of children) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
}

/** The platform, in a process of its own on the benchmark's Node. */
export function startUpstream({ delayMs = 0 } = {}) {
  return start(process.execPath, ["bench/upstream.mjs"], { DELAY_MS: String(delayMs) });
}

export function startBare(node, upstream) {
  return start(node.file, ["bench/bare.mjs"], { UPSTREAM: upstream.url });
}

/**
 * The daemon with a folder of its own. `program`: what Node runs, with its options; `data`: the folder of
 * its journal, a new one unless given; `env`: further variables; `settings`: further lines of ahaflow.yaml.
 */
export function startDaemon(
  node,
  flows,
  upstream,
  { program = ["dist/main.js"], data = newFolder(), env = {}, settings = "" } = {},
) {
  const home = newFolder();
  mkdirSync(join(home, "flows"));
  cpSync("flows/samples", join(home, "flows/samples"), { recursive: true });
  for (const [name, text] of Object.entries(flows))
    writeFileSync(join(home, "flows", `${name}.yaml`), text);
  const config = join(home, "ahaflow.yaml");
  writeFileSync(
    config,
    `${settings}
retention: { succeeded: forever, failed: forever }
connections: { shop: { type: ahachat, bot_id: "1", bot_token: "t", base_url: "${upstream.url}", rate_limit: 1000000/s } }\n`,
  );
  return start(node.file, [...program, "start"], {
    AHAFLOW_FLOWS: join(home, "flows"),
    AHAFLOW_CONFIG: config,
    AHAFLOW_DATA: data,
    AHAFLOW_HOST: "127.0.0.1",
    AHAFLOW_PORT: "0",
    AHAFLOW_ADMIN_PORT: "0",
    ...env,
  });
}

/**
 * Starts a program that says "ready" in a line of JSON; what else stands in the line comes with it.
 * @returns its process, `readyMs`, and what `cpuOf` needs
 */
async function start(file, args, env) {
  const from = performance.now();
  const program = launch(file, args, env);
  for await (const line of createInterface({ input: program.child.stdout })) {
    const entry = line.startsWith("{") ? JSON.parse(line) : {};
    if (entry.msg !== "ready") continue;
    program.child.stdout.resume();
    return { ...program, ...entry, pid: program.child.pid, readyMs: performance.now() - from };
  }
  throw new Error(`${args.join(" ")} ended before it was ready`);
}

/** Starts a program, without waiting for anything. */
export function launch(file, args, env) {
  const threads = join(newFolder(), "threads");
  const child = spawn(file, ["-r", TELL_THREADS, ...args], {
    env: { ...process.env, ...env, BENCH_THREADS: threads },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.add(child);
  return { child, pid: child.pid, threads };
}

export async function stop({ child }) {
  children.delete(child);
  if (child.exitCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}

export function newFolder() {
  const path = join(folder, String(++started));
  mkdirSync(path);
  return path;
}
