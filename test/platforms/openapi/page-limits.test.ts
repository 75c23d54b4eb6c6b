/** Lists of which there is more than is read, and pages that lead nowhere. */
import { beforeEach, describe, expect, it } from "vitest";
import { type Answer, json, type RecordingServer, recordingServer } from "../recording-server.ts";
import { type Case, CURSOR, ids, inTurn, page, readPages } from "./read-pages.ts";

let server: RecordingServer;
beforeEach(async () => {
  server = await recordingServer();
  return () => server.close();
});

const read = (given: Case) => readPages(server, given);
const large = (id: number) => ({ id, text: "x".repeat(600_000) });
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
    server.answer = inTurn(
      server,
      page([large(1)], { next: "b" }),
      page([large(2)], { next: "c" }),
    );
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
