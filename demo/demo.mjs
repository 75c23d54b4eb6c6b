// The main job, end to end: the daemon as it is run in production, simulators in the place of AhaChat
// and ChatbotX, the examples' samples as webhooks. Ends 0 only when everything is as it should be.
// With --stay the daemon stays at the end, with its page and a message that failed.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";

const BOT = "12404829";
/** The same shop's workspace at ChatbotX, and a customer there. */
const WORKSPACE = "shop";
const DUNG = "11800774424166400";
const say = (line = "") => console.log(line);
const MARKS = { succeeded: "✓", skipped: "-" };
const cleanUp = [];

try {
  const running = await demo();
  say("\nEverything was as it should be.");
  if (process.argv.includes("--stay")) await stay(running);
} catch (error) {
  console.error(`\nThe demo failed: ${error.stack}`);
  process.exitCode = 1;
} finally {
  for (const step of cleanUp.toReversed()) await step();
}

async function demo() {
  const crm = await startCrm();
  const simulator = await startSimulator("ahachat", "demo/seed.json");
  const chatbotx = await startSimulator("chatbotx", "demo/chatbotx-seed.json");
  const daemon = await startDaemon(simulator, chatbotx, crm);
  say(`AhaChat simulator   ${simulator.url}`);
  say(`ChatbotX simulator  ${chatbotx.url}`);
  say(`ahaflow             webhooks ${daemon.webhook_url}, admin ${daemon.admin_url}\n`);

  say(
    "One failure is ordered: AhaChat will answer the next text message 503 with Retry-After, twice.\n",
  );
  await post(`${simulator.url}/_simulator/faults`, {
    endpoint: "send_text",
    status: 503,
    // It was not taken, so that a step with `on_doubt: fail` may try again, too.
    headers: { "retry-after": "1" },
    times: 2,
  });

  const order = await run(daemon, "order-thanks", "order");
  assert.equal(order.step("thanks").attempts.length, 3, "two failures, then success");
  const repeat = await deliver(daemon, "order");
  assert.deepEqual([repeat.status, repeat.body], [200, { run_id: order.id, duplicate: true }]);
  say("The same order once more: answered 200, duplicate; no second run.\n");
  await run(daemon, "lead-to-crm", "lead");
  await run(daemon, "appointment-reminder", "appointment");
  await run(daemon, "product-gallery", "gallery");
  await run(daemon, "unsubscribe", "unsubscribe");
  say("An order of the web shop; its buyer is known by phone, in the shop's ChatbotX workspace.\n");
  await run(daemon, "chatbotx-order-thanks", "chatbotx-order");

  say("What each customer's Messenger shows now, first the bot's, then the workspace's:\n");
  const an = await customer(simulator, "6543210987654321");
  const binh = await customer(simulator, "6543210987654322");
  const chi = await customer(simulator, "6543210987654323");
  const dung = await contact(chatbotx, DUNG);
  assert.deepEqual(texts(an), [
    "Cảm ơn An! Đơn DH1024 trị giá 1.250.000đ đã được ghi nhận.",
    "Mẫu mới của nhóm áo dài đây ạ:",
    "[2 cards: Áo dài lụa xanh | Áo dài gấm đỏ]",
    "Dạ shop đã ngừng gửi tin khuyến mãi cho An ạ.",
  ]);
  assert.deepEqual(an.tags, ["buyer", "shop-hanoi"]);
  assert.deepEqual(an.attributes, { vip: true, last_total: 1250000, phone: "0908071111" });
  assert.deepEqual(binh.attributes, { crm_lead_id: 501, phone: "0908072222" });
  assert.deepEqual(texts(chi), [
    "Chào Chi, hẹn gặp bạn lúc 09:30 01/12/2026 tại 12 Lê Lợi, Quận 1 nhé!",
  ]);
  assert.deepEqual(
    dung.received.map(({ text }) => text),
    ["Cảm ơn Dung đã đặt hàng! Đơn DH2048 (890.000đ) sẽ được gửi đi trong hôm nay ạ."],
  );
  assert.deepEqual(dung.tags, ["đã mua hàng"]);
  assert.deepEqual(crm.leads, [
    { name: "Trần Bình", phone: "+84908072222", note: "", source: "messenger" },
  ]);
  return { daemon, simulator };
}

/** Lets somebody look, and find out what is wrong, until Ctrl-C. */
async function stay({ daemon, simulator }) {
  await post(`${simulator.url}/_simulator/faults`, {
    endpoint: "send_text",
    status: 403,
    times: 1,
  });
  await deliver(daemon, "order", { order: { id: "DH1025", total: 990000 } });
  say(
    "\nOne more order came in, and AhaChat refused the message of thanks. The page shows why, and",
  );
  say("sends it again:\n");
  say(`    ${daemon.admin_url}/\n`);
  say("Ctrl-C ends it.");
  await new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, resolve);
  });
}

/** The daemon with an empty journal, every call of it led to what stands in. */
function startDaemon(simulator, chatbotx, crm) {
  const data = mkdtempSync(join(tmpdir(), "ahaflow-demo-"));
  cleanUp.push(() => rmSync(data, { recursive: true, force: true }));
  return startAhaflow(["start"], {
    AHACHAT_URL: simulator.url,
    SHOP_BOT_TOKEN: "demo-token-0123456789abcdef",
    CHATBOTX_URL: chatbotx.base_url,
    SHOP_CHATBOTX_TOKEN: "demo-workspace-token-0123456789",
    CRM_URL: crm.url,
    CRM_KEY: "demo-crm-key",
    // Staff are told of failures there; it takes what it gets.
    TELEGRAM_URL: crm.url,
    AHAFLOW_DATA: data,
    AHAFLOW_HOST: "127.0.0.1",
    AHAFLOW_PORT: "0",
    AHAFLOW_ADMIN_PORT: "0",
    AHAFLOW_LOG_LEVEL: "info",
  });
}

function startSimulator(platform, seed) {
  return startAhaflow(["simulator", platform, "--port", "0", "--seed", seed]);
}

/** A command of ahaflow as a process; what its first line with "ready" says. */
async function startAhaflow(args, env = {}) {
  const child = spawn(process.execPath, ["dist/main.js", ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  cleanUp.push(async () => {
    if (child.exitCode !== null) return;
    child.kill("SIGTERM");
    await once(child, "exit");
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const entry = JSON.parse(line);
    if (entry.msg === "ready") {
      child.stdout.resume();
      return entry;
    }
  }
  throw new Error(`ahaflow ${args[0]} ended before it was ready`);
}

/** Posts a sample as who sends it would, with some fields of its own. */
async function deliver(daemon, sample, fields = {}) {
  const { method, path, query, headers, ...came } = JSON.parse(
    readFileSync(`flows/samples/${sample}.json`, "utf8"),
  );
  const body = came.body === null ? null : { ...came.body, ...fields };
  const isForm = headers["content-type"] === "application/x-www-form-urlencoded";
  const url = `${daemon.webhook_url}${path}?${new URLSearchParams(query)}`;
  const response = await fetch(url, {
    method,
    headers,
    ...(body === null ? {} : { body: isForm ? new URLSearchParams(body) : JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

async function run(daemon, flow, sample) {
  const accepted = await deliver(daemon, sample);
  assert.equal(accepted.status, 202, JSON.stringify(accepted.body));
  const url = `${daemon.admin_url}/api/v1/runs/${accepted.body.run_id}`;
  let record = await get(url);
  while (record.finished_at === null) {
    await pause(20);
    record = await get(url);
  }
  say(`${flow}: ${record.status}`);
  for (const step of record.steps) {
    const how = step.status === "skipped" ? ", skipped: its `if` is false" : "";
    say(`  ${MARKS[step.status] ?? "✗"} ${step.path.padEnd(10)} ${step.uses ?? step.kind}${how}`);
    for (const [index, attempt] of step.attempts.entries())
      if (attempt.error)
        say(
          `      attempt ${index + 1}: ${attempt.error.reason}: ${attempt.error.message}; tried again`,
        );
  }
  say();
  assert.equal(record.flow, flow);
  assert.equal(record.status, "succeeded", JSON.stringify(record.error));
  return { id: record.id, step: (path) => record.steps.find((step) => step.path === path) };
}

async function customer(simulator, id) {
  const user = await get(`${simulator.url}/_simulator/bots/${BOT}/users/${id}`);
  say(`${user.last_name} ${user.first_name}   tags: ${user.tags.join(", ") || "none"}`);
  say(`  attributes: ${JSON.stringify(user.attributes)}`);
  for (const line of texts(user)) say(`  ┃ ${line}`);
  say();
  return user;
}

/** A contact of the workspace; ChatbotX takes a message at once, and delivers it later. */
async function contact(simulator, id) {
  await post(`${simulator.url}/_simulator/deliver`, {});
  const url = `${simulator.url}/_simulator/workspaces/${WORKSPACE}/contacts/${id}`;
  const person = await get(url);
  say(`${person.name}   tags: ${person.tags.join(", ") || "none"}`);
  say(`  custom fields: ${JSON.stringify(person.custom_fields)}`);
  for (const { text, inbox } of person.received) say(`  ┃ ${text}   (${inbox})`);
  say();
  return person;
}

function texts(user) {
  return user.received
    .flatMap(({ messages }) => messages)
    .map((message) => message.text ?? cards(message));
}

function cards({ attachment }) {
  const { elements } = attachment.payload;
  return `[${elements.length} cards: ${elements.map(({ title }) => title).join(" | ")}]`;
}

/** The shop's own system, as `http.request` of the examples calls it. */
async function startCrm() {
  const leads = [];
  const items = ["Áo dài lụa xanh", "Áo dài gấm đỏ"].map((name, index) => ({
    name,
    price: 890_000 + index * 360_000,
    image: `https://shop.example/anh/${index + 1}.jpg`,
    url: `https://shop.example/san-pham/${index + 1}`,
  }));
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const allowed = request.headers.authorization === "Bearer demo-crm-key";
    const isLead = request.method === "POST" && request.url === "/leads" && allowed;
    if (isLead) leads.push(JSON.parse(Buffer.concat(chunks).toString()));
    const answer = isLead ? { id: 500 + leads.length } : { items };
    response.setHeader("content-type", "application/json").end(JSON.stringify(answer));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  cleanUp.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${server.address().port}`, leads };
}

async function post(url, body) {
  const headers = { "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  assert.ok(response.ok, `${url} answered ${response.status}`);
}

async function get(url) {
  const response = await fetch(url);
  assert.ok(response.ok, `${url} answered ${response.status}`);
  return response.json();
}
