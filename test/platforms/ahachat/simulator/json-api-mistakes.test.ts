import { describe, expect, it } from "vitest";
import { ANY, press, withBlocks } from "./json-api-blocks.ts";
import { BOT, request, start, USER } from "./platform.ts";

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
