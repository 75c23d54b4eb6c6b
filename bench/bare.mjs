// What a careful programmer would write by hand, without durability: parse, answer, three calls.
import express from "express";
import { Pool } from "undici";

const CALLS = [
  [
    "/api/bots/1/users/6543210987654321/tags",
    ({ id }) => ({ ahachat_token: "t", tags: ["buyer", id] }),
  ],
  ["/api/bots/1/users/6543210987654321/attributes", ({ total }) => ({ ahachat_token: "t", total })],
  [
    "/api/bots/1/users/6543210987654321/messages",
    ({ id }) => ({ ahachat_token: "t", messages: [{ text: `Cảm ơn, đơn ${id}` }] }),
  ],
];

const pool = new Pool(process.env.UPSTREAM, { connections: 16, keepAliveTimeout: 30_000 });
const app = express().disable("x-powered-by").disable("etag");
app.use(express.json());
app.post("/accept", (request, response) =>
  response.status(202).json({ run_id: request.body.order.id }),
);
app.post("/run", (request, response) => {
  response.status(202).json({ run_id: request.body.order.id });
  void run(request.body.order);
});

async function run(order) {
  for (const [path, body] of CALLS) {
    const reply = await pool.request({
      method: "POST",
      path,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body(order)),
    });
    const { success } = await reply.body.json();
    if (!success) throw new Error("no success");
  }
}

const server = app.listen(0, "127.0.0.1", () => {
  const url = `http://127.0.0.1:${server.address().port}`;
  console.log(JSON.stringify({ msg: "ready", webhook_url: url }));
});
process.on("SIGTERM", () => process.exit(0));
