/** Lists that come in pages: how each style asks for the next one, where that ends, and what goes wrong. */
import { beforeEach, describe, expect, it } from "vitest";
import {
  type Answer,
  type Arrival,
  json,
  type RecordingServer,
  recordingServer,
} from "../recording-server.ts";
import { command, flow } from "./run-flow.ts";

let server: RecordingServer;
beforeEach(async () => {
  server = await recordingServer();
  return () => server.close();
});

const TEXT = { type: "string" };
const ENTRIES = {
  type: "array",
  items: { type: "object", properties: { id: { type: "integer" } } },
};
const WRAPPED = {
  type: "object",
  properties: {
    data: ENTRIES,
    meta: {
      type: "object",
      properties: {
        next: { type: ["string", "integer", "null"] },
        more: { type: "boolean" },
        total: { type: "integer" },
      },
    },
  },
};

interface Case {
  readonly pagination: string;
  readonly more?: string;
  readonly with?: string;
  readonly method?: string;
  /** Schema of the answer. */
  readonly answer?: object;
  /** Of the command. */
  readonly flags?: readonly string[];
}

/** Reads `api.list` in a flow that ends with what came of it. */
function read(given: Case): Promise<string> {
  const { pagination, more = "", method = "get", answer = WRAPPED, flags = [] } = given;
  const query = ["page", "cursor", "offset", "key"].map((name) => ({
    name,
    in: "query",
    schema: name === "cursor" || name === "key" ? TEXT : { type: "integer" },
  }));
  const content = { "application/json": { schema: answer } };
  const operation = {
    operationId: "list",
    parameters: query,
    ...(method === "post" && {
      requestBody: {
        content: {
          "application/json": {
            schema: { type: "object", properties: { after: TEXT, text: TEXT } },
          },
        },
      },
    }),
    responses: { "200": { content } },
  };
  const document = {
    openapi: "3.1.0",
    components: { securitySchemes: { Key: { type: "apiKey", in: "query", name: "key" } } },
    security: [{ Key: [] }],
    paths: { "/list": { [method]: operation } },
  };
  const input = given.with === undefined ? "" : `, with: ${given.with}`;
  const files = {
    "ahaflow.yaml": `connections: { api: { type: openapi, document: api.json, server: "${server.url}/v1", auth: { Key: the-key-of-tests }, operations: { list: { ${more} pagination: { ${pagination} } } } } }\noutbound: { allow: [127.0.0.1] }\n`,
    "api.json": JSON.stringify(document),
    "flows/a.yaml": flow(
      `{ id: all, uses: api.list${input}, retry: { attempts: 2, delay: 1ms } }`,
      '{ set: { told: "ids {{#each steps.all.output.items}}{{id}} {{/each}}pages {{steps.all.output.pages}} more {{steps.all.output.more}}" } }',
    ),
  };
  return command(files, "run", "a", ...flags);
}

/** Answers by the number of the call, from 1; the last one for all that follow. */
const inTurn =
  (...answers: Answer[]): Answer =>
  (response, arrival) => {
    const answer = answers[Math.min(server.arrivals.length, answers.length) - 1];
    answer?.(response, arrival);
  };
const ids = (...all: number[]) => all.map((id) => ({ id }));
const page = (entries: object[] | null, meta: object = {}) => json(200, { data: entries, meta });
const asked = (name: string) => server.arrivals.map(({ query }: Arrival) => query[name]);

const link = (url: string) => ({ link: `<${url}>; title="a, b"; rel="last next"` });
const large = (id: number) => ({ id, text: "x".repeat(600_000) });

describe("reads all pages", () => {
  it("that a header names", async () => {
    server.answer = inTurn(
      json(200, ids(1), link("/v1/list?page=b%26c&key=the-key-of-tests")),
      json(200, ids(2), {
        link: `<${server.url}/v1/list?page=c>; rel=next, </v1/list>; rel="first"`,
      }),
      json(200, ids(3), { link: '</v1/list>; rel="first"' }),
    );
    expect(await read({ pagination: "by: link", answer: ENTRIES })).toContain(
      "ids 1 2 3 pages 3 more false",
    );
    expect(asked("page")).toEqual([undefined, "b&c", "c"]);
    expect(asked("key")).toEqual(Array(3).fill("the-key-of-tests"));
  });

  it("whose address a field has", async () => {
    server.answer = inTurn(
      page(ids(1), { next: "?page=2" }),
      page([], { next: "/v1/list?page=3" }),
      page(ids(3), { next: "" }),
    );
    expect(await read({ pagination: "by: address, next: meta.next, items: data" })).toContain(
      "ids 1 3 pages 2 more false",
    );
    expect(asked("page")).toEqual([undefined, "2", "3"]);
  });

  it("by a cursor, from where the step begins", async () => {
    server.answer = inTurn(page(ids(1), { next: "b c" }), page(ids(2), { next: null }));
    const cursor = "by: cursor, next: meta.next, parameter: cursor, items: data";
    expect(await read({ pagination: cursor, with: "{ cursor: a, offset: 7 }" })).toContain(
      "ids 1 2 pages 2 more false",
    );
    expect(asked("cursor")).toEqual(["a", "b c"]);
    expect(asked("offset")).toEqual(["7", "7"]);
  });

  it("by the id of the last entry, while there is more", async () => {
    server.answer = inTurn(page(ids(1, 2), { more: true }), page(ids(3), { more: false }));
    const cursor = "by: cursor, next: data.-1.id, parameter: cursor, items: data, more: meta.more";
    expect(await read({ pagination: cursor })).toContain("ids 1 2 3 pages 2 more false");
    expect(asked("cursor")).toEqual([undefined, "2"]);
  });

  it("by number, until one is empty", async () => {
    server.answer = inTurn(page(ids(1)), page(ids(2)), page(null));
    expect(
      await read({ pagination: "by: page, parameter: page, items: data, max_pages: 2" }),
    ).toContain("ids 1 2 pages 2 more false");
    expect(asked("page")).toEqual(["1", "2", "3"]);
    server.arrivals.length = 0;
    expect(
      await read({ pagination: "by: page, parameter: page, items: data, first: 0" }),
    ).toContain("pages 2");
    expect(asked("page")).toEqual(["0", "1", "2"]);
  });

  it("by an offset, until all have come", async () => {
    server.answer = inTurn(page(ids(1, 2), { total: 3 }), page(ids(3), { total: 3 }));
    expect(
      await read({ pagination: "by: offset, parameter: offset, items: data, total: meta.total" }),
    ).toContain("ids 1 2 3 pages 2 more false");
    expect(asked("offset")).toEqual(["0", "2"]);
  });

  it("of a search by POST that only reads", async () => {
    server.answer = inTurn(page(ids(1), { next: "b" }), page(ids(2)));
    const search = { method: "post", more: "reads: true,", with: "{ text: lan }" };
    expect(
      await read({
        ...search,
        pagination: "by: cursor, next: meta.next, parameter: after, items: data",
      }),
    ).toContain("ids 1 2 pages 2");
    expect(server.arrivals.map((one) => one.json)).toEqual([
      { text: "lan" },
      { text: "lan", after: "b" },
    ]);
  });

  it("none of which has an entry", async () => {
    server.answer = page([]);
    expect(await read({ pagination: "by: page, parameter: page, items: data" })).toContain(
      "ids pages 0 more false",
    );
  });
});

const CURSOR = "by: cursor, next: meta.next, parameter: cursor, items: data";
const endless: Answer = (response, arrival) =>
  page(ids(server.arrivals.length), { next: `c${server.arrivals.length}` })(response, arrival);

describe("where there is more than is read", () => {
  it("fails, and says what to do", async () => {
    server.answer = endless;
    const told = await read({ pagination: `${CURSOR}, max_pages: 3` });
    expect(told).toMatch(
      /GET 127\.0\.0\.1:\d+\/v1\/list has more entries than are read: 3 pages, or 1000000 bytes, at most/,
    );
    expect(told).toContain("partial: true");
    expect(server.arrivals).toHaveLength(3);
  });

  it("gives a part that was asked for", async () => {
    server.answer = endless;
    expect(await read({ pagination: `${CURSOR}, max_pages: 2, partial: true` })).toContain(
      "ids 1 2 pages 2 more true",
    );
    server.arrivals.length = 0;
    expect(
      await read({
        pagination: "by: page, parameter: page, items: data, max_pages: 2, partial: true",
      }),
    ).toContain("ids 1 2 pages 2 more true");
    expect(server.arrivals).toHaveLength(3);
  });

  it("counts bytes, too", async () => {
    server.answer = inTurn(page([large(1)], { next: "b" }), page([large(2)], { next: "c" }));
    expect(await read({ pagination: CURSOR })).toContain("has more entries than are read");
    server.arrivals.length = 0;
    expect(await read({ pagination: `${CURSOR}, partial: true` })).toContain(
      "ids 1 pages 1 more true",
    );
  });
});

describe("goes nowhere", () => {
  it.each([
    "https://stranger.example/v1/list",
    "/v2/list",
    "/v1x",
    "http://a:b@HOST/v1/list",
    "http://[",
    "data:,a",
  ])("else than the server, as to %s", async (next) => {
    server.answer = page(ids(1), { next: next.replace("HOST", server.url.slice(7)) });
    const told = await read({ pagination: "by: address, next: meta.next, items: data" });
    expect(told).toContain("names a next page that is not below the server's address");
    expect(told).not.toContain("stranger");
    expect(server.arrivals).toHaveLength(1);
  });

  it.each([
    [CURSOR, page(ids(1), { next: "a" })],
    ["by: address, next: meta.next, items: data", page(ids(1), { next: "?page=1" })],
  ])("in circles: %s", async (pagination, answer) => {
    server.answer = answer;
    expect(await read({ pagination })).toContain("names a next page that it has named before");
    expect(server.arrivals).toHaveLength(2);
  });

  it("where the server gives the same page whatever is asked", async () => {
    server.answer = page(ids(1, 2), { total: 9 });
    for (const total of ["", ", total: meta.total"])
      expect(
        await read({ pagination: `by: page, parameter: page, items: data${total}` }),
      ).toContain("answers the same entries for another page");
  });

  it.each([
    [CURSOR, page(ids(1), { next: { a: "of a customer" } }), "neither text nor a number"],
    [
      `${CURSOR}, more: meta.more`,
      page(ids(1), { more: true }),
      "says that there is more, and not where",
    ],
    [
      `${CURSOR}, more: meta.more`,
      page(ids(1), { more: "of a customer" }),
      "with neither true nor false",
    ],
    [CURSOR, json(200, { items: ["of a customer"] }), 'has no list "data"'],
    [CURSOR, json(200, { data: { a: "of a customer" } }), 'has no list "data"'],
  ])("by an answer that can't be followed: %s", async (pagination, answer, words) => {
    server.answer = answer;
    const told = await read({ pagination });
    expect(told).toContain(words);
    expect(told).toContain("exit 1");
    expect(told.split("unexpected")[0]).not.toContain("customer");
  });
});

it("tries a page again that has failed, and keeps those before", async () => {
  const broken = json(503, {});
  server.answer = inTurn(
    page(ids(1), { next: "b" }),
    broken,
    page(ids(2), { next: "c" }),
    page(ids(3)),
  );
  const told = await read({ pagination: CURSOR });
  expect(told).toContain("ids 1 2 3 pages 3");
  expect(told).toContain("4 attempts");
  expect(asked("cursor")).toEqual([undefined, "b", "b", "c"]);
});

it("has as many tries as the step, for all pages together", async () => {
  const broken = json(503, {});
  server.answer = inTurn(page(ids(1), { next: "b" }), broken, page(ids(2), { next: "c" }), broken);
  expect(await read({ pagination: CURSOR })).toContain("answered 503");
  expect(asked("cursor")).toEqual([undefined, "b", "b", "c"]);
});

it("notes what is not as the document says, of all pages", async () => {
  server.answer = inTurn(page(ids(1), { next: "b" }), page([{ id: "x" }], { total: "y" }));
  const told = await read({ pagination: CURSOR });
  expect(told).toContain("data[0].id has to be a whole number, not text");
  expect(told).toContain("meta.total has to be a whole number, not text");
});

it.each([
  ["by: link", ENTRIES, 2],
  ["by: address, next: meta.next, items: data", WRAPPED, 2],
  [CURSOR, WRAPPED, 2],
  [`${CURSOR}, more: meta.more`, WRAPPED, 2],
  ["by: cursor, next: data.-1.id, parameter: cursor, more: meta.more, items: data", WRAPPED, 2],
  ["by: page, parameter: page, items: data", WRAPPED, 1],
  ["by: offset, parameter: offset, items: data, total: meta.total", WRAPPED, 1],
])("has pages in the simulator, %s", async (pagination, answer, pages) => {
  const told = await read({ pagination, answer, flags: ["--simulate"] });
  expect(told).toContain(`ids ${"1 ".repeat(pages)}pages ${pages} more false`);
  expect(told).not.toContain("unexpected");
  expect(server.arrivals).toEqual([]);
});
