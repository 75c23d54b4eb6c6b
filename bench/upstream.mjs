// The least of a platform: answers every call {"success":true} after DELAY_MS, and knows which orders had
// all their calls. GET /count: the calls so far, when the last came, and the orders that are complete.
// POST /lost with the ids of orders: how many of them are not complete, and how many had a call twice.
import { createServer } from "node:http";

const CALLS = ["tags", "attributes", "messages"];
const ORDER = /\b(?:flood|trickle)-\d+\b/;
const delayMs = Number(process.env.DELAY_MS ?? 0);

const orders = new Map();
let calls = 0;
let complete = 0;
let lastCallAt = 0;

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, "http://upstream");
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString();
  if (pathname === "/count") return send(response, { calls, complete, lastCallAt });
  if (pathname === "/lost") return send(response, lostOf(JSON.parse(body)));
  note(CALLS.indexOf(pathname.slice(pathname.lastIndexOf("/") + 1)), ORDER.exec(body)?.[0]);
  if (delayMs === 0) return send(response, { success: true });
  setTimeout(() => send(response, { success: true }), delayMs);
});

function note(call, id) {
  calls++;
  lastCallAt = Date.now();
  if (id === undefined) return;
  const made = orders.get(id) ?? [0, 0, 0];
  orders.set(id, made);
  const others = made.every((times, index) => index === call || times > 0);
  if (others && made[call] === 0) complete++;
  made[call]++;
}

function lostOf(ids) {
  const made = ids.map((id) => orders.get(id) ?? [0, 0, 0]);
  return {
    lost: made.filter((times) => times.includes(0)).length,
    repeated: made.filter((times) => times.some((count) => count > 1)).length,
  };
}

function send(response, value) {
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(value));
}

server.listen(0, "127.0.0.1", () => {
  console.log(JSON.stringify({ msg: "ready", url: `http://127.0.0.1:${server.address().port}` }));
});
process.on("SIGTERM", () => process.exit(0));
