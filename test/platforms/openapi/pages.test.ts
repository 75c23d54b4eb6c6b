/** Lists that come in pages: how each style asks for the next one, and where that ends. */
import { beforeEach, describe, expect, it } from "vitest";
import { type Arrival, json, type RecordingServer, recordingServer } from "../recording-server.ts";
import { type Case, CURSOR, ENTRIES, ids, inTurn, page, readPages, WRAPPED } from "./read-pages.ts";

let server: RecordingServer;
beforeEach(async () => {
  server = await recordingServer();
  return () => server.close();
});

const read = (given: Case) => readPages(server, given);
const asked = (name: string) => server.arrivals.map(({ query }: Arrival) => query[name]);
const link = (url: string) => ({ link: `<${url}>; title="a, b"; rel="last next"` });

describe("reads all pages", () => {
  it("that a header names", async () => {
    server.answer = inTurn(
      server,
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
      server,
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
    server.answer = inTurn(server, page(ids(1), { next: "b c" }), page(ids(2), { next: null }));
    const cursor = "by: cursor, next: meta.next, parameter: cursor, items: data";
    expect(await read({ pagination: cursor, with: "{ cursor: a, offset: 7 }" })).toContain(
      "ids 1 2 pages 2 more false",
    );
    expect(asked("cursor")).toEqual(["a", "b c"]);
    expect(asked("offset")).toEqual(["7", "7"]);
  });

  it("by the id of the last entry, while there is more", async () => {
    server.answer = inTurn(server, page(ids(1, 2), { more: true }), page(ids(3), { more: false }));
    const cursor = "by: cursor, next: data.-1.id, parameter: cursor, items: data, more: meta.more";
    expect(await read({ pagination: cursor })).toContain("ids 1 2 3 pages 2 more false");
    expect(asked("cursor")).toEqual([undefined, "2"]);
  });

  it.each([0, "0", false, "", null])("by a cursor, until it is %j", async (next) => {
    server.answer = inTurn(server, page(ids(1), { next: 7 }), page(ids(2), { next }));
    expect(await read({ pagination: CURSOR })).toContain("ids 1 2 pages 2 more false");
  });

  it.each([0, false])("whose address a field has, until it is %j", async (next) => {
    server.answer = inTurn(server, page(ids(1), { next: "?page=2" }), page(ids(2), { next }));
    expect(await read({ pagination: "by: address, next: meta.next, items: data" })).toContain(
      "ids 1 2 pages 2 more false",
    );
  });

  it("by a cursor of 0 that is an id, or of which the answer says that there is more", async () => {
    server.answer = inTurn(server, page(ids(0)), page([]));
    const byId = "by: cursor, next: data.-1.id, parameter: cursor, items: data";
    expect(await read({ pagination: byId })).toContain("ids 0 pages 1 more false");
    expect(asked("cursor")).toEqual([undefined, "0"]);
    server.arrivals.length = 0;
    server.answer = inTurn(
      server,
      page(ids(1), { next: 0, more: true }),
      page(ids(2), { next: 0, more: false }),
    );
    expect(await read({ pagination: `${CURSOR}, more: meta.more` })).toContain("ids 1 2 pages 2");
    expect(asked("cursor")).toEqual([undefined, "0"]);
  });

  it("by number, until one is empty", async () => {
    server.answer = inTurn(server, page(ids(1)), page(ids(2)), page(null));
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
    server.answer = inTurn(server, page(ids(1, 2), { total: 3 }), page(ids(3), { total: 3 }));
    expect(
      await read({ pagination: "by: offset, parameter: offset, items: data, total: meta.total" }),
    ).toContain("ids 1 2 3 pages 2 more false");
    expect(asked("offset")).toEqual(["0", "2"]);
  });

  it.each([-1, 0])("by number, where the total is less than what has come: %i", async (total) => {
    server.answer = inTurn(server, page(ids(1, 2), { total }), page(ids(3), { total }), page([]));
    expect(
      await read({ pagination: "by: page, parameter: page, items: data, total: meta.total" }),
    ).toContain("ids 1 2 3 pages 2 more false");
  });

  it("by number, also behind an empty one, while there is more", async () => {
    server.answer = inTurn(
      server,
      page(ids(1), { more: true }),
      page([], { more: true }),
      page(ids(2), { more: false }),
    );
    expect(
      await read({ pagination: "by: page, parameter: page, items: data, more: meta.more" }),
    ).toContain("ids 1 2 pages 2 more false");
    server.answer = page([], { more: true });
    expect(
      await read({ pagination: "by: offset, parameter: offset, items: data, more: meta.more" }),
    ).toContain("names a next page that it has named before");
  });

  it("of a search by POST that only reads", async () => {
    server.answer = inTurn(server, page(ids(1), { next: "b" }), page(ids(2)));
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

it("tries a page again that has failed, and keeps those before", async () => {
  const broken = json(503, {});
  server.answer = inTurn(
    server,
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
  server.answer = inTurn(
    server,
    page(ids(1), { next: "b" }),
    broken,
    page(ids(2), { next: "c" }),
    broken,
  );
  expect(await read({ pagination: CURSOR })).toContain("answered 503");
  expect(asked("cursor")).toEqual([undefined, "b", "b", "c"]);
});

it("notes what is not as the document says, of all pages", async () => {
  server.answer = inTurn(server, page(ids(1), { next: "b" }), page([{ id: "x" }], { total: "y" }));
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
