/** `ahaflow register`, against the simulated server. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Controls } from "#src/platforms/chatbotx/simulator/controls.js";
import type { Simulator } from "#src/platforms/chatbotx/simulator/simulator.js";
import type { Workspace } from "#src/platforms/chatbotx/simulator/workspace.js";
import { start, TOKEN, WORKSPACE } from "../platforms/chatbotx/shop.ts";
import { type Ended, folderOf, ahaflow as program } from "./command-line.ts";

const SECRET = "a secret/with=odd&signs-0123456789";
const AUTH = '[{ query: { name: key, value: "{{secrets.key}}" } }]';
const PLACE = "https://hooks.shop.vn/aha";
const KEY = "?key=a+secret%2Fwith%3Dodd%26signs-0123456789";

const config = ({ baseUrl }: Pick<Simulator, "baseUrl">, server = `public_url: ${PLACE}/`) => `
connections:
  shop: { type: chatbotx, token: "${TOKEN}", base_url: "${baseUrl}" }
  wrong: { type: chatbotx, token: "another", base_url: "${baseUrl}" }
  bot: { type: ahachat, bot_id: "12404829", bot_token: "a-token-for-this-test" }
secrets: { key: "${SECRET}" }
server: { ${server} }
`;

const flow = (name: string, webhook: string, more = "connection: shop") =>
  `name: ${name}\n${more}\non: { webhook: { path: /${name}, ${webhook} } }\nsteps: [{ set: { a: 1 } }]\n`;

const ORDER = `from: chatbotx.flow_data, auth: ${AUTH}, register: { event: order }`;
const TAGGED = `from: chatbotx.event, auth: ${AUTH}, register: { watch: { tag_applied: [buyer], new_contact: true } }`;

interface Shop {
  readonly simulator: Simulator;
  write(name: string, text: string): void;
  register(...args: string[]): Promise<Ended>;
  /** What the simulator keeps, conditions of webhooks included, which no call shows. */
  readonly workspace: Workspace;
  /** What the workspace calls: events of steps, and webhooks by name. */
  called(): string[];
}

async function shop(flows: Readonly<Record<string, string>>, server?: string): Promise<Shop> {
  const simulator = await start();
  const files = Object.entries(flows).map(([name, text]) => [`flows/${name}.yaml`, text]);
  const folder = folderOf({
    "ahaflow.yaml": config(simulator, server),
    ...Object.fromEntries(files),
  });
  const places = ["--flows", join(folder, "flows"), "--config", join(folder, "ahaflow.yaml")];
  const { state } = simulator as unknown as Pick<Controls, "state">;
  const workspace = state.workspace(WORKSPACE);
  return {
    simulator,
    workspace,
    write: (name, text) => writeFileSync(join(folder, name), text),
    register: async (...args) => {
      const ended = await program(["register", ...args, ...places]);
      for (const text of [ended.out, ended.err]) expect(text).not.toMatch(/0123456789/);
      return ended;
    },
    called: () => {
      return [
        ...[...workspace.externalWebhooks.values()].map(
          ({ event, url, provider }) => `${provider} ${event} ${url}`,
        ),
        ...[...workspace.webhooks.values()].map(
          ({ name, url, conditions }) => `${name} ${url} ${JSON.stringify(conditions)}`,
        ),
      ];
    },
  };
}

const writes = ({ simulator }: Shop) =>
  simulator.calls().calls.filter(({ method }) => method !== "GET").length;

it("shows, does, changes nothing the second time, and takes away", async () => {
  const project = await shop({
    order: flow("order", ORDER),
    tagged: flow("tagged", TAGGED),
    other: flow("other", `from: chatbotx.contact_data, auth: ${AUTH}`),
  });
  const at = (name: string) => `→ ${PLACE}/${name} (shop)`;
  const dry = await project.register("--dry-run");
  expect(dry).toEqual({
    code: 0,
    err: "",
    out: `order: would register event "order" ${at("order")}\ntagged: would register new_contact, tag_applied "buyer" ${at("tagged")}`,
  });
  expect([project.called(), writes(project)]).toEqual([[], 0]);

  const first = await project.register();
  expect([first.code, first.out]).toEqual([0, dry.out.replaceAll("would register", "registered")]);
  const called = project.called();
  expect(called).toEqual([
    `make order ${PLACE}/order${KEY}`,
    expect.stringMatching(/^ahaflow tagged [0-9a-f]{8} /),
  ]);
  expect(called[1]).toContain(
    `${PLACE}/tagged${KEY} [{"type":"newContact"},{"type":"tagApplied","sourceId":"4000"}]`,
  );

  const again = await project.register();
  expect(again.out).toBe(dry.out.replaceAll("would register", "is there:"));
  expect([project.called(), writes(project)]).toEqual([called, 2]);

  expect((await project.register("order", "--remove", "--dry-run")).out).toBe(
    `order: would take away event "order" ${at("order")}`,
  );
  expect(project.called()).toEqual(called);
  expect((await project.register("order", "--remove")).out).toBe(
    `order: took away event "order" ${at("order")}`,
  );
  expect(project.called()).toEqual(called.slice(1));
  expect((await project.register("--remove")).code).toBe(0);
  expect(project.called()).toEqual([]);
  expect((await project.register("--remove")).out).toContain(
    `order: nothing is registered for ${PLACE}/order (shop)`,
  );
  await project.register();
  expect(project.called()).toHaveLength(2);
});

it("puts in the place of what the flow said before what it says now, and leaves the rest", async () => {
  const project = await shop({ order: flow("order", ORDER), tagged: flow("tagged", TAGGED) });
  await project.register();
  const { workspace } = project;
  const foreign = {
    createdAt: 0,
    conditions: [{ type: "newContact" }],
  };
  workspace.webhooks.set("7", { ...foreign, id: "7", name: "by hand", url: `${PLACE}/tagged` });
  workspace.webhooks.set("8", {
    ...foreign,
    id: "8",
    name: "ahaflow tagged x",
    url: "https://b.vn/",
  });
  project.write("flows/order.yaml", flow("order", ORDER.replace("event: order", "event: paid")));
  project.write("flows/tagged.yaml", flow("tagged", TAGGED.replace("buyer", "VIP")));
  const changed = await project.register();
  expect(changed.out.split("\n").map((line) => line.split(" →")[0])).toEqual([
    'order: registered event "paid"',
    'order: took away event "order"',
    'tagged: registered new_contact, tag_applied "VIP"',
    expect.stringMatching(/^tagged: took away the webhook "ahaflow tagged [0-9a-f]{8}"$/),
  ]);
  expect(project.called()).toEqual([
    `make paid ${PLACE}/order${KEY}`,
    expect.stringContaining("by hand"),
    expect.stringContaining("https://b.vn/"),
    expect.stringContaining('"sourceId":"4001"'),
  ]);
  const secret = config(project.simulator).replace(SECRET, "another-secret-0123456789");
  project.write("ahaflow.yaml", secret);
  await project.register();
  expect(project.called().filter((one) => one.includes("another-secret"))).toHaveLength(2);
  expect(project.called()).toHaveLength(4);
});

describe("says what is wrong", () => {
  it.each([
    [{}, ["ordr"], 2, 'there is no flow "ordr"'],
    [{}, ["plain"], 2, "says no on.webhook.register"],
    [{ server: "body_limit: 1MiB" }, [], 2, "does not say where senders reach it"],
    [{ server: "public_url: http://hooks.shop.vn" }, [], 1, "public_url"],
    [
      { order: ORDER.replace(/auth: \[.*?\]/, "auth: [{ bearer: { token: abc } }]") },
      [],
      2,
      "no address can carry",
    ],
    [{ order: `methods: [PUT], ${ORDER}` }, [], 2, "does not take POST"],
    [
      { order: ORDER.replace("event: order", "event: order, connection: bot") },
      [],
      1,
      "of type ahachat",
    ],
    [
      { order: ORDER.replace("event: order", "event: order, connection: shp") },
      [],
      1,
      'did you mean "shop"?',
    ],
    [{ more: "enabled: false\nconnection: shop" }, ["order"], 2, "is disabled"],
    [{ more: "description: none" }, [], 1, "needs a connection"],
    [
      { order: ORDER.replace("event: order", "event: order, connection: wrong") },
      [],
      1,
      "bad_credentials",
    ],
    [
      { order: TAGGED.replace("buyer", "byer") },
      [],
      1,
      'register.watch.tag_applied[0] names no tag of the workspace\n  did you mean "buyer"?',
    ],
    [{ server: "public_url: https://shop.test" }, [], 1, "invalid_request"],
  ])(
    "%j %j",
    async ({
      order = ORDER,
      more,
      server,
    }: { order?: string; more?: string; server?: string }, args, code, message) => {
      const project = await shop(
        { order: flow("order", order, more), plain: flow("plain", "methods: [POST]") },
        server,
      );
      const ended = await project.register(...args);
      expect(ended.err).toContain(message);
      expect(ended).toMatchObject({ code, out: "" });
      expect(project.called()).toEqual([]);
    },
  );

  it("of one flow, and does the others", async () => {
    const wrong = ORDER.replace("event: order", "event: order, connection: wrong");
    const project = await shop({ a: flow("a", wrong), b: flow("b", ORDER) });
    const ended = await project.register();
    expect(ended).toMatchObject({ code: 1, out: expect.stringMatching(/^b: registered/) });
    expect(ended.err).toContain("error: a: bad_credentials");
    expect(project.called()).toHaveLength(1);
  });

  it("a disabled flow, and a folder without any, are no mistakes", async () => {
    const project = await shop({ order: flow("order", ORDER, "enabled: false\nconnection: shop") });
    expect(await project.register()).toEqual({
      code: 0,
      out: "",
      err: expect.stringContaining("note: no flow says on.webhook.register"),
    });
  });
});
