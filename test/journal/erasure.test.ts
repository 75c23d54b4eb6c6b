import { describe, expect, it } from "vitest";
import { erasedStep, hasExactly, readExactTerm } from "#src/journal/erasure.js";
import { searchText } from "#src/journal/search-text.js";
import { step } from "../contracts/stored-run.ts";

/** Whether data has what somebody types, as a whole. */
function finds(query: string, data: unknown): boolean {
  const term = readExactTerm(query);
  if (term === undefined) throw new Error(`${query} is no exact term`);
  return hasExactly(searchText(data), term);
}

describe("a term of an erasure", () => {
  it.each([
    ["0908071111", "0908071111"],
    ["0908071111", "+84908071111"],
    ["0908 071 111", "84908071111"],
    ["+84 908-071-111", "call 0908.071.111, please"],
    ["0908071111", "0084908071111"],
    ["0908071111", 908071111],
    ["6523889107654321", "user 6523889107654321 is gone"],
    ["6523889107654321", { id: "6523889107654321" }],
    ["an.tran@shop.vn", "Mail: An.Tran@shop.vn."],
    ["DH1024", "#dh1024"],
    ["KH-00017", "kh-00017"],
  ])("%s stands in %j", (query, data) => {
    expect(finds(query, data)).toBe(true);
  });

  it.each([
    ["0908071111", "09080711112"],
    ["0908071111", "10908071111"],
    ["0908071111", "8490807111"],
    ["0908071111", "6590908071111"],
    ["0908071111", "a0908071111"],
    ["6523889107654321", "65238891076543210"],
    ["6523889107654321", "06523889107654321"],
    ["652388910765", "6523889107654321"],
    ["an@shop.vn", "tran.an@shop.vn"],
    ["an@shop.vn", "an@shop.vn.example"],
    ["DH1024", "dh10245"],
  ])("%s does not stand in %j", (query, data) => {
    expect(finds(query, data)).toBe(false);
  });

  it("is one, and no name", () => {
    for (const query of ["Nguyễn An", "An", "nguyen", "0908071111 0912345678", "a@", "1024", "  "])
      expect([query, readExactTerm(query)]).toEqual([query, undefined]);
  });
});

it("what is left of a step has nothing that came, was sent or was answered", () => {
  const error = { reason: "forbidden", code: "http_403", message: "secret" } as const;
  const left = erasedStep(
    step("a", {
      input: { secret: 1 },
      output: "secret",
      error: { ...error, step: "a" },
      stop: { status: "failed", reason: "secret" },
      call: { flow: "b", runId: "r", failed: { count: 1, first: error } },
      attempts: [{ startedAt: 1, endedAt: 2, error }],
    }),
  );
  expect(JSON.stringify(left)).not.toContain("secret");
  expect(left).toMatchObject({
    path: "a",
    status: "succeeded",
    error: { reason: "forbidden", code: "http_403", step: "a" },
    stop: { status: "failed" },
    call: { flow: "b", runId: "r", failed: { count: 1 } },
    attempts: [{ startedAt: 1, endedAt: 2, error: { reason: "forbidden" } }],
  });
});
