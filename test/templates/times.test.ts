import { describe, expect, it } from "vitest";
import { readTime } from "#src/templates/time.js";
import { failureOf, render } from "./context.ts";

/** What a value is read as, in UTC; or why it is not. */
function read(value: unknown, zone?: string): string {
  const reading = readTime(value, zone);
  return "time" in reading ? new Date(reading.time).toISOString() : `no time but ${reading.wrong}`;
}

describe("a time", () => {
  it.each([
    ["2026-03-01T18:30:00+07:00", "2026-03-01T11:30:00.000Z"],
    ["2026-03-01T18:30:00+0700", "2026-03-01T11:30:00.000Z"],
    ["2026-03-01T18:30:00+07", "2026-03-01T11:30:00.000Z"],
    ["2026-03-01 18:30:00 +0700", "2026-03-01T11:30:00.000Z"],
    ["2026-03-01T18:30:00.123456-09:30", "2026-03-02T04:00:00.123Z"],
    ["2026-03-01t18:30z", "2026-03-01T18:30:00.000Z"],
    ["2026-03-01T18:30:00.5Z", "2026-03-01T18:30:00.500Z"],
    ["2026-03-01", "2026-03-01T00:00:00.000Z"],
    ["2024-02-29", "2024-02-29T00:00:00.000Z"],
    ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"],
    ["30/12/2023", "2023-12-29T17:00:00.000Z"],
    ["30/12/2023 12:00:00", "2023-12-30T05:00:00.000Z"],
    ["30/12/2023 12:00", "2023-12-30T05:00:00.000Z"],
    ["01/02/2026", "2026-01-31T17:00:00.000Z"],
    [1_893_456_000_000, "2030-01-01T00:00:00.000Z"],
    ["1893456000000", "2030-01-01T00:00:00.000Z"],
    [-315_619_200_000, "1960-01-01T00:00:00.000Z"],
    [0, "1970-01-01T00:00:00.000Z"],
    ["0", "1970-01-01T00:00:00.000Z"],
  ])("%j is %s", (value, time) => {
    expect(read(value)).toBe(time);
  });

  it.each([
    "2026-02-30 2026-02-29T10:00:00Z 2026-04-31 2026-00-10 2026-13-01 0000-01-01 30/02/2026 12/30/2023 31/04/2026 00/01/2026",
    "2100-02-29T00:00:00+07:00",
  ])("days that are not in the calendar are refused: %s", (texts) => {
    for (const text of texts.split(" "))
      expect([text, read(text)]).toEqual([text, "no time but a day that is not in the calendar"]);
  });

  it.each([
    "2026-03-01T24:00:00Z",
    "2026-03-01T25:00:00Z",
    "2026-03-01T10:60:00Z",
    "2016-12-31T23:59:60Z",
    "30/12/2023 24:00",
    "30/12/2023 12:00:61",
  ])("times that no clock shows are refused: %s", (text) => {
    expect(read(text)).toBe("no time but a time of day that no clock shows");
  });

  it.each([1_893_456_000, "1893456000", 1_767_225_600.5, -315_619_200, 7, "20260301"])(
    "seconds are not taken for milliseconds: %j",
    (value) => {
      expect(read(value)).toBe("no time but a number of seconds, or one that is too small");
    },
  );

  it.each([1_893_456_000_000_000, "20231230120000", 20_231_230_120_000, 9e15, 1e300])(
    "microseconds and days without signs are not taken for milliseconds: %j",
    (value) => {
      expect(read(value)).toBe(
        "no time but a number that is too large for milliseconds since 1970",
      );
    },
  );

  it.each([
    ["2026-03-01T10:00", "no time but a text that doesn't say its zone"],
    ["2026-03-01 10:00:00", "no time but a text that doesn't say its zone"],
    ["2026-03-01T10:00:00+15:00", "no time but an offset that no zone has"],
    ["2026-03-01T10:00:00+07:60", "no time but an offset that no zone has"],
    [1_893_456_000_000.5, "no time but a part of a millisecond"],
  ])("%j: %s", (value, why) => {
    expect(read(value)).toBe(why);
  });

  it.each([
    "2026-2-3",
    "26-02-03",
    "3/2/2026",
    "30/12/23",
    "30-12-2023",
    "30.12.2023",
    "30/12/2023T12:00",
    "2026-03",
    "12:00",
    "tomorrow",
    "",
    " 2026-03-01",
    "2026-03-01\n",
    "Mon, 01 Jan 2026 10:00:00 GMT",
    "0908071111",
    "-0",
    "+1893456000000",
    "1e12",
    "2026-03-01T10:00:00Z+07:00",
    "2026-03-01Z",
    null,
    true,
    undefined,
    {},
  ])("%j is none", (value) => {
    expect(read(value)).toBe("no time but undefined");
  });

  it("without a zone is in the zone that is given", () => {
    expect(read("30/12/2023 12:00:00", "Europe/Berlin")).toBe("2023-12-30T11:00:00.000Z");
    expect(read("2026-07-01T12:00:00", "Europe/Berlin")).toBe("2026-07-01T10:00:00.000Z");
    expect(read("2026-03-01", "Asia/Ho_Chi_Minh")).toBe("2026-02-28T17:00:00.000Z");
    expect(read("2026-07-01T12:00:00Z", "Europe/Berlin")).toBe("2026-07-01T12:00:00.000Z");
    // Cairo's clocks jump at midnight: the day begins an hour later.
    expect(read("24/04/2026", "Africa/Cairo")).toBe("2026-04-23T22:00:00.000Z");
  });

  it("that the clocks jump over or show twice is refused", () => {
    expect(read("29/03/2026 02:30", "Europe/Berlin")).toBe(
      "no time but one that the clocks jump over in this zone",
    );
    expect(read("2026-10-25T02:30", "Europe/Berlin")).toBe(
      "no time but one that the clocks show twice in this zone",
    );
    expect(read("2026-10-25T03:00", "Europe/Berlin")).toBe("2026-10-25T02:00:00.000Z");
    expect(read("2026-10-25T01:59", "Europe/Berlin")).toBe("2026-10-24T23:59:00.000Z");
  });
});

describe("helpers", () => {
  it("write AhaChat's own times as they came", () => {
    const scope = { day: "30/12/2023", at: "30/12/2023 12:00:00" };
    expect(render("{{format_date day 'dd/MM/yyyy'}}", scope)).toBe(scope.day);
    expect(render("{{format_date at 'dd/MM/yyyy HH:mm:ss'}}", scope)).toBe(scope.at);
    expect(render("{{date_add at '1h'}}", scope)).toBe("2023-12-30T06:00:00.000Z");
  });

  it("take the zone of a time that says none", () => {
    const scope = { at: "2026-07-01 12:00:00" };
    expect(render("{{format_date at 'HH:mm' from_zone='Europe/Berlin'}}", scope)).toBe("17:00");
    expect(render("{{date_add at '0s' from_zone='Asia/Ho_Chi_Minh'}}", scope)).toBe(
      "2026-07-01T05:00:00.000Z",
    );
    expect(failureOf("{{date_add at '0s'}}", scope).message).toContain("doesn't say its zone");
  });

  it("say what is wrong, and not of what", () => {
    const { message } = failureOf("{{format_date at 'dd'}}", { at: 1_893_456_000 });
    expect(message).toContain("format_date: needs a time, got a number of seconds");
    expect(message).toContain("write {{multiply value 1000}} for seconds");
    expect(message).not.toContain("1893456000");
  });
});
