import { expect, it } from "vitest";
import { actions } from "#src/platforms/installed.js";
import { morningAfter } from "#src/platforms/zalo/day-hours.js";

it.each([
  ["2026-11-29T06:59:59.999+07:00", "2026-11-29T07:00:00+07:00"],
  ["2026-11-29T07:00:00+07:00", undefined],
  ["2026-11-29T21:59:59.999+07:00", undefined],
  ["2026-11-29T22:00:00+07:00", "2026-11-30T07:00:00+07:00"],
  ["2026-11-30T00:00:00+07:00", "2026-11-30T07:00:00+07:00"],
  // In UTC another day.
  ["2026-12-31T23:30:00Z", "2027-01-01T00:00:00Z"],
])("the night of %s is over at %s", (now, over) => {
  expect(morningAfter(Date.parse(now))).toBe(over === undefined ? undefined : Date.parse(over));
});

it("a template waits for the day, unless it may go at night, and a text waits for nothing", () => {
  const night = Date.parse("2026-11-29T23:00:00+07:00");
  const template = actions.get("zalo.send_template");
  expect(template?.notBefore?.({}, night)).toBe(Date.parse("2026-11-30T07:00:00+07:00"));
  expect(template?.notBefore?.({ at_night: "wait" }, night)).toBeGreaterThan(night);
  expect(template?.notBefore?.({ at_night: "send" }, night)).toBeUndefined();
  expect(template?.notBefore?.({}, night - 2 * 3_600_000)).toBeUndefined();
  expect(actions.get("zalo.send_text")?.notBefore).toBeUndefined();
});
