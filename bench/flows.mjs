import { readFileSync } from "node:fs";

const USER = `user_id: "{{trigger.body.messenger_user_id}}"`;
const ORDER = `"{{trigger.body.order.id}}"`;

/** The body of every webhook; `id` is the order's. */
export function bodyOf(id) {
  return JSON.stringify({
    messenger_user_id: "6543210987654321",
    customer: { name: `Trần "Bé" \\ O'Neil 🎉`, phone: "0908071111" },
    order: { id, total: 1_250_000, note: "x".repeat(400) },
  });
}

/** A flow whose run does nothing, and one of three calls. */
export function webhookFlows() {
  return {
    accept: flow("accept", [
      `{ if: false, uses: http.request, with: { url: "http://127.0.0.1" } }`,
    ]),
    run: flow("run", threeCalls(`total: "{{trigger.body.order.total}}"`)),
  };
}

/** Two flows of three calls, each of which tells the order's id. */
export function overloadFlows() {
  return {
    flood: flow("flood", threeCalls(`order: ${ORDER}`)),
    trickle: flow("trickle", threeCalls(`order: ${ORDER}`)),
  };
}

/** One of them, whose runs go one after the other where the webhook names the same key, or all at once. */
export function keyedFlow(hasKey) {
  const more = hasKey ? `concurrency: { key: "{{trigger.query.key}}" }\n` : "";
  return { flood: flow("flood", threeCalls(`order: ${ORDER}`), more) };
}

/** Copies of the longest example, under other names and paths. */
export function manyFlows(count) {
  const text = readFileSync("flows/order-thanks.yaml", "utf8");
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `flow-${index}`,
      text
        .replace("name: order-thanks", `name: order-thanks-${index}`)
        .replace("path: /orders/", `path: /orders-${index}/`),
    ]),
  );
}

function threeCalls(attribute) {
  return [
    `{ uses: ahachat.add_tags, with: { ${USER}, tags: [buyer, ${ORDER}] } }`,
    `{ uses: ahachat.add_attributes, with: { ${USER}, attributes: { ${attribute} } } }`,
    `{ uses: ahachat.send_text, with: { ${USER}, text: "Cảm ơn, đơn {{trigger.body.order.id}}" } }`,
  ];
}

function flow(name, steps, more = "") {
  const head = `name: ${name}\nconnection: shop\non: { webhook: { path: /${name} } }\n${more}steps:\n`;
  return head + steps.map((step) => `  - ${step}\n`).join("");
}
