import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { Seed } from "#src/simulator/seed.js";
import type { Simulator } from "#src/simulator/simulator.js";
import { json, type RecordingServer, recordingServer } from "../actions/recording-server.ts";
import { BOT, call, request, start, USER } from "./platform.ts";

const ANY = { url: expect.any(String), at: expect.any(String), bot: BOT, user: USER };

/** A server that JSON API blocks ask, and a simulator of the shop whose blocks ask it. */
async function withBlocks(blocks: (url: string) => object): Promise<[RecordingServer, Simulator]> {
  const server = await recordingServer();
  onTestFinished(() => server.close());
  const simulator = await start();
  simulator.seed({ bots: { [BOT]: { blocks: blocks(server.url) } } } as Seed);
  return [server, simulator];
}

/** Lets the customer press a block, over HTTP. */
async function press(simulator: Simulator, block_name: string, user = USER) {
  const path = `/_simulator/bots/${BOT}/users/${user}/press`;
  return (await request(simulator, "POST", path, { block_name })).body;
}

const GALLERY = {
  attachment: {
    type: "template",
    payload: {
      template_type: "generic",
      elements: [{ title: "Áo dài", image_url: "https://example.com/a.jpg" }],
    },
  },
};

describe("a JSON API block", () => {
  it("asks with attributes filled in, and the user gets the answer in the same response", async () => {
    const [server, simulator] = await withBlocks((url) => ({
      Shop: {
        messages: [{ text: "Đợi chút, {{first_name}}" }],
        json_api: {
          method: "POST",
          url: `${url}/shop/{{last_name}}?q={{search}}`,
          headers: { "X-User": "{{messenger_user_id}}" },
          body: { id: "{{messenger_user_id}}", list: ["{{search}}", 7], deep: { a: null } },
        },
      },
    }));
    simulator.seed({
      bots: { [BOT]: { users: { [USER]: { attributes: { search: 'áo & "quần"' } } } } },
    });
    server.answer = json(200, {
      messages: [GALLERY, { text: "{{first_name}} thấy {{found}} mẫu" }],
      set_attributes: { found: 1, note: "mới" },
      more: true,
    });
    const pressed = await press(simulator, "Shop");
    expect(server.arrivals).toMatchObject([
      {
        method: "POST",
        path: `/shop/${encodeURIComponent("Nguyễn")}`,
        query: { q: 'áo & "quần"' },
        headers: { "x-user": USER, "content-type": "application/json" },
        json: { id: USER, list: ['áo & "quần"', 7], deep: { a: null } },
      },
    ]);
    const at = expect.any(String);
    const received = [
      { at, block_name: "Shop", messages: [{ text: "Đợi chút, An" }] },
      { at, block_name: "Shop", json_api: true, messages: [GALLERY, { text: "An thấy 1 mẫu" }] },
    ];
    const record = {
      ...ANY,
      block_name: "Shop",
      method: "POST",
      status: 200,
      duration_ms: expect.any(Number),
      outcome: "shown",
    };
    expect(pressed).toEqual({ received, requests: [record] });
    expect(simulator.user(BOT, USER)).toMatchObject({
      attributes: { found: 1, note: "mới" },
      received,
    });
    const { body } = await request(simulator, "GET", "/_simulator/json-api");
    expect(body).toEqual({ open: 0, requests: [record] });
    expect(simulator.jsonApi("another")).toEqual({ open: 0, requests: [] });
  });

  it("sends forms and texts as they are", async () => {
    const [server, simulator] = await withBlocks((url) => ({
      Form: { json_api: { method: "POST", url, form: { name: "{{last_name}}", a: "x&y" } } },
      Text: {
        json_api: {
          method: "PUT",
          url,
          headers: { "Content-Type": "text/plain" },
          body: "{{first_name}}!",
        },
      },
      Plain: { json_api: { url } },
    }));
    for (const name of ["Form", "Text", "Plain"]) await press(simulator, name);
    expect(
      server.arrivals.map(({ method, text, headers }) => [method, text, headers["content-type"]]),
    ).toEqual([
      ["POST", "name=Nguy%E1%BB%85n&a=x%26y", "application/x-www-form-urlencoded"],
      ["PUT", "An!", "text/plain"],
      ["GET", "", undefined],
    ]);
  });

  it("of a broadcast is asked on its own, with the attributes that came along", async () => {
    const [server, simulator] = await withBlocks((url) => ({
      dynamic: { json_api: { url: `${url}/messages/{{ahaflow_message}}` } },
    }));
    let let_go = () => {};
    server.answer = (response, { path }) => {
      let_go = () => json(200, { messages: [{ text: path }] })(response, {} as never);
    };
    const body = { ahachat_block_name: "dynamic", ahaflow_message: "id1" };
    expect(await call(simulator, "POST", `users/${USER}/send`, body)).toMatchObject({
      status: 200,
    });
    await server.arrived(1);
    expect(simulator.jsonApi()).toMatchObject({
      open: 1,
      requests: [{ ...ANY, outcome: "open", status: null }],
    });
    expect(simulator.user(BOT, USER)?.received).toEqual([]);
    let_go();
    await vi.waitFor(() => expect(simulator.jsonApi(USER).open).toBe(0));
    expect(simulator.user(BOT, USER)?.received).toMatchObject([
      { block_name: "dynamic", json_api: true, messages: [{ text: "/messages/id1" }] },
    ]);
  });

  it("leads on to other blocks, in order, and carries the message tag", async () => {
    const [server, simulator] = await withBlocks((url) => ({
      Start: { json_api: { url: `${url}/start` } },
      Next: { messages: [{ text: "2 {{step}}" }], json_api: { url: `${url}/next` } },
      End: { messages: [{ text: "4" }] },
    }));
    server.answer = (response, arrival) =>
      json(
        200,
        arrival.path === "/start"
          ? {
              messages: [{ text: "1" }],
              set_attributes: { step: "two" },
              redirect_to_blocks: ["Next", "End"],
            }
          : { messages: [{ text: "3" }] },
      )(response, arrival);
    simulator.advance("25h");
    await call(simulator, "POST", `users/${USER}/send`, {
      ahachat_block_name: "Start",
      ahachat_message_tag: "ACCOUNT_UPDATE",
    });
    await vi.waitFor(() =>
      expect(
        simulator
          .user(BOT, USER)
          ?.received.map(({ block_name, messages, message_tag }) => [
            block_name,
            messages,
            message_tag,
          ]),
      ).toEqual([
        ["Start", [{ text: "1" }], "ACCOUNT_UPDATE"],
        ["Next", [{ text: "2 two" }], "ACCOUNT_UPDATE"],
        ["Next", [{ text: "3" }], "ACCOUNT_UPDATE"],
        ["End", [{ text: "4" }], "ACCOUNT_UPDATE"],
      ]),
    );
  });

  it("that leads to itself comes to an end", async () => {
    const [server, simulator] = await withBlocks((url) => ({ A: { json_api: { url } } }));
    server.answer = json(200, { redirect_to_blocks: ["A", "A"] });
    const { requests } = (await press(simulator, "A")) as { requests: { problem?: string }[] };
    expect(requests).toHaveLength(10);
    expect(requests[9]).toMatchObject({
      outcome: "failed",
      problem: "redirects lead through over 10 blocks",
    });
  });

  it("shows the messages that ahaflow answers with, digit for digit", async () => {
    const [server, simulator] = await withBlocks((url) => ({ A: { json_api: { url } } }));
    server.answer = (response) =>
      response.end('{"set_attributes":{"crm_id":12345678901234567890,"total":5}}');
    await press(simulator, "A");
    expect(simulator.user(BOT, USER)?.attributes).toEqual({
      crm_id: "12345678901234567890",
      total: 5,
    });
  });
});

describe("a wrong answer changes nothing, and says why", () => {
  it.each<[string, number, string]>([
    ["the answer has status 404", 404, '{"messages":[{"text":"a"}]}'],
    ["the answer has status 302", 302, ""],
    ["the answer is not JSON", 200, "<html>"],
    ["the answer is not JSON", 200, ""],
    ["the answer must be an object", 200, "[]"],
    ["messages must be a list", 200, '{"messages":"a","set_attributes":{"b":1}}'],
    ["messages[0].text may not be empty", 200, '{"messages":[{"text":"{{unset}}"}]}'],
    ["set_attributes must be an object", 200, '{"set_attributes":[]}'],
    ["ahachat_ are reserved", 200, '{"set_attributes":{"ahachat_a":1}}'],
    ["redirect_to_blocks[0] must be text", 200, '{"redirect_to_blocks":[1]}'],
    [
      "no such block",
      200,
      '{"messages":[{"text":"a"}],"set_attributes":{"b":1},"redirect_to_blocks":["?"]}',
    ],
    ["larger than 1 MiB", 200, `"${"x".repeat(2 ** 20)}"`],
  ])("%s", async (problem, status, text) => {
    const [server, simulator] = await withBlocks((url) => ({ A: { json_api: { url } } }));
    server.answer = (response) => {
      response.writeHead(status, { location: "/" });
      response.end(text);
    };
    expect(await press(simulator, "A")).toEqual({
      received: [],
      requests: [
        expect.objectContaining({
          ...ANY,
          status: status === 200 && text.length > 2 ** 20 ? null : status,
          outcome: "failed",
          problem: expect.stringContaining(problem),
        }),
      ],
    });
    expect(simulator.user(BOT, USER)).toMatchObject({ attributes: {}, received: [] });
  });

  it("and so does none, a late one, and a request that can't be sent", async () => {
    const [server, simulator] = await withBlocks((url) => ({
      Late: { json_api: { url } },
      Dropped: { json_api: { url: `${url}/drop` } },
      Header: { json_api: { url, headers: { "x-name": "{{last_name}}" } } },
    }));
    await request(simulator, "POST", "/_simulator/seed", { json_api_timeout: "50ms" });
    server.answer = (response, { path }) => {
      if (path === "/drop") response.destroy();
    };
    for (const [name, problem] of [
      ["Late", "no answer within 50 ms"],
      ["Dropped", "no answer: UND_ERR_SOCKET"],
      ["Header", "no answer: the request can't be sent"],
    ] as const)
      expect(await press(simulator, name)).toMatchObject({
        received: [],
        requests: [{ status: null, outcome: "failed", problem }],
      });
    await request(simulator, "POST", "/_simulator/reset");
    expect(simulator.jsonApi()).toEqual({ open: 0, requests: [] });
    expect(simulator.snapshot().json_api_timeout).toBe(10_000);
  });

  it("and closing the simulator ends a request", async () => {
    const [server, simulator] = await withBlocks((url) => ({ A: { json_api: { url } } }));
    server.answer = () => {};
    const pressed = simulator.press(BOT, USER, "A");
    await server.arrived(1);
    await simulator.close();
    expect((await pressed).requests).toMatchObject([{ problem: "the simulator was closed" }]);
  });
});

describe("pressing a block", () => {
  it("opens the 24-hour window, as a message of the customer does", async () => {
    const simulator = await start();
    simulator.advance("25h");
    const body = { messages: [{ text: "a" }] };
    expect((await call(simulator, "POST", `users/${USER}/messages`, body)).status).toBe(400);
    expect(await press(simulator, "silent")).toMatchObject({
      received: [{ block_name: "silent", messages: [] }],
      requests: [],
    });
    expect((await call(simulator, "POST", `users/${USER}/messages`, body)).status).toBe(200);
  });

  it.each<[string, string, unknown, number, string]>([
    ["1", USER, { block_name: "silent" }, 404, "not_found"],
    [BOT, "2", { block_name: "silent" }, 404, "not_found"],
    [BOT, USER, { block_name: "No such block" }, 400, "invalid"],
    [BOT, USER, {}, 400, "invalid"],
  ])("bot %s, user %s, %j: %i", async (bot, user, body, status, code) => {
    const simulator = await start();
    const path = `/_simulator/bots/${bot}/users/${user}/press`;
    const answer = await request(simulator, "POST", path, body);
    expect([answer.status, answer.body]).toEqual([
      status,
      { error: { code, message: expect.any(String) } },
    ]);
    expect(simulator.user(BOT, USER)?.received).toEqual([]);
  });

  it("makes bot, user and block in an open simulator", async () => {
    const simulator = await start({ open: true, seed: {} });
    expect(await press(simulator, "Hello", "7")).toMatchObject({ received: [{ messages: [] }] });
    expect(simulator.user(BOT, "7")?.first_name).toEqual(expect.any(String));
  });
});

it.each<[string, object]>([
  ["json_api.url", {}],
  ["json_api.url", { url: "{{base}}/a" }],
  ["json_api.url", { url: "ftp://a.vn" }],
  ["json_api.method", { url: "http://a.vn", method: "HEAD" }],
  ["which a GET can't have", { url: "http://a.vn", body: {} }],
  ["both body and form", { url: "http://a.vn", method: "POST", body: {}, form: {} }],
  ["json_api.headers.a", { url: "http://a.vn", headers: { a: 1 } }],
  ['no header can be called "a b"', { url: "http://a.vn", headers: { "a b": "c" } }],
  ["json_api.form.a", { url: "http://a.vn", method: "POST", form: { a: 1 } }],
  ['has no "path"', { url: "http://a.vn", path: "/" }],
])("a seed is refused for %s %j", async (text, json_api) => {
  const simulator = await start();
  const seed = { bots: { [BOT]: { blocks: { A: { json_api } } } } };
  const { status, body } = await request(simulator, "POST", "/_simulator/seed", seed);
  expect(status).toBe(400);
  expect(body).toMatchObject({ error: { message: expect.stringContaining(text) } });
});
