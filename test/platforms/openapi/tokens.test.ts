/** What lets calls in: keys in every place, names, and the tokens of a client. */
import { beforeEach, expect, it } from "vitest";
import { json, type RecordingServer, recordingServer } from "../recording-server.ts";
import { flow, runA } from "./run-flow.ts";

let server: RecordingServer;
beforeEach(async () => {
  server = await recordingServer();
  return () => server.close();
});

const SCHEMES = {
  Header: { type: "apiKey", in: "header", name: "X-Key" },
  Query: { type: "apiKey", in: "query", name: "key" },
  Odd: { type: "apiKey", in: "header", name: "X Key" },
  Cookie: { type: "apiKey", in: "cookie", name: "sid" },
  Bearer: { type: "http", scheme: "bearer" },
  Basic: { type: "http", scheme: "basic" },
  Client: {
    type: "oauth2",
    flows: { clientCredentials: { tokenUrl: "https://id.example.com/token", scopes: {} } },
  },
};

/** Runs steps that call `api.call`. */
function run(auth: string, security: object, steps = 1, more = ""): Promise<string> {
  const document = {
    openapi: "3.0.3",
    servers: [{ url: server.url }],
    security,
    paths: { "/x": { get: { operationId: "call", responses: {} } } },
    components: { securitySchemes: SCHEMES },
  };
  return runA({
    "ahaflow.yaml": `connections: { api: { type: openapi, document: api.json, auth: ${auth} } }\noutbound: { allow: [127.0.0.1] }\n`,
    "api.json": JSON.stringify(document),
    "flows/a.yaml": flow(...Array.from({ length: steps }, () => `{ uses: api.call${more} }`)),
  });
}

it.each([
  ["{ Header: key-one }", [{ Header: [] }], { headers: { "x-key": "key-one" } }],
  ["{ Query: key&one }", [{ Query: [] }], { query: { key: "key&one" } }],
  ["{ Cookie: key-one }", [{ Cookie: [] }], { headers: { cookie: "sid=key-one" } }],
  ["{ Bearer: key-one }", [{ Bearer: [] }], { headers: { authorization: "Bearer key-one" } }],
  [
    "{ Basic: { username: lan, password: bí mật } }",
    [{ Basic: [] }],
    { headers: { authorization: `Basic ${Buffer.from("lan:bí mật").toString("base64")}` } },
  ],
  ["{ Client: own-token }", [{ Client: [] }], { headers: { authorization: "Bearer own-token" } }],
  [
    "{ Header: key-one, Query: key-two }",
    [{ Bearer: [] }, { Header: [], Query: [] }],
    { headers: { "x-key": "key-one" }, query: { key: "key-two" } },
  ],
])("%s", async (auth, security, sent) => {
  expect(await run(auth, security)).toContain("exit 0");
  expect(server.arrivals).toMatchObject([sent]);
});

const client = (more = "") =>
  `{ Client: { client_id: ahaflow, client_secret: "a secret:1", token_url: "${server.url}/token", scopes: [a, b]${more} } }`;

/** Answers tokens by number, and calls by what a test says. */
function answering(call: (token: string | undefined) => number, token: object = {}): void {
  let given = 0;
  server.answer = (response, arrival) => {
    if (arrival.path !== "/token") {
      json(call(arrival.headers.authorization), {})(response, arrival);
      return;
    }
    given += 1;
    json(200, { access_token: `t${given}`, token_type: "bearer", ...token })(response, arrival);
  };
}

const paths = () => server.arrivals.map(({ path, headers }) => `${path} ${headers.authorization}`);

it("gets a client's token once, and keeps it", async () => {
  answering(() => 200, { expires_in: 3600 });
  expect(await run(client(), [{ Client: ["a"] }], 3)).toContain("exit 0");
  const basic = Buffer.from("ahaflow:a+secret%3A1").toString("base64");
  expect(paths()).toEqual([`/token Basic ${basic}`, ...Array<string>(3).fill("/x Bearer t1")]);
  expect(server.arrivals[0]?.text).toBe("grant_type=client_credentials&scope=a+b");
});

it("gets a new one when the old one has expired", async () => {
  answering(() => 200, { expires_in: 1 });
  expect(await run(client(), [{ Client: [] }], 2)).toContain("exit 0");
  expect(paths().map((one) => one.replace(/Basic .*/, ""))).toEqual([
    "/token ",
    "/x Bearer t1",
    "/token ",
    "/x Bearer t2",
  ]);
});

it("gets a new one once where it is refused, and no third", async () => {
  answering((token) => (token === "Bearer t2" ? 200 : 401));
  expect(await run(client(), [{ Client: [] }])).toContain("exit 0");
  expect(server.arrivals.map(({ path }) => path)).toEqual(["/token", "/x", "/token", "/x"]);
  server.arrivals.length = 0;
  answering(() => 401);
  const told = await run(client(), [{ Client: [] }]);
  expect(told).toContain("bad_credentials");
  expect(told).toContain('check auth: Client of the connection "api"');
  expect(server.arrivals.map(({ path }) => path)).toEqual(["/token", "/x", "/token", "/x"]);
});

it("asks for one token at a time, whoever waits for it", async () => {
  answering(() => 200, { expires_in: 3600 });
  const branches =
    "{ parallel: { a: [{ uses: api.call }], b: [{ uses: api.call }], c: [{ uses: api.call }] } }";
  const document = {
    openapi: "3.0.3",
    servers: [{ url: server.url }],
    security: [{ Client: [] }],
    paths: { "/x": { get: { operationId: "call", responses: {} } } },
    components: { securitySchemes: SCHEMES },
  };
  const told = await runA({
    "ahaflow.yaml": `connections: { api: { type: openapi, document: api.json, auth: ${client()} } }\noutbound: { allow: [127.0.0.1] }\n`,
    "api.json": JSON.stringify(document),
    "flows/a.yaml": flow(branches),
  });
  expect(told).toContain("exit 0");
  expect(server.arrivals.map(({ path }) => path)).toEqual(["/token", "/x", "/x", "/x"]);
});

it("says why there is no token, without the secret", async () => {
  server.answer = json(401, { error: "invalid_client", error_description: "a secret:1" });
  const told = await run(client(), [{ Client: [] }]);
  expect(told).toMatch(
    /bad_credentials: POST 127\.0\.0\.1:\d+\/token answered 401: it gives no token; check client_id, client_secret and scopes/,
  );
  expect(told).not.toContain("secret:1");
  server.answer = json(200, { token: "t" });
  expect(await run(client(), [{ Client: [] }])).toContain(
    "/token answered without an access_token",
  );
});

it("is in no doubt about a call that only lacked a token", async () => {
  server.answer = (response, arrival) => {
    if (arrival.path === "/token") response.destroy();
    else json(200, {})(response, arrival);
  };
  const told = await run(
    client(),
    [{ Client: [] }],
    1,
    ", on_doubt: fail, retry: { attempts: 2, delay: 1ms }",
  );
  expect(told).toContain("2 attempts");
  expect(told).not.toContain("may have arrived");
});

it("says what it is when a token, or the name of a key's header, can't stand in a header", async () => {
  answering(() => 200, { access_token: "a\r\nX-Admin: 1" });
  const told = await run(client(), [{ Client: [] }]);
  expect(told).toMatch(/the value of the header authorization has a character that no header may/);
  expect(told).not.toContain("X-Admin");
  expect(await run("{ Odd: key-one }", [{ Odd: [] }])).toContain(
    "a header's name has a character that no header may have",
  );
  expect(server.arrivals.map(({ path }) => path)).toEqual(["/token"]);
});

const given = (token_url: string) =>
  `{ Client: { client_id: a, client_secret: b, token_url: "${token_url}" } }`;

it.each(["https://id.example.com:99999/token", "https://lan:secret@id.example.com/token"])(
  "says that a token can't be asked for at %s, before or when it is asked for",
  async (url) => {
    const told = await run(given(url), [{ Client: [] }]);
    expect(told).toContain("the address where Client gets its token");
    expect(told).toContain("write token_url: beside client_id, without a name or password in it");
    const later = await run(given(`\${env:TOKEN_URL:-${url}}`), [{ Client: [] }]);
    expect(later).toContain("exit 1");
    expect(later).not.toContain("a bug in ahaflow");
  },
);
