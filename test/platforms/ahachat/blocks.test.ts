import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { impossibleVia } from "#src/platforms/ahachat/blocks.js";
import { AhaChatClient } from "#src/platforms/ahachat/client.js";
import type { AhaChatConnectionSettings } from "#src/platforms/ahachat/settings.js";
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

const viaBlocks = (blocks: AhaChatConnectionSettings["blocks"] = { text: "T", silent: "S" }) =>
  settings(server.url, { via: "blocks", blocks });

test.each([
  [
    "send_text",
    { user_id: USER, text: "Chào An" },
    { ahachat_block_name: "T", ahaflow_text: "Chào An" },
  ],
  [
    "add_attributes",
    { user_id: USER, attributes: { codeso: 99999, phone: "0908071111" } },
    { ahachat_block_name: "S", codeso: 99999, phone: "0908071111" },
  ],
  [
    "reset_attributes",
    { user_id: USER, attributes: ["a", "b"] },
    { ahachat_block_name: "S", a: "", b: "" },
  ],
  [
    "send_broadcast",
    { user_id: USER, block_name: "Thanks", message_tag: "ACCOUNT_UPDATE" },
    { ahachat_block_name: "Thanks", ahachat_message_tag: "ACCOUNT_UPDATE" },
  ],
])("%s goes out as the documented broadcast", async (name, input, body) => {
  await expect(run(`ahachat.${name}`, input, viaBlocks())).resolves.toMatchObject({
    success: true,
  });
  expect(server.arrivals).toHaveLength(1);
  expect(server.arrivals[0]).toMatchObject({
    method: "POST",
    path: `/api/bots/12404829/users/${USER}/send`,
  });
  expect(server.arrivals[0]?.json).toEqual({ ...body, ahachat_token: TOKEN });
});

test("send_dynamic keeps its messages, and broadcasts the id under which they are fetched", async () => {
  const kept: unknown[] = [];
  const client = new AhaChatClient(viaBlocks({ dynamic: "D" }));
  const given = context(client, undefined, (messages) => {
    kept.push(messages);
    return Promise.resolve(`id-${kept.length}`);
  });
  const messages = [{ text: "Chào An" }];
  for (const answer of [json(503, {}), OK]) {
    server.answer = answer;
    // A retry: whoever fetched the messages of the first try must not leave the second without.
    await runIn(given, "ahachat.send_dynamic", { user_id: USER, messages }).catch(() => undefined);
  }
  await client.close();
  expect(kept).toEqual([messages, messages]);
  expect(server.arrivals).toHaveLength(2);
  expect(server.arrivals[1]).toMatchObject({
    method: "POST",
    path: `/api/bots/12404829/users/${USER}/send`,
    json: { ahachat_block_name: "D", ahaflow_message: "id-2", ahachat_token: TOKEN },
  });
});

test.each([
  ["find_user", { user_id: USER }],
  ["add_tags", { user_id: USER, tags: ["a"] }],
  ["remove_tags", { user_id: USER, tags: ["a"] }],
  ["send_dynamic", { user_id: USER, messages: [{ text: "a" }] }],
])("%s is impossible, and sends nothing", async (name, input) => {
  const error = await failureOf(run(`ahachat.${name}`, input, viaBlocks()));
  expect(error).toMatchObject({ reason: "invalid_request", code: "impossible_via_blocks" });
  expect(error.message).toBe(impossibleVia(viaBlocks(), `ahachat.${name}`));
  expect(server.arrivals).toHaveLength(0);
});

test.each([
  ["send_text", { silent: "S" }, "blocks.text"],
  ["add_attributes", { text: "T" }, "blocks.silent"],
  ["reset_attributes", {}, "blocks.silent"],
  ["send_dynamic", { text: "T", silent: "S" }, "/ahaflow/messages/{{ahaflow_message}}"],
  ["send_dynamic", {}, "blocks.dynamic"],
])("%s without its helper block says which to name", (name, blocks, key) => {
  expect(impossibleVia(viaBlocks(blocks), `ahachat.${name}`)).toContain(key);
});

test("everything is possible with via: api", () => {
  expect(impossibleVia(settings(server.url), "ahachat.find_user")).toBeUndefined();
  expect(impossibleVia(settings(server.url), "ahachat.send_text")).toBeUndefined();
  expect(impossibleVia(viaBlocks({ dynamic: "D" }), "ahachat.send_dynamic")).toBeUndefined();
});
