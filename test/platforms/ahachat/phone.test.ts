import { expect, test } from "vitest";
import { normalizePhone } from "#src/platforms/ahachat/phone.js";
import { failureOf } from "./bot.ts";

test.each([
  ["0908071111", "0908071111"],
  ["+84908071111", "0908071111"],
  ["84908071111", "0908071111"],
  ["0908 071 111", "0908071111"],
  ["0908.071.111", "0908071111"],
  ["+84 (0) 908-071-111", "0908071111"],
  ["+1 415 555 2671", "+14155552671"],
])("%s is %s", (text, normal) => {
  expect(normalizePhone(text)).toBe(normal);
});

// 0123… is a range that was retired in 2018.
test.each(["0123456789", "090807111", "hello", ""])(
  "%j is refused, and not repeated",
  async (text) => {
    const error = await failureOf(Promise.resolve(text).then(normalizePhone));
    expect(error).toMatchObject({ reason: "invalid_request", code: "invalid_phone" });
    expect(error.message).toBe("the phone is not a number that can exist");
  },
);
