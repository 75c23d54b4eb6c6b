import { expect, it } from "vitest";
import { timeFlag } from "#src/cli/runs/time-flag.js";
import { shippedValidator } from "#src/documents/schema-validator.js";
import { timeWithZone } from "#src/written-time.js";

const HERE = { zone: "UTC", now: 0, say: () => undefined };

const RIGHT = [
  "2026-03-01T18:30:00+07:00",
  "2026-03-01T18:30:00 07:00",
  "2026-03-01 11:30:00z",
  "2026-03-01T18:30+07",
];

const WRONG =
  "2026-02-30T10:00:00Z|2026-03-01T24:00:00Z|2016-12-31T23:59:60Z|01/03/2026 18:30|1 Jan 2026 10:00Z|1893456000|Z|2026-03-01T18:30:00 0700|2026-03-01T18:30:00 07|2026-03-01T18:30:00 15:00".split(
    "|",
  );

it("a time with its zone is read everywhere alike", () => {
  const check = shippedValidator({ type: "string", format: "date-time" });
  for (const text of RIGHT) {
    expect(new Date(timeWithZone(text) ?? 0).toISOString()).toBe("2026-03-01T11:30:00.000Z");
    expect(timeFlag("--since", text, HERE)).toBe("2026-03-01T11:30:00.000Z");
    expect(check(text)).toEqual([]);
  }
});

it("one without a zone is none, but on the command line", () => {
  for (const text of ["2026-03-01T10:00:00", "2026-03-01"])
    expect(timeWithZone(text)).toBe(undefined);
});

it("what is none is refused everywhere alike", () => {
  const check = shippedValidator({ type: "string", format: "date-time" });
  for (const text of WRONG) {
    expect([text, timeWithZone(text)]).toEqual([text, undefined]);
    expect(check(text)).toHaveLength(1);
    expect(() => timeFlag("--since", text, HERE)).toThrow("--since");
  }
});
