/** Deliveries that bring a list: a run for each entry, once, in order. */
import { expect, it, vi } from "vitest";
import type { Flow } from "#src/generated/flow.js";
import { problemsIn, projectFolder } from "../flows/check-project.ts";
import type { AnyDaemon } from "../support/daemon.ts";
import { callStep, Project } from "../support/project.ts";
import { OK, startUpstream } from "../support/upstream.ts";

const KEY = "ma-pay2s-thu-nghiem-01";
const entry = (id: string, more: object = {}) => ({
  id,
  content: "DH1001",
  transferType: "IN",
  transferAmount: 250_000,
  ...more,
});
const deliver = (daemon: AnyDaemon, ...transactions: object[]) =>
  daemon.send("/pay2s", {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${KEY}` },
    body: JSON.stringify({ transactions, sent: 1 }),
  });

async function start(more: Partial<Flow["on"]> = {}) {
  const upstream = await startUpstream();
  const project = new Project({ secrets: { key: KEY }, limits: { backlog: 40 } });
  project.flow("pay2s", {
    webhook: { from: "pay2s.transactions", credentials: { token: "{{secrets.key}}" }, ...more },
    concurrency: { key: "all" },
    steps: [callStep(upstream.url, "tell", { json: { id: "{{trigger.body.id}}" } })],
  });
  const told = () => upstream.arrivals.map(({ json }) => (json as { id: string }).id);
  return { project, upstream, told };
}

it("starts a run for each entry in their order, and of a repeat what is new, over a crash", async () => {
  const { project, upstream, told } = await start();
  const before = await project.start();
  const many = Array.from({ length: 20 }, (_, at) => entry(`T${at}`));
  const first = await deliver(before, ...many);
  expect([first.status, first.body]).toEqual([200, { success: true }]);
  await upstream.arrived(20);
  for (const { id } of await before.runs()) await before.finished(id);
  expect(told()).toEqual(many.map(({ id }) => id));
  await before.crash();
  const daemon = await project.start();
  const again = await deliver(
    daemon,
    entry("T3"),
    entry("N1"),
    entry("T4"),
    entry("N1"),
    entry("N2"),
  );
  expect([again.status, again.body]).toEqual([200, { success: true }]);
  await upstream.arrived(22);
  expect(told().slice(20)).toEqual(["N1", "N2"]);
  const runs = await daemon.runs();
  expect(runs).toHaveLength(22);
  const { payload } = await daemon.run(runs[0]?.id ?? "");
  expect(payload.body).toEqual(entry("N2"));
});

it("refuses a delivery with one entry that does not fit, and starts none of it", async () => {
  const { project } = await start();
  const daemon = await project.open();
  const { status, body } = await deliver(daemon, entry("T1"), { id: "T2" });
  expect([status, body.error?.code]).toEqual([422, "payload_invalid"]);
  expect(JSON.stringify(body.error?.details)).toContain("/transactions/1");
  const shown = await daemon.admin("/api/v1/flows/pay2s");
  expect(shown.body).toMatchObject({ sample: { transactions: [{ id: "100001" }] } });
  const none = await daemon.send("/pay2s", {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${KEY}` },
    body: "{}",
  });
  expect(none.status).toBe(422);
  expect((await deliver(daemon)).status).toBe(200);
  const much = await deliver(daemon, ...Array.from({ length: 1_001 }, (_, at) => entry(`${at}`)));
  expect(much.status).toBe(422);
  expect(await daemon.runs()).toEqual([]);
});

it("what had no room is started when the sender sends again", async () => {
  const { project, upstream, told } = await start();
  const open: (() => void)[] = [];
  upstream.answer = (response, arrival) => open.push(() => OK(response, arrival));
  const daemon = await project.open();
  const many = Array.from({ length: 60 }, (_, at) => entry(`T${at}`));
  const first = await deliver(daemon, ...many);
  expect([first.status, first.body.error?.code]).toEqual([503, "backlog_full"]);
  const kept = await daemon.runs();
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.length).toBeLessThan(60);
  upstream.answer = OK;
  for (const answer of open) answer();
  await vi.waitFor(async () => expect((await deliver(daemon, ...many)).status).toBe(200), 10_000);
  const ids = (await daemon.runs()).map(({ id }) => id);
  expect(ids).toHaveLength(60);
  for (const id of ids) await daemon.finished(id);
  expect(told().toSorted()).toEqual(many.map(({ id }) => id).toSorted());
});

it("any list can be one: the flow says its path, and what makes two entries the same", async () => {
  const project = new Project();
  project.flow("own", {
    webhook: {
      items: "data.orders",
      dedupe: { key: "{{body.no}}" },
      schema: {
        required: ["no"],
        properties: { no: { type: "integer" }, lane: { type: ["string", "null"] } },
      },
    },
    concurrency: { key: "{{trigger.body.lane}}" },
    steps: [{ set: { a: "{{trigger.body.no}}" } }],
  });
  const daemon = await project.open();
  const post = (...orders: object[]) =>
    daemon.post("/own", {
      data: { orders: orders.map((one) => ({ lane: "a", ...one })) },
      of: "shop",
    });
  const { status, body } = await post({ no: 1 }, { no: 2 });
  expect([status, body]).toEqual([
    202,
    { runs: [{ run_id: expect.any(String) }, { run_id: expect.any(String) }] },
  ]);
  const again = await post({ no: 2 }, { no: 1 });
  expect(again.status).toBe(200);
  expect(again.body).toEqual({
    runs: [
      expect.objectContaining({ duplicate: true }),
      expect.objectContaining({ duplicate: true }),
    ],
  });
  expect((await post({ no: 3 }, { no: "3" })).status).toBe(422);
  expect((await post({ no: 4 }, { no: 5, lane: null })).status).toBe(422);
  expect((await daemon.post("/own", { data: {} })).status).toBe(422);
  expect(await daemon.runs()).toHaveLength(2);
});

const flow = (webhook: string, step = "set: { a: 1 }") =>
  `on: { webhook: { path: /a/3f9a1c77b2d84e60a5c1d9e8, ${webhook} } }\nsteps: [{ ${step} }]\n`;

it.each([
  ["no key", flow("items: orders"), ["missing-field"]],
  [
    "a key that all entries have",
    flow("items: orders, dedupe: { key: '{{headers.x-id}}/{{params.shop}}' }").replace(
      "/a/",
      "/a/:shop/",
    ),
    ["wrong-value"],
  ],
  [
    "a key of which a part is of the entry",
    flow("items: orders, dedupe: { key: '{{headers.x-id}}/{{#with body}}{{id}}{{/with}}' }"),
    [],
  ],
  ["no such list", flow("from: kiotviet.event, items: Notification"), ["wrong-value"]],
  [
    "a list of a known sender",
    flow("from: kiotviet.event, items: Notifications, dedupe: { key: '{{json body}}' }"),
    [],
  ],
  [
    "an answer",
    flow("from: pay2s.transactions", "respond: { body: { success: true } }"),
    ["no-success", "wrong-value"],
  ],
  [
    "a field of the delivery",
    flow(
      "from: pay2s.transactions",
      'uses: http.request, with: { url: "https://x.vn/{{trigger.body.transactions}}" }',
    ),
    ["unknown-field"],
  ],
  [
    "a field of an entry",
    flow(
      "from: pay2s.transactions",
      'uses: http.request, with: { url: "https://x.vn/{{trigger.body.id}}" }',
    ),
    [],
  ],
])("items with %s", async (_name, text, rules) => {
  const problems = await problemsIn(projectFolder({ "flows/a.yaml": text }));
  expect(problems.map(({ rule }) => rule).toSorted()).toEqual(rules);
});
