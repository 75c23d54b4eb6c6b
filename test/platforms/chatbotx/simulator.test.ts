import { readFileSync } from "node:fs";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Seed } from "#src/platforms/chatbotx/simulator/seed.js";
import { type Simulator, startSimulator } from "#src/platforms/chatbotx/simulator/simulator.js";
import { AN, AN_MESSENGER, AN_PHONE, call, FIELDS, start, WORKSPACE } from "./shop.ts";

const CONTACT = `/v1/contacts/id:${AN}`;
const MESSAGES = `${CONTACT}/messages`;

const send = (simulator: Simulator, text: string, inboxId?: string) =>
  call(simulator, "POST", MESSAGES, { text, ...(inboxId !== undefined && { inboxId }) });

const received = (simulator: Simulator, id: string = AN) =>
  simulator.contact(WORKSPACE, id)?.received;

/** One call of the control API. */
async function control(simulator: Simulator, method: string, path: string, body?: object) {
  const response = await fetch(`${simulator.url}/_simulator/${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

it("a contact is found by exactly a channel user id, and by a part of a name", async () => {
  const simulator = await start();
  const found = async (keyword: string) => {
    const { body } = await call(simulator, "GET", `/v1/contacts?keyword=${keyword}`);
    return (body as { data: { id: string }[] }).data.map(({ id }) => id);
  };
  expect(await found(AN_MESSENGER)).toEqual([AN]);
  expect(await found(AN_MESSENGER.slice(1))).toEqual([]);
  expect(await found("nguy%E1%BB%85n")).toEqual([AN]);
});

describe("what a simulated customer receives", () => {
  it("comes over the inbox that is named, and has an id where the channel gives one", async () => {
    const simulator = await start();
    expect((await send(simulator, "chào", "100")).status).toBe(204);
    await call(simulator, "POST", "/v1/contacts/id:1001/messages", { text: "zalo" });
    await expect
      .poll(() => received(simulator))
      .toMatchObject([{ inbox: "Page Tiệm Áo Dài", channel: "messenger", text: "chào" }]);
    await expect.poll(() => received(simulator, "1001")).toMatchObject([{ text: "zalo" }]);
    expect(await call(simulator, "GET", MESSAGES)).toMatchObject({
      body: { data: [{ sourceId: expect.any(String), sendError: null }] },
    });
    expect(await call(simulator, "GET", "/v1/contacts/id:1001/messages")).toMatchObject({
      body: { data: [{ sourceId: null, sendError: null }] },
    });
  });

  it("comes over the first channel where none is named", async () => {
    const simulator = await start();
    await send(simulator, "chào");
    await expect.poll(() => received(simulator)).toMatchObject([{ channel: "webchat" }]);
  });

  it("is nothing after seven days: the row says why, later", async () => {
    const simulator = await start();
    simulator.seed({ delivery: "1h" });
    simulator.advance("168h");
    expect((await send(simulator, "muộn", "100")).status).toBe(204);
    expect(await call(simulator, "GET", MESSAGES)).toMatchObject({
      body: { data: [{ sendError: null }] },
    });
    await control(simulator, "POST", "deliver");
    expect(await call(simulator, "GET", MESSAGES)).toMatchObject({
      body: { data: [{ sendError: expect.stringContaining("7 days after the last incoming") }] },
    });
    expect(received(simulator)).toEqual([]);
    simulator.write(WORKSPACE, AN, "tôi đây", "100");
    await send(simulator, "lại đây", "100");
    simulator.deliver();
    await expect.poll(() => received(simulator)).toMatchObject([{ text: "lại đây" }]);
  });

  it("is nothing where the channel fails", async () => {
    const simulator = await start();
    const inboxes = [{ id: "100", name: "Page", channel: "messenger", send_error: "no auth" }];
    simulator.seed({ workspaces: { [WORKSPACE]: { inboxes } } });
    await send(simulator, "chào", "100");
    await expect
      .poll(() => simulator.contact(WORKSPACE, AN)?.messages)
      .toMatchObject([{ send_error: "no auth" }]);
    expect(received(simulator)).toEqual([]);
  });

  it("is nothing for who was made by an upsert: nobody is behind that web chat", async () => {
    const simulator = await start();
    const path = "/v1/contacts/phone:+84908070001";
    const made = (await call(simulator, "POST", `${path}/upsert`, {})).body as { id: string };
    expect((await call(simulator, "POST", `${path}/messages`, { text: "chào" })).status).toBe(204);
    const report = () => simulator.contact(WORKSPACE, made.id);
    await expect.poll(() => report()?.messages).toMatchObject([{ send_error: null }]);
    expect(report()?.received).toEqual([]);
  });

  it("is a flow's texts, filled in; of one that does not exist nothing at all", async () => {
    const simulator = await start();
    const flows = [
      { id: "700", name: "Thanks", texts: ["Cảm ơn {{first_name}}, đơn {{s_short}}"] },
    ];
    simulator.seed({ workspaces: { [WORKSPACE]: { ...FIELDS.workspaces?.[WORKSPACE], flows } } });
    await call(simulator, "POST", `${CONTACT}/custom-fields/5000`, { value: "DH1" });
    const startFlow = (flowId: string) =>
      call(simulator, "POST", `${CONTACT}/flows`, { flowId, inboxId: "100" });
    expect((await startFlow("701")).status).toBe(204);
    expect((await startFlow("700")).status).toBe(204);
    await expect
      .poll(() => received(simulator))
      .toMatchObject([{ flow: "Thanks", text: "Cảm ơn An, đơn DH1" }]);
  });

  it("unblocks who was blocked", async () => {
    const simulator = await start();
    await call(simulator, "POST", `${CONTACT}/block`);
    expect(simulator.contact(WORKSPACE, AN)?.blocked).toBe(true);
    await send(simulator, "chào");
    await expect.poll(() => simulator.contact(WORKSPACE, AN)?.blocked).toBe(false);
  });
});

describe("faults of the simulator", () => {
  it("answer with a code of ChatbotX, with another body, or not at all", async () => {
    const simulator = await start();
    simulator.addFault({ endpoint: "send_message", status: 503 });
    simulator.addFault({
      endpoint: "*",
      status: 429,
      error: { code: "tooManyRequests", message: "Too many requests. Retry after 3s." },
    });
    simulator.addFault({ endpoint: "send_message", drop: true });
    expect(await send(simulator, "a")).toMatchObject({ status: 503, body: "" });
    expect(await send(simulator, "a")).toMatchObject({
      status: 429,
      body: { defined: false, code: "tooManyRequests", status: 429 },
    });
    await expect(send(simulator, "a")).rejects.toThrow("fetch failed");
    expect(simulator.contact(WORKSPACE, AN)?.messages).toEqual([]);
    expect(simulator.calls().counts).toEqual({ send_message: 3 });
  });

  it("hit a contact, by phone too, and may come after the effect", async () => {
    const simulator = await start();
    simulator.addFault({ endpoint: "*", contact: AN, status: 500, after: true, times: null });
    expect((await call(simulator, "GET", "/v1/contacts/id:1001")).status).toBe(200);
    const path = `/v1/contacts/phone:${AN_PHONE}/messages`;
    expect((await call(simulator, "POST", path, { text: "a" })).status).toBe(500);
    expect(simulator.contact(WORKSPACE, AN)?.messages).toHaveLength(1);
    simulator.clearFaults();
    expect((await call(simulator, "GET", CONTACT)).status).toBe(200);
  });

  it.each<[string, object]>([
    ["an unknown endpoint", { endpoint: "send_text", status: 500 }],
    ["a code that is a number", { endpoint: "*", error: { code: 10 } }],
    ["nothing that goes wrong", { endpoint: "*" }],
  ])("are refused with %s", async (_, fault) => {
    const simulator = await start();
    const response = await fetch(`${simulator.url}/_simulator/faults`, {
      method: "POST",
      body: JSON.stringify(fault),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      error: { code: "invalid", message: expect.stringMatching(/^fault/) },
    });
  });
});

describe("the control API", () => {
  it("seeds, shows, lets a customer write, moves the clock and goes back to the start", async () => {
    const simulator = await start();
    const workspaces = { [WORKSPACE]: { flows: ["Thanks"] } };
    expect(await control(simulator, "POST", "seed", { workspaces })).toMatchObject({ status: 200 });
    const state = await control(simulator, "GET", "state");
    expect(state.body).toMatchObject({
      dialect: "2026-08",
      workspaces: { [WORKSPACE]: { flows: ["Thanks"], contacts: { [AN]: { phone: AN_PHONE } } } },
    });
    expect(JSON.stringify(state.body)).not.toContain("t0ken");
    const path = `workspaces/${WORKSPACE}/contacts/${AN}`;
    await control(simulator, "POST", `${path}/write`, { text: "chào", inbox: "100" });
    expect(await control(simulator, "GET", path)).toMatchObject({
      body: { messages: [{ text: "chào", sender: "contact" }], received: [] },
    });
    await control(simulator, "POST", "clock", { advance: "25h" });
    await control(simulator, "POST", "reset");
    expect(await control(simulator, "GET", path)).toMatchObject({ body: { messages: [] } });
    expect(simulator.snapshot().workspaces[WORKSPACE]?.flows).toEqual([]);
  });

  it.each<[string, string, object, number]>([
    ["a wrong seed", "seed", { workspaces: { shop: { contacts: [{ phone: 1 }] } } }, 400],
    ["another server on the way", "seed", { dialect: "later" }, 400],
    ["an unknown key of a seed", "seed", { bots: {} }, 400],
    [
      "an inbox that is not there",
      "seed",
      { workspaces: { a: { contacts: [{ inboxes: [{ inbox: "x" }] }] } } },
      400,
    ],
    ["a wrong time", "clock", { advance: "soon" }, 400],
    ["who is not there", `workspaces/${WORKSPACE}/contacts/5/write`, { text: "a" }, 404],
    ["a call that is not there", "nothing", {}, 404],
  ])("refuses %s", async (_, path, body, status) => {
    const simulator = await start();
    expect(await control(simulator, "POST", path, body)).toMatchObject({
      status,
      body: { error: { code: expect.any(String), message: expect.any(String) } },
    });
  });
});

it("a seed with a mistake changes nothing", async () => {
  const simulator = await start();
  const contacts = [{ id: "1", inboxes: [{ inbox: "nowhere" }] }];
  const workspaces = { [WORKSPACE]: { tags: ["new"] }, other: { contacts } };
  const before = simulator.snapshot().workspaces;
  expect(() => simulator.seed({ delivery: "1h", workspaces })).toThrow('no inbox "nowhere"');
  expect(simulator.snapshot().workspaces).toEqual(before);
});

describe("an open simulator", () => {
  it("has whoever is asked for, with any token, and keeps them", async () => {
    const simulator = await start({ seed: { open: true } });
    const find = (path: string) => call(simulator, "GET", `/v1/contacts${path}`);
    const byPhone = await find("/phone:+84908071111");
    expect(byPhone).toMatchObject({ status: 200, body: { phoneNumber: "+84908071111" } });
    expect((await find("/phone:+84908071111")).body).toEqual(byPhone.body);
    expect(await find("/id:5")).toMatchObject({ body: { id: "5" } });
    expect(await find("?keyword=6523889107654321")).toMatchObject({
      body: {
        data: [{ contactInboxes: [{ sourceId: "6523889107654321", channel: "messenger" }] }],
      },
    });
    expect((await find("?keyword=nobody")).body).toMatchObject({ data: [] });
    const other = await call(simulator, "GET", "/v1/tags", undefined, {
      authorization: "Bearer b",
    });
    expect(other.status).toBe(200);
    expect(Object.keys(simulator.snapshot().workspaces)).toHaveLength(2);
  });

  it("has the inbox, flow, tag and custom field that is asked for by name; a closed one has not", async () => {
    const open = await start({ seed: { open: true } });
    const closed = await start();
    for (const list of ["inboxes", "flows", "tags", "custom-fields"]) {
      const path = `/v1/${list}?keyword=M%E1%BB%9Bi`;
      const named = {
        body: { data: expect.arrayContaining([expect.objectContaining({ name: "Mới" })]) },
      };
      expect(await call(open, "GET", path)).toMatchObject(named);
      expect((await call(open, "GET", path)).body).toEqual((await call(open, "GET", path)).body);
      expect(await call(closed, "GET", path)).not.toMatchObject(named);
    }
  });

  it("is not needed for a workspace without a token: the first one that comes is its own", async () => {
    const simulator = await start({ seed: { workspaces: { a: {} } } });
    expect((await call(simulator, "GET", "/v1/tags")).status).toBe(200);
    const other = await call(simulator, "GET", "/v1/tags", undefined, {
      authorization: "Bearer b",
    });
    expect(other.status).toBe(500);
  });
});

it("the seed of docs/simulator.md is one", async () => {
  const [, text = ""] =
    /```json\n(\{\n {2}"dialect"[\s\S]*?)```/.exec(readFileSync("docs/simulator.md", "utf8")) ?? [];
  const seed = JSON.parse(text) as Seed;
  const simulator = await startSimulator({ seed });
  onTestFinished(() => simulator.close());
  expect(simulator.snapshot()).toMatchObject({ dialect: "later", open: false });
  expect(simulator.contact("shop", "1000")).toMatchObject({
    tags: ["buyer"],
    custom_fields: { last_total: "240000" },
  });
});
