/** How parameters and bodies of every kind go out, by their styles. */
import { beforeEach, expect, it } from "vitest";
import { json, type RecordingServer, recordingServer } from "../recording-server.ts";
import { flow, runA } from "./run-flow.ts";

let server: RecordingServer;
let urls: string[];
beforeEach(async () => {
  server = await recordingServer();
  urls = [];
  server.answer = (response, arrival) => {
    urls.push(String(response.req.url));
    json(200, {})(response, arrival);
  };
  return () => server.close();
});

/** Calls `api.call`, an operation of these parts, with an input. */
async function call(operation: object, input: string, path = "/x"): Promise<string> {
  const document = {
    openapi: "3.1.0",
    components: { schemas: { Id: { $ref: "#/components/schemas/Key" }, Key: INTEGER } },
    paths: { [path]: { post: { operationId: "call", responses: {}, ...operation } } },
  };
  return runA({
    "ahaflow.yaml": `connections: { api: { type: openapi, document: api.json, server: "${server.url}" } }\noutbound: { allow: [127.0.0.1] }\n`,
    "api.json": JSON.stringify(document),
    "flows/a.yaml": flow(`{ uses: api.call, with: ${input} }`),
  });
}

const body = (type: string, schema: object, encoding?: object) => ({
  requestBody: { required: true, content: { [type]: { schema, encoding } } },
});

const LIST = "[blue, b&w]";
const MAP = "{ R: 100, G: a/b }";

/** As the table of styles in OpenAPI 3.1 has them. */
it.each([
  ["query", "form", true, LIST, "/x?c=blue&c=b%26w"],
  ["query", "form", false, LIST, "/x?c=blue,b%26w"],
  ["query", "form", true, MAP, "/x?R=100&G=a%2Fb"],
  ["query", "form", false, MAP, "/x?c=R,100,G,a%2Fb"],
  ["query", "spaceDelimited", false, LIST, "/x?c=blue%20b%26w"],
  ["query", "pipeDelimited", false, LIST, "/x?c=blue%7Cb%26w"],
  ["query", "deepObject", true, MAP, "/x?c[R]=100&c[G]=a%2Fb"],
  ["path", "simple", false, LIST, "/x/blue,b%26w"],
  ["path", "simple", true, MAP, "/x/R=100,G=a%2Fb"],
  ["path", "simple", false, MAP, "/x/R,100,G,a%2Fb"],
  ["path", "label", true, LIST, "/x/.blue.b%26w"],
  ["path", "label", false, MAP, "/x/.R,100,G,a%2Fb"],
  ["path", "matrix", true, LIST, "/x/;c=blue;c=b%26w"],
  ["path", "matrix", false, LIST, "/x/;c=blue,b%26w"],
  ["path", "matrix", true, MAP, "/x/;R=100;G=a%2Fb"],
  ["path", "matrix", false, "blue", "/x/;c=blue"],
])("%s, %s, explode %s: %s", async (place, style, explode, value, url) => {
  const parameters = [{ name: "c", in: place, style, explode, required: true, schema: {} }];
  await call({ parameters }, `{ c: ${value} }`, place === "path" ? "/x/{c}" : "/x");
  expect(urls.map(decodeBrackets)).toEqual([url]);
});

/** Where a part has in it what stands between parts, the other side would read other parts. */
it.each([
  ["query", { style: "spaceDelimited", explode: false }, '["a b", c]', "a blank"],
  ["query", { style: "pipeDelimited", explode: false }, '[a, "b|c"]', "a |"],
  ["query", { explode: false, allowReserved: true }, '["a,b"]', "a comma"],
  ["header", {}, '["Hà Nội, 1"]', "a comma"],
  ["header", {}, '{ a: "b,c" }', "a comma"],
  ["header", { explode: true }, '{ "a=b": c }', "an ="],
  ["path", { style: "label", explode: true }, "[3.5, 4]", "a point"],
] as const)("refuses in the %s, %j: %s", async (place, style, value, told) => {
  const parameters = [{ name: "c", in: place, ...style, required: true, schema: {} }];
  const shown = await call({ parameters }, `{ c: ${value} }`, place === "path" ? "/x/{c}" : "/x");
  expect(shown).toContain(`a part of c has ${told} in it`);
  expect(urls).toEqual([]);
});

it("sends one value as it is, whatever stands in it", async () => {
  const schema = { type: "string" };
  const parameters = [
    { name: "a", in: "query", style: "pipeDelimited", explode: false, schema },
    { name: "X-B", in: "header", schema },
    { name: "X-C", in: "header", content: { "application/json": { schema: {} } } },
  ];
  expect(await call({ parameters }, '{ a: "1|2", X-B: "a, b", X-C: [1, 2] }')).toContain("exit 0");
  expect(urls).toEqual(["/x?a=1%7C2"]);
  expect(server.arrivals[0]?.headers).toMatchObject({ "x-b": "a, b", "x-c": "[1,2]" });
});

const decodeBrackets = (url: string) => url.replaceAll("%5B", "[").replaceAll("%5D", "]");

it("leaves what is reserved in a query as it is where the document says so", async () => {
  const parameters = [{ name: "c", in: "query", allowReserved: true, schema: { type: "string" } }];
  await call({ parameters }, '{ c: "a/b?c=d&e f#g" }');
  expect(urls).toEqual(["/x?c=a/b?c=d%26e%20f%23g"]);
});

it("sends headers, cookies and JSON in a query, and calls two of one name by their places", async () => {
  const parameters = [
    { name: "X-Ids", in: "header", schema: { type: "array" } },
    { name: "session", in: "cookie", schema: { type: "string" } },
    { name: "id", in: "cookie", schema: { type: "string" } },
    { name: "id", in: "query", schema: { type: "string" } },
    { name: "where", in: "query", content: { "application/json": { schema: { type: "object" } } } },
    { name: "Authorization", in: "header", required: true, schema: { type: "string" } },
  ];
  const input = '{ X-Ids: [1, 2], session: "a b", cookie_id: c, query_id: q, where: { a: [1] } }';
  expect(await call({ parameters }, input)).toContain("exit 0");
  expect(urls).toEqual(["/x?id=q&where=%7B%22a%22%3A%5B1%5D%7D"]);
  expect(server.arrivals[0]?.headers).toMatchObject({
    "x-ids": "1,2",
    cookie: "session=a%20b; id=c",
  });
});

it("sends nothing for a parameter that is not given, whatever its name", async () => {
  const parameters = ["query", "header", "cookie"].flatMap((place) =>
    ["constructor", "toString", "__proto__"].map((name) => ({ name, in: place, schema: {} })),
  );
  expect(await call({ parameters }, "{ query_toString: a }")).toContain("exit 0");
  await call({ parameters: [{ name: "valueOf", in: "query", schema: {} }] }, "{}");
  expect(urls).toEqual(["/x?toString=a", "/x"]);
  const [{ headers } = { headers: {} }] = server.arrivals;
  expect(Object.keys(headers)).not.toContain("tostring");
  expect(headers).not.toHaveProperty("cookie");
});

it("sends what stands in the document's own query of a path", async () => {
  const parameters = [{ name: "c", in: "query", schema: { type: "string" } }];
  await call({ parameters }, "{ c: a }", "/x?action=list");
  await call({ parameters }, "{}", "/x?action=list");
  expect(urls).toEqual(["/x?action=list&c=a", "/x?action=list"]);
});

it("calls no other host than the server's", async () => {
  const parameters = [{ name: "c", in: "query", schema: { type: "string" } }];
  expect(await call({ parameters }, "{ c: a }", ".example.com/x")).toContain(
    'api.call can\'t be used: the path ".example.com/x" does not begin with /',
  );
  expect(urls).toEqual([]);
});

const INTEGER = { type: "integer", format: "int64" };

it.each([
  ["of a reference", { $ref: "#/components/schemas/Id" }, '"12345678901234567890"'],
  ["or null, as 3.0 has it", { ...INTEGER, nullable: true }, '"12345678901234567890"'],
  ["or null, as 3.1 has it", { type: ["integer", "null"] }, '"12345678901234567890"'],
  ["or null, of several", { anyOf: [INTEGER, { type: "null" }] }, '"12345678901234567890"'],
  ["of a list", { type: "array", items: INTEGER }, '["12345678901234567890"]'],
])("sends a number %s as its text, to the last digit", async (_what, schema, value) => {
  const parameters = [{ name: "id", in: "query", schema }];
  expect(await call({ parameters }, `{ id: ${value} }`)).toContain("exit 0");
  expect(await call({ parameters }, `{ id: ${value.replace("12", "a2")} }`)).toContain("exit 1");
  expect(urls).toEqual(["/x?id=12345678901234567890"]);
});

it.each([
  ["a number", { type: "integer", enum: [1, 2] }, '"2"'],
  ["a number of any type", { enum: [1, 2, "all"] }, '"2"'],
  ["the only number", { const: 2 }, '"2"'],
  ["a number of a list", { type: "array", items: { enum: [1, 2] } }, '["2"]'],
  ["a number as a number", { type: "integer", enum: [1, 2] }, "2"],
  ["a number of one of several schemas", { oneOf: [{ enum: [1, 2] }, { type: "null" }] }, '"2"'],
  ["a number of a named schema", { allOf: [{ type: "integer", enum: [1, 2] }] }, '"2"'],
])("takes %s as text, too, where one of some is chosen", async (_what, schema, value) => {
  const parameters = [{ name: "c", in: "query", schema }];
  expect(await call({ parameters }, `{ c: ${value} }`)).toContain("exit 0");
  const refused = await call({ parameters }, `{ c: ${value.replace("2", "3")} }`);
  expect(refused).toContain("exit 1");
  expect(refused).not.toMatch(/1, 2.*, 1, 2/);
  expect(urls).toEqual(["/x?c=2"]);
});

it("takes a choice with more digits than a number has", async () => {
  const text =
    '{ "openapi": "3.1.0", "paths": { "/x": { "post": { "operationId": "call", "parameters": [{ "name": "c", "in": "query", "schema": { "type": "integer", "enum": [9007199254740993] } }] } } } }';
  for (const [name, document] of [
    ["api.json", text],
    ["api.yaml", `# YAML\n${text}`],
  ] as const)
    expect(
      await runA({
        "ahaflow.yaml": `connections: { api: { type: openapi, document: ${name}, server: "${server.url}" } }\noutbound: { allow: [127.0.0.1] }\n`,
        [name]: document,
        "flows/a.yaml": flow('{ uses: api.call, with: { c: "9007199254740993" } }'),
      }),
    ).toContain("exit 0");
  expect(urls).toEqual(["/x?c=9007199254740993", "/x?c=9007199254740993"]);
});

it("takes numbers of a form as text, and those of JSON as numbers alone", async () => {
  const schema = {
    type: "object",
    properties: { total: INTEGER, kind: { type: "integer", enum: [1, 2] } },
  };
  const input = '{ total: "12345678901234567890", kind: "2" }';
  await call(body("application/x-www-form-urlencoded", schema), input);
  expect(server.arrivals[0]?.text).toBe("total=12345678901234567890&kind=2");
  await call(body("multipart/form-data", schema), input);
  expect(server.arrivals[1]?.text).toContain("12345678901234567890");
  expect(await call(body("application/json", schema), input)).toContain("exit 1");
});

it("refuses a header that would begin another one", async () => {
  const parameters = [{ name: "X-Name", in: "header", schema: { type: "string" } }];
  expect(await call({ parameters }, '{ X-Name: "a\\r\\nX-Admin: 1" }')).toContain(
    "the value of the header x-name has a character that no header may have",
  );
  expect(urls).toEqual([]);
});

it("sends forms, deep ones as servers read them, and lists as the document says", async () => {
  const schema = {
    type: "object",
    properties: {
      email: { type: "string" },
      metadata: { type: "object" },
      items: { type: "array", items: { type: "object" } },
      tags: { type: "array" },
      ids: { type: "array" },
    },
  };
  const encoding = { ids: { style: "form", explode: false } };
  await call(
    body("application/x-www-form-urlencoded", schema, encoding),
    '{ email: "a+b@c.vn", metadata: { order: DH 1 }, items: [{ price: p1 }], tags: [a, b], ids: [1, 2] }',
  );
  expect(server.arrivals[0]?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
  expect(decodeBrackets(server.arrivals[0]?.text ?? "")).toBe(
    "email=a%2Bb%40c.vn&metadata[order]=DH%201&items[0][price]=p1&tags=a&tags=b&ids=1,2",
  );
});

it("sends files", async () => {
  const schema = {
    type: "object",
    required: ["photo"],
    properties: {
      photo: { type: "string", format: "binary" },
      note: { type: "string" },
      meta: { type: "object" },
    },
  };
  const told = await call(
    body("multipart/form-data", schema),
    '{ photo: { base64: "aGk=", filename: "a\\"b.jpg", content_type: image/jpeg }, note: "Áo dài", meta: { n: 1 } }',
  );
  expect(told).toContain("exit 0");
  const { headers, text = "" } = server.arrivals[0] ?? {};
  const [, boundary] = /^multipart\/form-data; boundary=(.+)$/.exec(
    String(headers?.["content-type"]),
  ) as unknown as [string, string];
  // Any reader of forms takes it: here the one of Node.js.
  const form = await new Response(text, {
    headers: { "content-type": String(headers?.["content-type"]) },
  }).formData();
  expect(form.get("note")).toBe("Áo dài");
  const photo = form.get("photo") as File;
  expect([photo.type, await photo.text()]).toEqual(["image/jpeg", "hi"]);
  expect(text).toContain('name="photo"; filename="a%22b.jpg"');
  expect(text).toContain(`--${boundary}--`);
  expect(text).toContain('Content-Type: application/json\r\n\r\n{"n":1}');
});

it("refuses base64 that is none, at its place", async () => {
  const schema = { type: "object", properties: { photo: { type: "string", format: "binary" } } };
  expect(await call(body("multipart/form-data", schema), '{ photo: { base64: "a b" } }')).toContain(
    "photo.base64",
  );
});

it("sends a body of one value, and one whose names are taken, as `body`", async () => {
  await call(body("application/json", { type: "array", items: {} }), "{ body: [1, 2] }");
  await call(body("text/plain", { type: "string" }), "{ body: Xin chào }");
  const parameters = [{ name: "id", in: "query", schema: { type: "string" } }];
  const schema = { type: "object", properties: { id: { type: "string" } } };
  await call({ parameters, ...body("application/json", schema) }, "{ id: q, body: { id: b } }");
  expect(server.arrivals.map(({ text, query }) => [text, query["id"]])).toEqual([
    ["[1,2]", undefined],
    ["Xin chào", undefined],
    ['{"id":"b"}', "q"],
  ]);
});

it("fills in a header Idempotency-Key that the document has, unless the step does", async () => {
  const parameters = [
    { name: "Idempotency-Key", in: "header", required: true, schema: { type: "string" } },
  ];
  expect(await call({ parameters }, "{}")).toContain("exit 0");
  await call({ parameters }, "{ Idempotency-Key: own }");
  expect(server.arrivals.map(({ headers }) => headers["idempotency-key"])).toEqual([
    expect.stringMatching(/^[\w-]+\/step_1$/),
    "own",
  ]);
});
