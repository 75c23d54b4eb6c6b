// Speed and memory, as ratios against a bare express program measured in the same run
// (docs/performance.md). The load comes from autocannon in a process of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const ROUNDS = 3;
const SECONDS = 6;
const CONNECTIONS = 64;
const RUNS = 6_000;
const BODY = JSON.stringify({
  messenger_user_id: "6543210987654321",
  customer: { name: `Trần "Bé" \\ O'Neil 🎉`, phone: "0908071111" },
  order: { id: "DH1024", total: 1_250_000, note: "x".repeat(400) },
});

const folder = mkdtempSync(join(tmpdir(), "ahaflow-bench-"));
const children = new Set();
try {
  await bench();
} finally {
  for (const child of children) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
}

async function bench() {
  const upstream = await start(["bench/upstream.mjs"]);
  const rounds = [];
  for (let round = 1; round <= ROUNDS; round++) {
    rounds.push({
      bare: await measure(await start(["bench/bare.mjs"], { UPSTREAM: upstream.url }), upstream),
      ours: await measure(
        await startDaemon(`round-${round}`, benchFlows(), upstream.url),
        upstream,
      ),
    });
  }
  const row = (name, of, unit) => {
    const bare = median(rounds.map(({ bare }) => of(bare)));
    const ours = median(rounds.map(({ ours }) => of(ours)));
    const ratio = median(rounds.map(({ bare, ours }) => of(ours) / of(bare)));
    console.log(
      `${name.padEnd(34)} ${fixed(ours)} ${fixed(bare)} ${unit.padEnd(7)} ratio ${ratio.toFixed(2)}`,
    );
  };
  console.log(`\nmedian of ${ROUNDS} rounds, ${CONNECTIONS} connections      ahaflow       bare`);
  row("webhooks accepted", (result) => result.accepted, "/s");
  row("p99 of their answers", (result) => result.acceptedP99, "ms");
  row("three-step runs completed", (result) => result.completed, "/s");
  row("p99 of the answers meanwhile", (result) => result.completedP99, "ms");
  for (const count of [100, 1_000]) {
    const daemon = await startDaemon(`idle-${count}`, manyFlows(count), upstream.url);
    await pause(2_000);
    const memory = residentMiB(daemon.child.pid);
    console.log(
      `${count} flows: ready after ${Math.round(daemon.readyMs)} ms, idle ${memory} MiB resident`,
    );
    await stop(daemon);
  }
}

/** Accepts alone, then whole runs, of one program. */
async function measure(program, upstream) {
  const accept = await load(`${program.webhook_url}/accept`, ["-d", String(SECONDS)]);
  const before = await count(upstream);
  const started = performance.now();
  const runs = await load(`${program.webhook_url}/run`, ["-a", String(RUNS)]);
  while ((await count(upstream)) < before + 3 * RUNS) await pause(5);
  const seconds = (performance.now() - started) / 1_000;
  await stop(program);
  return {
    accepted: accept.requests.average,
    acceptedP99: accept.latency.p99,
    completed: RUNS / seconds,
    completedP99: runs.latency.p99,
  };
}

async function load(url, amount) {
  const child = spawn(
    process.execPath,
    [
      fileURLToPath(import.meta.resolve("autocannon")),
      "--json",
      "-c",
      String(CONNECTIONS),
      ...amount,
      "-m",
      "POST",
      "-H",
      "content-type=application/json",
      "-b",
      BODY,
      url,
    ],
    { stdio: ["ignore", "pipe", "ignore"] },
  );
  const chunks = [];
  for await (const chunk of child.stdout) chunks.push(chunk);
  const result = JSON.parse(Buffer.concat(chunks).toString());
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} answers were not 2xx, ${result.errors} errors`);
  return result;
}

function step(text) {
  return `  - ${text}\n`;
}

function benchFlows() {
  const user = `user_id: "{{trigger.body.messenger_user_id}}"`;
  return {
    accept: `name: accept\non: { webhook: { path: /accept } }\nsteps:\n${step(`{ if: false, uses: http.request, with: { url: "http://127.0.0.1" } }`)}`,
    run: `name: run\nconnection: shop\non: { webhook: { path: /run } }\nsteps:\n${step(`{ uses: ahachat.add_tags, with: { ${user}, tags: [buyer, "{{trigger.body.order.id}}"] } }`)}${step(`{ uses: ahachat.add_attributes, with: { ${user}, attributes: { total: "{{trigger.body.order.total}}" } } }`)}${step(`{ uses: ahachat.send_text, with: { ${user}, text: "Cảm ơn, đơn {{trigger.body.order.id}}" } }`)}`,
  };
}

/** Copies of the longest example, under other names and paths. */
function manyFlows(number) {
  const text = readFileSync("flows/order-thanks.yaml", "utf8");
  return Object.fromEntries(
    Array.from({ length: number }, (_, index) => [
      `flow-${index}`,
      text
        .replace("name: order-thanks", `name: order-thanks-${index}`)
        .replace("path: /orders/", `path: /orders-${index}/`),
    ]),
  );
}

async function startDaemon(name, flows, upstream) {
  const home = join(folder, name);
  mkdirSync(join(home, "flows"), { recursive: true });
  cpSync("flows/samples", join(home, "flows/samples"), { recursive: true });
  for (const [file, text] of Object.entries(flows))
    writeFileSync(join(home, "flows", `${file}.yaml`), text);
  const config = join(home, "ahaflow.yaml");
  writeFileSync(
    config,
    `connections: { shop: { type: ahachat, bot_id: "1", bot_token: "t", base_url: "${upstream}", rate_limit: 1000000/s } }\n`,
  );
  return start(["dist/main.js", "start"], {
    AHAFLOW_FLOWS: join(home, "flows"),
    AHAFLOW_CONFIG: config,
    AHAFLOW_DATA: join(home, "data"),
    AHAFLOW_HOST: "127.0.0.1",
    AHAFLOW_PORT: "0",
    AHAFLOW_ADMIN_PORT: "0",
  });
}

async function start(args, env = {}) {
  const from = performance.now();
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.add(child);
  for await (const line of createInterface({ input: child.stdout })) {
    const entry = JSON.parse(line);
    if (entry.msg !== "ready") continue;
    child.stdout.resume();
    return { ...entry, child, readyMs: performance.now() - from };
  }
  throw new Error(`${args.join(" ")} ended before it was ready`);
}

async function stop({ child }) {
  children.delete(child);
  child.kill("SIGTERM");
  await once(child, "exit");
}

async function count(upstream) {
  return Number(await (await fetch(`${upstream.url}/count`)).text());
}

function residentMiB(pid) {
  const kib = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Math.round(Number(kib) / 1_024);
}

function median(values) {
  return values.toSorted((one, two) => one - two)[Math.floor(values.length / 2)];
}

function fixed(value) {
  return value.toFixed(value < 100 ? 1 : 0).padStart(10);
}
