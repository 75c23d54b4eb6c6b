import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { DeliveryList } from "#src/generated/admin-api.js";
import { DeliveryTail } from "#src/http/api/delivery-tail.js";
import { Changes } from "#src/journal/changes.js";
import { ask } from "../support/admin-api.ts";
import { CANARIES } from "../support/canaries.ts";
import type { AnyDaemon } from "../support/daemon.ts";
import { Project } from "../support/project.ts";
import { answeredRequest } from "./answered-request.ts";

const listed = async (daemon: AnyDaemon, query = "") =>
  (await ask<DeliveryList>(daemon, "GET", `/api/v1/deliveries${query}`)).body;

describe("the last deliveries", () => {
  it("tell what came and what became of it, newest first, nobody's data and no secret", async () => {
    const project = new Project();
    mkdirSync(join(project.flows, "samples"));
    project.flow("orders", {
      webhook: {
        path: "/:shop/orders",
        schema: { type: "object", required: ["n"], properties: { n: { type: "integer" } } },
        auth: [{ query: { name: "key", value: "{{secrets.canary}}" } }],
      },
      steps: [{ set: { a: 1 } }],
    });
    const daemon = await project.open();
    const key = encodeURIComponent(CANARIES.secret);
    const body = { n: 1, phone: "0908071111", note: `so ${CANARIES.secret}` };
    const id = (await daemon.post(`/hn/orders?key=${key}&page=2`, body)).body.run_id;
    await daemon.post(`/hn/orders?key=${key}`, { n: "one" });
    await daemon.post("/hn/orders?key=wrong", { n: 1 });
    await daemon.post("/0908071111/nowhere", {});
    await daemon.finished(id);
    const all = await listed(daemon);
    expect(
      all.deliveries.map(({ status, flow, path, run_id, error }) => [
        status,
        flow,
        path,
        run_id,
        error?.code,
      ]),
    ).toEqual([
      [404, null, expect.stringMatching(/^\/\d+\/nowhere$/), null, "no_such_path"],
      [401, "orders", "/:shop/orders", null, "unauthorized"],
      [422, "orders", "/:shop/orders", null, "payload_invalid"],
      [202, "orders", "/:shop/orders", id, undefined],
    ]);
    const text = JSON.stringify(all);
    expect(text).not.toContain("0908071111");
    expect(text).not.toContain(CANARIES.secret);
    expect(all.deliveries[2]?.error?.details).toMatchObject([{ pointer: "/n" }]);
    const [, , , first] = all.deliveries;
    expect(first?.sample?.file).toBe(join(project.flows, "orders.sample.json"));
    const sample = JSON.parse(first?.sample?.text ?? "") as typeof first;
    expect(sample).toMatchObject({ method: "POST", query: { page: "2" }, body: { n: 1 } });
    expect(sample).toEqual(first?.payload);
    const plain = await listed(daemon, "?unmasked=true&status=accepted&flow=orders");
    expect(plain.deliveries).toMatchObject([
      { run_id: id, payload: { body: { phone: body.phone } } },
    ]);
  });

  it("come page by page, by flow and by what became of them", async () => {
    const project = new Project();
    project.flow("one", { steps: [{ set: { a: 1 } }] });
    project.flow("two", { steps: [{ set: { a: 1 } }], was: ["old-two"] });
    const daemon = await project.open();
    for (let n = 0; n < 5; n++) await daemon.accept(n % 2 === 0 ? "/one" : "/two", { n });
    await daemon.post("/none", {});
    const seen: string[] = [];
    for (let cursor: string | undefined = ""; cursor !== undefined; ) {
      const page = await listed(daemon, `?limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.deliveries.map(({ flow }) => String(flow)));
      cursor = page.cursor;
    }
    expect(seen).toEqual(["null", "one", "two", "one", "two", "one"]);
    expect((await listed(daemon, "?flow=two")).deliveries).toHaveLength(2);
    expect((await listed(daemon, "?status=refused")).deliveries).toHaveLength(1);
    expect((await listed(daemon, "?flow=nobody")).deliveries).toEqual([]);
    for (const query of ["status=done", "limit=0", "cursor=x", "unmasked=yes", "q=abc"])
      expect((await ask(daemon, "GET", `/api/v1/deliveries?${query}`)).status).toBe(400);
  });
});

const request = (size: number) =>
  answeredRequest(size, () => {
    throw new Error("nobody looks");
  });

describe("what is kept of deliveries", () => {
  it("is the newest 500, and not more than 16 MB, read when somebody looks", () => {
    const changes = new Changes();
    const tail = new DeliveryTail(changes);
    for (let n = 0; n < 600; n++) changes.tell(request(10));
    expect(tail.newestFirst.map(({ number }) => number)).toEqual(
      Array.from({ length: 500 }, (_, index) => 600 - index),
    );
    for (let n = 0; n < 20; n++) changes.tell(request(1_048_576));
    expect(tail.newestFirst).toHaveLength(15);
    const [newest] = tail.newestFirst;
    if (newest !== undefined) tail.forget(newest);
    expect(tail.newestFirst.map(({ number }) => number)).not.toContain(newest?.number);
  });

  it("passes over what nobody could read", () => {
    const changes = new Changes();
    const tail = new DeliveryTail(changes);
    changes.tell({ ...request(10), delivery: undefined });
    expect(tail.newestFirst).toEqual([]);
  });
});
