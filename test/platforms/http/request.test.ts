import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { CallSignal } from "#src/outgoing/call-signal.js";
import { context, failureOf, runIn } from "../ahachat/bot.ts";
import {
  type Answer,
  json,
  OK,
  type RecordingServer,
  recordingServer,
} from "../recording-server.ts";

let server: RecordingServer;
beforeAll(async () => {
  server = await recordingServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.arrivals.length = 0;
  server.answer = OK;
});

const request = (input: object, signal?: CallSignal) =>
  runIn(context(undefined, signal), "http.request", { url: `${server.url}/orders`, ...input });

test("a GET with a query keeps what the url has, and sends no body", async () => {
  await request({ url: `${server.url}/orders?a=1`, query: { b: "x&y é", c: 2, d: false } });
  const [arrival] = server.arrivals;
  expect(arrival).toMatchObject({ method: "GET", path: "/orders", text: "" });
  expect(arrival?.query).toEqual({ a: "1", b: "x&y é", c: "2", d: "false" });
  expect(arrival?.headers).toMatchObject({ "user-agent": "ahaflow" });
  expect(arrival?.headers).not.toHaveProperty("idempotency-key");
});

test("a list in the query is its name again for each entry, an empty one nothing", async () => {
  const query = { tag: ["a b", 2, true], none: [], one: ["x"], last: "é" };
  await request({ query });
  expect(server.arrivals[0]?.search).toBe("?tag=a+b&tag=2&tag=true&one=x&last=%C3%A9");
});

test.each([
  [{ json: { name: 'An "\n' } }, "application/json", '{"name":"An \\"\\n"}'],
  [{ json: null }, "application/json", "null"],
  [{ form: { a: "x&y", b: 1 } }, "application/x-www-form-urlencoded", "a=x%26y&b=1"],
  [
    { form: { a: ["x&y", 1], none: [], b: true } },
    "application/x-www-form-urlencoded",
    "a=x%26y&a=1&b=true",
  ],
  [{ text: "Chào" }, "text/plain; charset=utf-8", "Chào"],
])("the body of %j", async (body, contentType, text) => {
  await request({ method: "POST", ...body });
  expect(server.arrivals[0]).toMatchObject({ method: "POST", text });
  expect(server.arrivals[0]?.headers).toMatchObject({
    "content-type": contentType,
    "idempotency-key": "run-1/step_1",
  });
});

test("the flow's headers win, whatever their case", async () => {
  const headers = {
    "Content-Type": "application/vnd.shop+json",
    "IDEMPOTENCY-KEY": "mine",
    "User-Agent": "shop",
    "X-Number": 7,
  };
  await request({ method: "PUT", json: {}, headers });
  expect(server.arrivals[0]?.headers).toMatchObject({
    "content-type": "application/vnd.shop+json",
    "idempotency-key": "mine",
    "user-agent": "shop",
    "x-number": "7",
  });
});

test.each([
  ["a line break in a value", { headers: { "X-A": "s3cret\r\nX-B: 1" } }, "invalid_header"],
  ["a letter outside Latin-1", { headers: { "X-A": "s3cret ₫" } }, "invalid_header"],
  ["a space in a name", { headers: { "s3cret a": "1" } }, "invalid_header"],
  ["a header of the connection", { headers: { "Transfer-Encoding": "s3cret" } }, "invalid_header"],
  ["no address", { url: "http://s3cret host/" }, "invalid_url"],
  ["another scheme", { url: "file:///s3cret" }, "invalid_url"],
  ["a password in the url", { url: "http://s3cret:s3cret@a.vn/" }, "credentials_in_url"],
])("%s is refused before anything is sent", async (_name, input, code) => {
  const error = await failureOf(request(input));
  expect(error).toMatchObject({ reason: "invalid_request", code });
  expect(JSON.stringify(error.toRecord())).not.toContain("s3cret");
  expect(server.arrivals).toHaveLength(0);
});

const typed =
  (contentType: string, body: string): Answer =>
  (response) =>
    response.writeHead(200, { "content-type": contentType }).end(body);

test.each([
  ["application/json; charset=utf-8", '{"id":7}', { id: 7 }],
  ["application/problem+json", "[1]", [1]],
  ["application/json", "OK", "OK"],
  ["application/json", "", null],
  ["application/jsonlines", "1", "1"],
  ["text/plain", '{"id":7}', '{"id":7}'],
  ["text/html", "Chào", "Chào"],
])("a body of type %s, %j, becomes %j", async (contentType, text, body) => {
  server.answer = typed(contentType, text);
  await expect(request({})).resolves.toMatchObject({ status: 200, body });
});

test("headers come back in small letters, without cookies", async () => {
  server.answer = (response) =>
    response
      .writeHead(201, { "X-Id": "7", "Set-Cookie": ["a=s3cret", "b=s3cret"], Vary: ["A", "B"] })
      .end();
  const output = await request({});
  expect(output).toMatchObject({ status: 201, headers: { "x-id": "7", vary: "A, B" }, body: null });
  expect(JSON.stringify(output)).not.toContain("s3cret");
});

test("a HEAD has no body", async () => {
  server.answer = (response) => response.writeHead(200, { "content-length": "5" }).end();
  await expect(request({ method: "HEAD" })).resolves.toMatchObject({ status: 200, body: null });
});

test.each([
  [[200, 404], 404],
  [["2xx", "4xx"], 409],
  [["3xx"], 302],
  [["5xx"], 503],
])("%j expects %i", async (expect_status, status) => {
  server.answer = json(status, { id: 7 }, { location: "/elsewhere" });
  const output = await request({ expect_status });
  expect(output).toMatchObject({ status, body: { id: 7 } });
  expect(server.arrivals).toHaveLength(1);
});

test.each([
  [200, "invalid_request", [201]],
  [302, "invalid_request", undefined],
  [400, "invalid_request", undefined],
  [401, "bad_credentials", undefined],
  [403, "forbidden", undefined],
  [404, "not_found", undefined],
  [408, "unavailable", undefined],
  [410, "invalid_request", undefined],
  [422, "invalid_request", undefined],
  [500, "unavailable", undefined],
  [503, "unavailable", undefined],
])("%i is a failure: %s", async (status, reason, expect_status) => {
  server.answer = json(status, { says: "s3cret" }, { location: "/s3cret" });
  const error = await failureOf(request({ ...(expect_status && { expect_status }) }));
  expect(error).toMatchObject({ reason, code: `http_${status}` });
  expect(JSON.stringify(error.toRecord())).not.toContain("s3cret");
  expect(server.arrivals).toHaveLength(1);
});

test("429 says how long to wait", async () => {
  server.answer = json(429, {}, { "retry-after": "3" });
  expect(await failureOf(request({}))).toMatchObject({
    reason: "rate_limited",
    retryAfterMs: 3000,
  });
});

test("errors show host and path, never the query", async () => {
  server.answer = json(500, {});
  const error = await failureOf(request({ method: "POST", query: { key: "s3cret" } }));
  const { host } = new URL(server.url);
  expect(error.message).toBe(`POST ${host}/orders answered 500: the other side has a failure`);
});

test.each([
  ["with a length", { "content-length": "2000" }],
  ["in pieces", {}],
])("a body %s that is too large is refused, and the next call works", async (_name, headers) => {
  server.answer = (response) => {
    response.writeHead(200, headers);
    response.write("x".repeat(1000));
    response.end("x".repeat(1000));
  };
  expect(await failureOf(request({ max_response_bytes: 1999 }))).toMatchObject({
    reason: "invalid_request",
    code: "response_too_large",
  });
  await expect(request({ max_response_bytes: 2000 })).resolves.toMatchObject({ status: 200 });
});

test("1 MiB is read when nothing else is said", async () => {
  server.answer = typed("text/plain", "x".repeat(1024 * 1024));
  await expect(request({})).resolves.toMatchObject({ status: 200 });
  server.answer = typed("text/plain", "x".repeat(1024 * 1024 + 1));
  expect(await failureOf(request({}))).toMatchObject({ code: "response_too_large" });
});

test("a dropped connection is unavailable", async () => {
  server.answer = (response) => response.socket?.destroy();
  expect(await failureOf(request({ query: { key: "s3cret" } }))).toMatchObject({
    reason: "unavailable",
    message: expect.not.stringContaining("s3cret"),
  });
});

test.each<[string, Answer]>([
  ["before an answer", () => undefined],
  ["in the middle of an answer", (response) => response.writeHead(200).write("{")],
  ["in the middle of a failure", (response) => response.writeHead(500).write("{")],
])("an abort %s is passed on as it is", async (_name, answer) => {
  server.answer = answer;
  const signal = new CallSignal();
  const work = request({}, signal);
  const reason = new Error("over");
  const over = server.arrived(1).then(() => signal.abort(reason));
  await expect(work).rejects.toBe(reason);
  await over;
});

test("a call that may not leave any more when it has its connection sends nothing", async () => {
  const signal = new CallSignal(undefined, () => false);
  await request({}, signal).catch(() => undefined);
  expect(signal.reason).toMatchObject({ reason: "unavailable", code: "out_of_touch" });
  expect(signal.progress).toBe("connecting");
  await request({ url: `${server.url}/next` });
  expect(server.arrivals.map(({ path }) => path)).toEqual(["/next"]);
});
