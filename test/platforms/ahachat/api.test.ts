import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { json, OK, type RecordingServer, recordingServer } from "../recording-server.ts";
import { context, failureOf, run, runIn, settings, TOKEN, USER } from "./bot.ts";

let server: RecordingServer;
beforeAll(async () => {
  server = await recordingServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.arrivals.length = 0;
  server.answer = OK;
});

const USER_PATH = `/api/bots/12404829/users/${USER}`;
const MESSAGES = [{ attachment: { type: "image", payload: { url: "https://a.vn/b.png" } } }];

test.each([
  [
    "add_tags",
    { user_id: USER, tags: ["a", "b"] },
    "POST",
    `${USER_PATH}/tags`,
    { tags: ["a", "b"] },
  ],
  ["remove_tags", { user_id: USER, tags: ["a"] }, "DELETE", `${USER_PATH}/tags`, { tags: ["a"] }],
  [
    "add_attributes",
    { user_id: USER, attributes: { codeso: 99999, s_d_t: "0908071111", list: [1] } },
    "POST",
    `${USER_PATH}/attributes`,
    { codeso: 99999, s_d_t: "0908071111", list: [1] },
  ],
  [
    "reset_attributes",
    { user_id: USER, attributes: ["codeso"] },
    "DELETE",
    `${USER_PATH}/attributes`,
    { attributes: ["codeso"] },
  ],
  [
    "send_text",
    { user_id: USER, text: 'Chào "An"\n' },
    "POST",
    `${USER_PATH}/messages`,
    { messages: [{ text: 'Chào "An"\n' }] },
  ],
  [
    "send_dynamic",
    { user_id: USER, messages: MESSAGES },
    "POST",
    `${USER_PATH}/messages`,
    { messages: MESSAGES },
  ],
  [
    "send_broadcast",
    {
      user_id: USER,
      block_name: "Thanks",
      message_tag: "ACCOUNT_UPDATE",
      attributes: { total: 5 },
    },
    "POST",
    `${USER_PATH}/send`,
    { ahachat_block_name: "Thanks", ahachat_message_tag: "ACCOUNT_UPDATE", total: 5 },
  ],
  [
    "send_broadcast",
    { user_id: USER, block_name: "Thanks" },
    "POST",
    `${USER_PATH}/send`,
    { ahachat_block_name: "Thanks" },
  ],
  [
    "send_broadcast",
    {
      phone: "+84 908 071 111",
      block_name: "Thanks",
      message_tag: "ACCOUNT_UPDATE",
      attributes: { phone: "not the target" },
    },
    "POST",
    "/api/bots/12404829/phones/send",
    { ahachat_block_name: "Thanks", ahachat_message_tag: "ACCOUNT_UPDATE", phone: "0908071111" },
  ],
])("%s sends %j as %s %s", async (name, input, method, path, body) => {
  const output = await run(`ahachat.${name}`, input, settings(server.url));
  expect(output).toEqual({ success: true, result: "ok" });
  expect(server.arrivals).toHaveLength(1);
  expect(server.arrivals[0]).toMatchObject({ method, path, query: {} });
  expect(server.arrivals[0]?.json).toEqual({ ...body, ahachat_token: TOKEN });
});

test.each([
  [{ user_id: USER }, USER_PATH, {}],
  [{ phone: "0908.071.111" }, "/api/bots/12404829/phones", { phone: "0908071111" }],
])("find_user %j brings the user", async (input, path, query) => {
  const user = { id: USER, first_name: "An", attributes: { vip: true } };
  server.answer = json(200, { success: true, user });
  await expect(run("ahachat.find_user", input, settings(server.url))).resolves.toEqual(user);
  expect(server.arrivals[0]).toMatchObject({ method: "GET", path, text: "" });
  expect(server.arrivals[0]?.query).toEqual({ ...query, ahachat_token: TOKEN });
});

test("find_user without a user in the reply says that the reply is assumed", async () => {
  const error = await failureOf(run("ahachat.find_user", { user_id: USER }, settings(server.url)));
  expect(error).toMatchObject({ reason: "invalid_request", code: "unexpected_reply" });
});

test("an endpoint of the connection replaces the table's, below the base URL's path", async () => {
  const connection = settings(`${server.url}/gateway/`, {
    endpoints: { add_tags: { method: "PUT", path: "/v2/{bot_id}/labels?x=1" } },
  });
  await run("ahachat.add_tags", { user_id: USER, tags: ["a"] }, connection);
  expect(server.arrivals[0]).toMatchObject({
    method: "PUT",
    path: "/gateway/v2/12404829/labels",
    query: { x: "1" },
    json: { tags: ["a"], user_id: USER, ahachat_token: TOKEN },
  });
});

test("a GET endpoint takes everything in the query, data as JSON", async () => {
  const connection = settings(server.url, {
    endpoints: { add_tags: { method: "GET", path: "/t/{user_id}" } },
  });
  await run("ahachat.add_tags", { user_id: USER, tags: ["a&b"] }, connection);
  expect(server.arrivals[0]?.query).toEqual({ tags: '["a&b"]', ahachat_token: TOKEN });
});

test("an endpoint that needs what the call has not is refused", async () => {
  const connection = settings(server.url, {
    endpoints: { find_user: { method: "GET", path: "/phones/{phone}" } },
  });
  const error = await failureOf(run("ahachat.find_user", { user_id: USER }, connection));
  expect(error).toMatchObject({ reason: "invalid_request", code: "wrong_endpoint" });
  expect(server.arrivals).toHaveLength(0);
});

test("no attribute takes the place of the token", async () => {
  const input = { user_id: USER, attributes: { ahachat_token: "mine" } };
  await run("ahachat.add_attributes", input, settings(server.url));
  expect(server.arrivals[0]?.json).toEqual({ ahachat_token: TOKEN });
});

test("an action without an AhaChat connection is a bug, not a failure", async () => {
  const work = runIn(context(undefined), "ahachat.send_text", { user_id: USER, text: "a" });
  await expect(work).rejects.toBeInstanceOf(TypeError);
});
