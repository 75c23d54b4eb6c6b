import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { Outbound } from "#src/outgoing/outbound.js";
import { context, failureOf, runIn } from "../platforms/ahachat/bot.ts";
import { OK, type RecordingServer, recordingServer } from "../platforms/recording-server.ts";

let server: RecordingServer;
let port: string;
beforeAll(async () => {
  server = await recordingServer();
  ({ port } = new URL(server.url));
});
afterAll(() => server.close());
beforeEach(() => {
  server.arrivals.length = 0;
  server.answer = OK;
});

function request(allow: string[], input: object) {
  const outbound = new Outbound(allow);
  return runIn({ ...context(undefined), outbound }, "http.request", input);
}

const redirect = (status: number, location: string) => {
  server.answer = (response, arrival) => {
    if (arrival.path !== "/start") return OK(response, arrival);
    response.writeHead(status, { location }).end();
  };
};

test.each([
  "127.0.0.1",
  "127.1",
  "2130706433",
  "0x7f000001",
  "[::1]",
  "[::ffff:127.0.0.1]",
  "[::ffff:7f00:1]",
  "localhost",
  "0.0.0.0",
  "10.1.2.3",
  "172.16.0.1",
  "192.168.1.1",
  "100.64.0.1",
  "169.254.169.254",
  "[fe80::1]",
  "[fd00::1]",
  "[64:ff9b::7f00:1]",
])("%s is not called, and nothing of it is told", async (host) => {
  const error = await failureOf(request([], { url: `http://${host}:${port}/secret?a=b` }));
  expect(error).toMatchObject({ reason: "invalid_request", code: "address_not_allowed" });
  expect(error.hint).toContain("outbound.allow");
  expect(server.arrivals).toEqual([]);
});

test.each([
  [["127.0.0.1"], "127.0.0.1"],
  [["127.0.0.0/8"], "127.0.0.1"],
  [["127.0.0.0/8"], "[::ffff:127.0.0.1]"],
  [["localhost"], "LOCALHOST"],
  [["127.0.0.0/8", "::1"], "localhost"],
])("%j lets %s through", async (allow, host) => {
  await expect(request(allow, { url: `http://${host}:${port}/` })).resolves.toMatchObject({
    status: 200,
  });
});

test("a host name in the list allows no other name of the same address", async () => {
  expect(await failureOf(request(["localhost"], { url: server.url }))).toMatchObject({
    code: "address_not_allowed",
  });
});

test("a redirect is an answer unless redirects are followed, and each one is checked", async () => {
  redirect(302, `http://localhost:${port}/end`);
  const url = `${server.url}/start`;
  expect(await failureOf(request(["127.0.0.1"], { url }))).toMatchObject({ code: "http_302" });
  const follow = { url, max_redirects: 3 };
  await expect(request(["127.0.0.1", "localhost"], follow)).resolves.toMatchObject({ status: 200 });
  redirect(302, "http://169.254.169.254/latest/meta-data");
  expect(await failureOf(request(["127.0.0.1"], follow))).toMatchObject({
    code: "address_not_allowed",
  });
});

test("redirects are followed so often, and not more", async () => {
  server.answer = (response) => response.writeHead(307, { location: "/again" }).end();
  const url = `${server.url}/start`;
  expect(await failureOf(request(["127.0.0.1"], { url, max_redirects: 3 }))).toMatchObject({
    code: "http_307",
  });
  expect(server.arrivals).toHaveLength(4);
});

test.each([
  [301, "GET", ""],
  [302, "GET", ""],
  [303, "GET", ""],
  [307, "POST", '{"a":1}'],
  [308, "POST", '{"a":1}'],
])("after %i a POST goes on as %s", async (status, method, text) => {
  redirect(status, "/end");
  const headers = { authorization: "Bearer mine" };
  const input = { url: `${server.url}/start`, method: "POST", json: { a: 1 }, headers };
  await request(["127.0.0.1"], { ...input, max_redirects: 1 });
  expect(server.arrivals[1]).toMatchObject({ path: "/end", method, text });
  expect(server.arrivals[1]?.headers).toMatchObject(headers);
});

test("another host gets no header that the flow set", async () => {
  redirect(307, `http://localhost:${port}/end`);
  const headers = { authorization: "Bearer mine", "x-api-key": "mine", cookie: "a=mine" };
  const input = { url: `${server.url}/start`, method: "POST", json: { a: 1 }, headers };
  await request(["127.0.0.1", "localhost"], { ...input, max_redirects: 1 });
  const last = server.arrivals[1];
  expect(last).toMatchObject({ path: "/end", text: '{"a":1}' });
  expect(last?.headers).toMatchObject({ "content-type": "application/json" });
  expect(JSON.stringify(last?.headers)).not.toContain("mine");
});

test.each(["ftp://a.example/", "http://user:secret@a.example/", "http://", "javascript:alert(1)"])(
  "a redirect to %s is refused",
  async (location) => {
    redirect(302, location);
    const url = `${server.url}/start`;
    const error = await failureOf(request(["127.0.0.1"], { url, max_redirects: 1 }));
    expect(error).toMatchObject({ reason: "invalid_request", code: "bad_redirect" });
    expect(error.message).not.toContain("secret");
  },
);
