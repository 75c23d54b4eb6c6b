import { createServer } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CallSignal } from "#src/outgoing/call-signal.js";
import { AhaChatClient } from "#src/platforms/ahachat/client.js";
import {
  type Answer,
  json,
  listen,
  type RecordingServer,
  recordingServer,
} from "../recording-server.ts";
import { context, failureOf, run, runIn, settings, USER } from "./bot.ts";

let server: RecordingServer;
beforeAll(async () => {
  server = await recordingServer();
});
afterAll(() => server.close());

const send = (baseUrl = server.url) =>
  run("ahachat.send_text", { user_id: USER, text: "Chào" }, settings(baseUrl));
const refused = (status: number, code?: number | string, subcode?: number) =>
  json(status, { success: false, result: "An 0908071111", error: { code, subcode } });

test.each<[string, Answer, object]>([
  [
    "window closed",
    refused(400, 10, 2018278),
    { reason: "outside_window", code: "error_10_2018278" },
  ],
  [
    "window closed, as Meta spells it",
    json(400, { success: false, error: { code: 10, error_subcode: 2018278 } }),
    { reason: "outside_window", code: "error_10_2018278" },
  ],
  [
    "no such user, as text, and spelt in both ways",
    json(400, { error: { code: "100", error_subcode: "2018001", subcode: 33 } }),
    { reason: "not_found", code: "error_100_2018001" },
  ],
  [
    "a subcode that is no number beside one that is",
    json(400, { error: { code: 10, error_subcode: "An 0908071111", subcode: 2018278 } }),
    { reason: "outside_window", code: "error_10_2018278" },
  ],
  ["no such user", refused(400, 100, 2018001), { reason: "not_found" }],
  ["wrong parameter", refused(400, 100, 33), { reason: "invalid_request" }],
  ["user unavailable", refused(400, 551), { reason: "user_unavailable" }],
  ["a code as text", refused(400, "551"), { reason: "user_unavailable", code: "error_551" }],
  ["token", refused(400, 190), { reason: "bad_credentials" }],
  ["permission", refused(400, 200), { reason: "forbidden" }],
  ["permission of the user", refused(400, 230), { reason: "forbidden" }],
  ["abuse", refused(400, 368), { reason: "forbidden" }],
  ["throttled", refused(400, 4), { reason: "rate_limited", retryAfterMs: undefined }],
  ["throttled page", refused(400, 613), { reason: "rate_limited" }],
  ["temporary", refused(400, 1200), { reason: "unavailable" }],
  ["temporary service", refused(500, 2), { reason: "unavailable" }],
  [
    "an unknown code: the status",
    refused(403, 77777),
    { reason: "forbidden", code: "error_77777" },
  ],
  ["a code that is no number", refused(400, "An 0908071111"), { code: "http_400" }],
  ["success false on 200", json(200, { success: false }), { reason: "invalid_request" }],
  ["success false on 200, code", refused(200, 10, 2018278), { reason: "outside_window" }],
  ["400", json(400, {}), { reason: "invalid_request", code: "http_400" }],
  ["401", json(401, {}), { reason: "bad_credentials" }],
  ["403", json(403, {}), { reason: "forbidden" }],
  ["404", json(404, {}), { reason: "not_found", hint: undefined }],
  ["408", json(408, {}), { reason: "unavailable" }],
  ["422", json(422, {}), { reason: "invalid_request" }],
  ["429", json(429, {}, { "retry-after": "2" }), { reason: "rate_limited", retryAfterMs: 2000 }],
  ["500", json(500, {}), { reason: "unavailable", code: "http_500" }],
  ["503", json(503, {}), { reason: "unavailable" }],
  ["a redirect", json(302, {}, { location: "/" }), { reason: "invalid_request", code: "http_302" }],
])("%s", async (_name, answer, expected) => {
  server.answer = answer;
  const error = await failureOf(send());
  expect(error).toMatchObject(expected);
  expect(JSON.stringify(error.toRecord())).not.toMatch(/0908071111|Chào/);
});

test("the message says status, codes and what they mean", async () => {
  server.answer = refused(400, 10, 2018278);
  const error = await failureOf(send());
  expect(error.message).toBe("AhaChat answered 400, code 10/2018278: outside the 24-hour window");
});

test.each<[string, Answer]>([
  ["a page instead of a reply", (response) => response.end("<html>log in</html>")],
  ["a list instead of a reply", json(200, [])],
])("%s is a failure that points at the assumed path", async (_name, answer) => {
  server.answer = answer;
  const error = await failureOf(send());
  expect(error).toMatchObject({ reason: "invalid_request", code: "unexpected_reply" });
  expect(error.hint).toContain("assumed");
});

const page = (status: number): Answer => {
  return (response) => response.writeHead(status).end("<html>nothing here</html>");
};

const empty = (status: number): Answer => {
  return (response) => response.writeHead(status).end();
};

test.each<[string, Answer, string]>([
  ["a 404 that is no reply of AhaChat's", page(404), "not_found"],
  ["a 410 that is no reply of AhaChat's", page(410), "invalid_request"],
  ["a redirect", page(302), "invalid_request"],
  ["a 405", page(405), "invalid_request"],
  ["a 405 as JSON", json(405, { message: "method not supported" }), "invalid_request"],
])("%s points at the assumed path", async (_name, answer, reason) => {
  server.answer = answer;
  const error = await failureOf(send());
  expect(error.reason).toBe(reason);
  expect(error.hint).toContain("send_text");
});

test.each([400, 401, 403, 408, 413, 415, 422, 429, 500, 502, 503])(
  "a %i says nothing of the path, whatever it is written in",
  async (status) => {
    for (const answer of [page(status), empty(status), json(status, {})]) {
      server.answer = answer;
      expect((await failureOf(send())).hint).toBeUndefined();
    }
  },
);

test("an empty 204 is a success", async () => {
  server.answer = (response) => response.writeHead(204).end();
  await expect(send()).resolves.toEqual({ success: true });
});

test("a reply of more than 1 MiB is not read", async () => {
  server.answer = json(200, { success: true, result: "x".repeat(1_100_000) });
  expect(await failureOf(send())).toMatchObject({
    reason: "invalid_request",
    code: "response_too_large",
  });
});

test("a dropped connection is unavailable", async () => {
  server.answer = (response) => response.socket?.destroy();
  expect(await failureOf(send())).toMatchObject({ reason: "unavailable", code: "UND_ERR_SOCKET" });
});

test("a connection dropped in the middle of a reply is unavailable", async () => {
  server.answer = (response) => {
    response.writeHead(200, { "content-length": "1000" });
    response.write("{", () => response.socket?.destroy());
  };
  expect(await failureOf(send())).toMatchObject({ reason: "unavailable" });
});

test("what is no HTTP is unavailable", async () => {
  const garbage = createServer((socket) => socket.end("0908071111\r\n\r\n"));
  const error = await failureOf(send(await listen(garbage)));
  expect(error.reason).toBe("unavailable");
  expect(JSON.stringify(error.toRecord())).not.toContain("0908071111");
  garbage.close();
});

test("a port that nobody listens on is unavailable", async () => {
  const closed = await recordingServer();
  await closed.close();
  expect(await failureOf(send(closed.url))).toMatchObject({
    reason: "unavailable",
    code: "ECONNREFUSED",
  });
});

test("a name that does not exist is unavailable", async () => {
  const error = await failureOf(send("http://nowhere.invalid"));
  expect(error.reason).toBe("unavailable");
  expect(error.code).toMatch(/^(ENOTFOUND|EAI_AGAIN)$/);
});

test.each<[string, Answer]>([
  ["before an answer", () => undefined],
  ["in the middle of an answer", (response) => response.writeHead(200).write('{"success":')],
])("an abort %s is passed on as it is", async (_name, answer) => {
  const stuck = await recordingServer();
  stuck.answer = answer;
  const client = new AhaChatClient(settings(stuck.url));
  const signal = new CallSignal();
  const input = { user_id: USER, text: "a" };
  const work = runIn(context(client, signal), "ahachat.send_text", input);
  const reason = new Error("over");
  const over = stuck.arrived(1).then(() => signal.abort(reason));
  await expect(work).rejects.toBe(reason);
  await over;
  await stuck.close();
  await client.close();
});
