/** What came to one daemon, as another one on the same journal shows it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import type { Delivery, DeliveryList, Erased } from "#src/generated/admin-api.js";
import { ask } from "../support/admin-api.ts";
import { CANARIES } from "../support/canaries.ts";
import type { Daemon } from "../support/daemon.ts";
import { EventReader } from "../support/events.ts";
import { PostgresServer } from "../support/postgres.ts";
import { ahaflow, Command } from "../support/program.ts";
import { Project } from "../support/project.ts";

const server = PostgresServer.forTests();

const asked = async (daemon: Daemon, query = "limit=500") =>
  (await ask<DeliveryList>(daemon, "GET", `/api/v1/deliveries?${query}`)).body;

/** The list with what all have: on a busy machine one may not answer in time. */
const listed = (daemon: Daemon, query?: string) =>
  vi.waitFor(async () => {
    const list = await asked(daemon, query);
    expect(list.unanswered).toEqual([]);
    return list;
  }, 20_000);

const brief = ({ node, status, path, flow, run_id, error }: Delivery) => [
  node,
  status,
  path,
  flow,
  run_id,
  error?.code,
];

/** Two daemons on one journal, each of which knows of the other. */
async function startTwo(): Promise<{
  north: Daemon;
  south: Daemon;
  project: Project;
  url: string;
}> {
  const url = await server.database();
  const schema = { type: "object", required: ["n"], properties: { n: { type: "integer" } } };
  const project = new Project().flow("orders", {
    webhook: { path: "/:shop/orders", schema },
    steps: [{ set: { a: 1 } }],
  });
  const start = (AHAFLOW_NODE: string) =>
    project.start({ AHAFLOW_DATABASE_URL: url, AHAFLOW_NODE });
  const [north, south] = await Promise.all([start("north"), start("south")]);
  return { north, south, project, url };
}

/** Follows the deliveries of a daemon, once those of the other one come, too. */
async function follow(here: Daemon, there: Daemon): Promise<EventReader> {
  const reader = await EventReader.open(here.adminUrl, "of=deliveries");
  await vi.waitFor(
    async () => {
      await there.post("/probe", {});
      expect(reader.events.map(({ name }) => name)).toContain("delivery");
    },
    { timeout: 20_000, interval: 50 },
  );
  return reader;
}

it("lists and forgets what came to any of them, whichever is asked, and says who did not answer", async () => {
  const { north, south, url } = await startTwo();
  const body = {
    n: 1,
    phone: "0908071111",
    note: `so ${CANARIES.secret}`,
    long: "ế".repeat(30_000),
  };
  const first = await south.accept("/hn/orders", body);
  await south.post("/hn/orders", { n: "một" });
  const has = (count: number) =>
    vi.waitFor(async () => expect((await asked(north)).deliveries).toHaveLength(count), 20_000);
  // A request stands where it ended, which is after its answer.
  await has(2);
  const second = await north.accept("/hn/orders", { n: 2 });
  await has(3);
  await south.post("/0908071111/nowhere", {});
  await has(4);
  const [ofNorth, ofSouth] = [await listed(north), await listed(south)];
  expect(ofNorth).toEqual(ofSouth);
  expect(ofNorth.deliveries.map(brief)).toEqual([
    ["south", 404, expect.stringMatching(/^\/\d+\/nowhere$/), null, null, "no_such_path"],
    ["north", 202, "/:shop/orders", "orders", second, undefined],
    ["south", 422, "/:shop/orders", "orders", null, "payload_invalid"],
    ["south", 202, "/:shop/orders", "orders", first, undefined],
  ]);
  expect(JSON.stringify(ofNorth)).not.toContain("0908071111");
  expect(ofNorth.deliveries[2]?.error?.details).toMatchObject([{ pointer: "/n" }]);

  const pages: Delivery[] = [];
  for (let cursor: string | undefined = ""; cursor !== undefined; ) {
    const page: DeliveryList = await listed(north, `limit=1${cursor && `&cursor=${cursor}`}`);
    pages.push(...page.deliveries);
    cursor = page.cursor;
  }
  expect(pages).toEqual(ofNorth.deliveries);
  const accepted = await listed(north, "unmasked=true&status=accepted&flow=orders");
  expect(accepted.deliveries.map(({ run_id }) => run_id)).toEqual([second, first]);
  const { note: _note, ...open } = body;
  expect(accepted.deliveries[1]?.payload).toMatchObject({ params: { shop: "hn" }, body: open });

  // What lies in between has its secrets masked, and whoever only hears notices has nothing of it.
  const parcels = await server.ask(url, "SELECT content FROM ahaflow.parcels");
  expect(parcels.length).toBeGreaterThan(0);
  expect(JSON.stringify(parcels)).not.toContain(CANARIES.secret);

  await north.post("/hn/orders", { n: "hai", phone: "+84 908 071 111" });
  await has(5);
  await north.finished(first);
  const erase = (dry_run: boolean) =>
    ask<Erased>(north, "POST", "/api/v1/erasures", { q: "0908071111", dry_run });
  const all = { runs: 1, refusals: 2, deliveries: 3, unanswered: [] };
  await vi.waitFor(async () => expect((await erase(true)).body).toMatchObject(all), 20_000);
  await vi.waitFor(async () => expect((await erase(false)).body.unanswered).toEqual([]), 20_000);
  const left = (await listed(south)).deliveries.map(brief);
  expect(left).toEqual(ofNorth.deliveries.slice(1, 3).map(brief));
  expect(JSON.stringify(await server.ask(url, "SELECT * FROM ahaflow.parcels"))).not.toContain(
    "0908071111",
  );

  await south.accept("/hn/orders", { ...body, n: 2 });
  const kept = await north.accept("/hn/orders", { n: 3 });
  south.child.kill("SIGSTOP");
  // For as long as this test takes nobody gives it up.
  const seen = (at: string) =>
    server.ask(url, `UPDATE ahaflow.nodes SET seen_at = now() ${at} WHERE name = 'south'`);
  await seen("+ interval '1 hour'");
  const [without, again] = await Promise.all([
    asked(north),
    ahaflow(["runs", "erase", "0909090909", "--yes", "--admin", north.adminUrl]),
  ]);
  expect(without.unanswered).toEqual(["south"]);
  expect(without.deliveries.map(({ run_id }) => run_id)).toEqual([kept, second]);
  expect(again).toMatchObject({
    code: 1,
    out: expect.stringContaining("0 runs, 0 refusals, 0 deliveries in memory"),
    err: expect.stringContaining("left in the memory of south"),
  });
  await south.crash();
  await seen("- interval '1 hour'");
  expect((await asked(north)).unanswered).toEqual([]);
});

it("lets listen show and save what comes to another one, also before there is a flow", async () => {
  const { north, south, project, url } = await startTwo();
  await follow(north, south);
  const file = join(project.folder, "new.json");
  const listen = (...args: string[]) => new Command(["listen", "--admin", north.adminUrl, ...args]);
  const [all, saving] = [
    listen("orders", "--count", "3"),
    listen("--path", "/new", "--save", file),
  ];
  await vi.waitFor(() => {
    for (const { errors } of [all, saving]) expect(errors).toContain("listening for");
  }, 20_000);

  // What was told meanwhile is lost; both find each other again.
  await server.cut(url);
  await vi.waitFor(() => expect(all.errors).toContain("deliveries may be missing here"), 20_000);
  await follow(north, south);
  await vi.waitFor(async () => {
    for (const one of [north, south]) expect((await one.admin("/readyz")).status).toBe(200);
  }, 20_000);
  await south.accept("/hn/orders", { n: 7, name: "Ân" });
  await south.post("/hn/orders", { n: "bảy" });
  await south.post("/new?from=test", { n: 8 });
  await north.accept("/hn/orders", { n: 9 });
  expect([await all.ended, await saving.ended]).toEqual([0, 0]);
  const told = all.lines.filter((line) => line.startsWith("# answered"));
  expect(told.toSorted()).toEqual([
    "# answered 202 by orders, on north",
    "# answered 202 by orders, on south",
    "# answered 422 by orders, on south",
  ]);
  expect(all.lines.join("\n")).toContain("name: Ân");
  const saved = JSON.parse(readFileSync(file, "utf8")) as object;
  expect(saved).toMatchObject({
    method: "POST",
    path: "/new",
    query: { from: "test" },
    body: { n: 8 },
  });
  expect(Object.keys(saved)).not.toContain("node");
});
