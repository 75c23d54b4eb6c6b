import { describe, expect, it, vi } from "vitest";
import { json } from "../../recording-server.ts";
import { ANY, press, withBlocks } from "./json-api-blocks.ts";
import { BOT, call, request, start, USER } from "./platform.ts";

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
    const answers: (() => void)[] = [];
    server.answer = (response, arrival) => {
      answers.push(() => json(200, { messages: [{ text: arrival.path }] })(response, arrival));
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
    for (const answer of answers) answer();
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
