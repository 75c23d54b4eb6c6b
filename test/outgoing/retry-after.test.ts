import { expect, test } from "vitest";
import { retryAfterMs } from "#src/outgoing/retry-after.js";

test.each([
  [undefined, undefined],
  ["", undefined],
  ["soon", undefined],
  ["-3", undefined],
  ["0", 0],
  ["7", 7000],
  [["7", "9"], 7000],
  ["999999999999", 3_600_000],
  ["Wed, 21 Oct 2015 07:28:00 GMT", 0],
  ["Wed, 21 Oct 2099 07:28:00 GMT", 3_600_000],
])("%j is %j", (header, ms) => {
  expect(retryAfterMs(header)).toBe(ms);
});
