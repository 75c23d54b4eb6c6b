// The main job, end to end: the daemon with the simulators of every platform, the examples' samples as
// webhooks. Ends 0 only when everything is as it should be.
// With --stay the daemon stays at the end, with its page and a message that failed.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash, createHmac } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";

const BOT = "12404829";
/** A customer of the same shop's workspace at ChatbotX. */
const DUNG = "11800774424166400";
const say = (line = "") => console.log(line);
/** What senders sign with, and how: the headers of a body. */
const SECRETS = { HARAVAN_SECRET: "demo-secret-of-haravan", ZALO_OA_SECRET: "demo-secret-of-zalo" };
const SIGNED = {
  "haravan-order": (body) => ({
    "x-haravan-hmacsha256": createHmac("sha256", SECRETS.HARAVAN_SECRET)
      .update(body)
      .digest("base64"),
  }),
  "zalo-message": (body) => {
    const { app_id, timestamp } = JSON.parse(body);
    const text = `${app_id}${body}${timestamp}${SECRETS.ZALO_OA_SECRET}`;
    return { "x-zevent-signature": `mac=${createHash("sha256").update(text).digest("hex")}` };
  },
};
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
  const daemon = await startDaemon(crm);
  const { ahachat, chatbotx } = daemon.simulators;
  await post(`${ahachat}/_simulator/seed`, readJson("demo/seed.json"));
  await post(`${chatbotx}/_simulator/seed`, readJson("demo/chatbotx-seed.json"));
  say(`simulators  ${Object.keys(daemon.simulators).join(", ")}`);
  say(`ahaflow     webhooks ${daemon.webhook_url}, admin ${daemon.admin_url}\n`);

  say(
    "One failure is ordered: AhaChat will answer the next text message 503 with Retry-After, twice.\n",
  );
  await post(`${ahachat}/_simulator/faults`, {
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
  say("The parcel of the first order, with a carrier that an OpenAPI document describes.\n");
  await run(daemon, "book-parcel", "parcel-to-book");
  say("An order of the Haravan shop, signed as Haravan signs.\n");
  await run(daemon, "haravan-order", "haravan-order");
  say("A message to the official account on Zalo, signed as Zalo signs.\n");
  await run(daemon, "zalo-answer", "zalo-message");

  await showCustomers(daemon.simulators);
  assert.deepEqual(crm.leads, [
    { name: "Trần Bình", phone: "+84908072222", note: "", source: "messenger" },
  ]);
  await showStaff(daemon.simulators);
  return daemon;
}

/** What became of the customers. */
async function showCustomers({ ahachat, chatbotx }) {
  say("What each customer's Messenger shows now, first the bot's, then the workspace's:\n");
  const an = await customer(ahachat, "6543210987654321");
  const binh = await customer(ahachat, "6543210987654322");
  const chi = await customer(ahachat, "6543210987654323");
  const dung = await contact(chatbotx, DUNG);
  assert.deepEqual(texts(an), [
    "Cảm ơn An! Đơn DH1024 trị giá 1.250.000đ đã được ghi nhận.",
    "Mẫu mới của nhóm áo dài đây ạ:",
    "[2 cards: Áo dài lụa xanh | Áo dài gấm đỏ]",
    "Dạ shop đã ngừng gửi tin khuyến mãi cho An ạ.",
    "Đơn DH1024 đã được gửi, mã vận đơn GNX240519, dự kiến giao ngày 03/12 ạ.",
  ]);
  assert.deepEqual(an.tags, ["buyer", "shop-hanoi"]);
  assert.deepEqual(an.attributes, {
    vip: true,
    last_total: 1250000,
    phone: "0908071111",
    parcel_code: "GNX240519",
  });
  assert.deepEqual(binh.attributes, { crm_lead_id: 501, phone: "0908072222" });
  assert.deepEqual(texts(chi), [
    "Chào Chi, hẹn gặp bạn lúc 09:30 01/12/2026 tại 12 Lê Lợi, Quận 1 nhé!",
  ]);
  assert.deepEqual(
    dung.received.map(({ text }) => text),
    ["Cảm ơn Dung đã đặt hàng! Đơn DH2048 (890.000đ) sẽ được gửi đi trong hôm nay ạ."],
  );
  assert.deepEqual(dung.tags, ["đã mua hàng"]);
}

/** The sheet of orders, what the staff has read of the new one, and what the carrier was asked. */
async function showStaff({ google_sheets, telegram, smtp, openapi, zalo }) {
  say("What the shop's people, the carrier and Zalo have got:\n");
  const { spreadsheets } = await get(`${google_sheets}/_simulator/state`);
  const [{ "Đơn hàng": rows }] = Object.values(spreadsheets);
  const { chats } = await get(`${telegram}/_simulator/state`);
  const [[order, question]] = Object.values(chats);
  const { mails } = await get(`${smtp}/_simulator/state`);
  const { calls } = await get(`${openapi}/_simulator/calls`);
  for (const row of rows) say(`  sheet     ${row.join(" | ")}`);
  for (const { text } of [order, question])
    say(`  Telegram  ${text.trim().replaceAll("\n", " / ")}`);
  say(`  mail      to ${mails.map(({ to }) => to.join(", "))}`);
  for (const { method, path } of calls) say(`  carrier   ${method} ${path}`);
  const { sent } = await get(`${zalo}/_simulator/state`);
  for (const { text } of sent) say(`  Zalo      ${text}`);
  assert.deepEqual(rows[1].slice(0, 5), [
    "#1024",
    "28/11/2026 09:15",
    890000,
    "pending",
    "Giao giờ hành chính <3",
  ]);
  assert.equal(order.text.trim(), "Đơn mới #1024: 890.000đ\nGiao giờ hành chính <3");
  assert.equal(question.text.trim(), "Khách nhắn Zalo: Shop còn áo dài size M không?");
  assert.deepEqual([rows.length, mails.length, calls.length, sent.length], [2, 1, 1, 1]);
}

/** Lets somebody look, and find out what is wrong, until Ctrl-C. */
async function stay(daemon) {
  await post(`${daemon.simulators.ahachat}/_simulator/faults`, {
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

/** The daemon with an empty journal, every call of it led to what stands in. @returns where all of it is */
async function startDaemon(crm) {
  const data = mkdtempSync(join(tmpdir(), "ahaflow-demo-"));
  cleanUp.push(() => rmSync(data, { recursive: true, force: true }));
  const child = spawn(process.execPath, ["dist/main.js", "start", "--simulate"], {
    env: {
      ...process.env,
      CRM_URL: crm.url,
      CRM_KEY: "demo-crm-key",
      ...SECRETS,
      AHAFLOW_DATA: data,
      AHAFLOW_HOST: "127.0.0.1",
      AHAFLOW_PORT: "0",
      AHAFLOW_ADMIN_PORT: "0",
      AHAFLOW_LOG_LEVEL: "info",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  cleanUp.push(async () => {
    if (child.exitCode !== null) return;
    child.kill("SIGTERM");
    await once(child, "exit");
  });
  let addresses = {};
  for await (const line of createInterface({ input: child.stdout })) {
    addresses = { ...addresses, ...JSON.parse(line) };
    if (addresses.simulators !== undefined && addresses.webhook_url !== undefined) {
      child.stdout.resume();
      return addresses;
    }
  }
  throw new Error("ahaflow ended before it was ready");
}

/** Posts a sample as who sends it would, with some fields of its own. */
async function deliver(daemon, sample, fields = {}) {
  const { method, path, query, headers, ...came } = readJson(`flows/samples/${sample}.json`);
  const isForm = headers["content-type"] === "application/x-www-form-urlencoded";
  const url = `${daemon.webhook_url}${path}?${new URLSearchParams(query)}`;
  const values = { ...came.body, ...fields };
  const body = isForm ? String(new URLSearchParams(values)) : JSON.stringify(values);
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...SIGNED[sample]?.(body) },
    ...(came.body !== null && { body }),
  });
  return { status: response.status, body: await response.json() };
}

async function run(daemon, flow, sample) {
  const accepted = await deliver(daemon, sample);
  // 202, unless the sender takes something else for a success.
  assert.ok(accepted.status < 300, JSON.stringify(accepted.body));
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
  const user = await get(`${simulator}/_simulator/bots/${BOT}/users/${id}`);
  say(`${user.last_name} ${user.first_name}   tags: ${user.tags.join(", ") || "none"}`);
  say(`  attributes: ${JSON.stringify(user.attributes)}`);
  for (const line of texts(user)) say(`  ┃ ${line}`);
  say();
  return user;
}

/** A contact of the workspace; ChatbotX takes a message at once, and delivers it later. */
async function contact(simulator, id) {
  await post(`${simulator}/_simulator/deliver`, {});
  const url = `${simulator}/_simulator/workspaces/chatbotx/contacts/${id}`;
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

function readJson(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}

async function get(url) {
  const response = await fetch(url);
  assert.ok(response.ok, `${url} answered ${response.status}`);
  return response.json();
}
