import { describe, expect, it } from "vitest";
import { causeOf, messageShape } from "#src/journal/failure-cause.js";

describe("the shape of a message", () => {
  it.each([
    ["AhaChat answered 503", "AhaChat answered …"],
    ["no user 6523889107654321 in bot 12404829", "no user … in bot …"],
    ['there is no block "Chào bạn"; write "Chào"', "there is no block …; write …"],
    ["the order DH-1024/7 of an.tran+1@shop.vn is gone", "the order …/… of … is gone"],
    ["flows/a.yaml:12:7 body.name is missing", "flows/a.yaml:… body.name is missing"],
    ["019ab3f0-6b7e-7c11-9c7d-2f1f0d7c5a10 can't be told", "… can't be told"],
    ["it can't, and it doesn't", "it can't, and it doesn't"],
    ["“An” và «Bình» chưa nhắn", "… và … chưa nhắn"],
    ["POST 127.0.0.1:8080/a answered 503: later", "POST …/a answered …: later"],
    ["đơn số ١٢٣", "đơn số …"],
  ])("of %s is %s", (message, shape) => {
    expect(messageShape(message)).toBe(shape);
  });

  it("ends, and holds no half of a character", () => {
    const shape = messageShape("🎉".repeat(5_000));
    expect(shape).toBe(`${"🎉".repeat(200)}…`);
  });
});

it("the cause of a failure has no place in a list", () => {
  const failure = { reason: "timeout", code: "timeout", message: "no answer in 10 s" } as const;
  expect(causeOf({ ...failure, step: "lines/12/both/left/send" })).toEqual({
    reason: "timeout",
    code: "timeout",
    step: "lines/*/both/left/send",
    shape: "no answer in … s",
  });
  expect(causeOf(failure).step).toBeUndefined();
});
