import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { bodyOf } from "./flows.mjs";

export const CONNECTIONS = 64;

/** How often autocannon looks whether it is done, in milliseconds; its own second would blur the rate. */
const LOOK_MS = 10;

/**
 * Sends a number of webhooks in a closed loop, from autocannon in a process of its own.
 * @returns {Promise<{startedAt: number, seconds: number, p99: number}>} the beginning (milliseconds of
 *   the wall clock), the time until the last answer, and the answers' p99 in milliseconds
 */
export async function send(url, count) {
  const headers = ["-m", "POST", "-H", "content-type=application/json", "-b", bodyOf("DH1024")];
  const amount = ["-c", String(CONNECTIONS), "-a", String(count), "-L", String(LOOK_MS)];
  const child = spawn(
    process.execPath,
    [fileURLToPath(import.meta.resolve("autocannon")), "--json", ...amount, ...headers, url],
    { stdio: ["ignore", "pipe", "ignore"] },
  );
  const result = JSON.parse(await textOf(child.stdout));
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} answers were not 2xx, ${result.errors} errors`);
  const startedAt = Date.parse(result.start);
  const seconds = (Date.parse(result.finish) - startedAt) / 1_000;
  return { startedAt, seconds, p99: result.latency.p99 };
}

/** Runs sender.mjs, which says itself what it does. */
export async function flood(plan) {
  const child = spawn(process.execPath, ["bench/sender.mjs", JSON.stringify(plan)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  return JSON.parse(await textOf(child.stdout));
}

async function textOf(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
