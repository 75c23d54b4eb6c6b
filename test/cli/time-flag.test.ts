import { describe, expect, it } from "vitest";
import { timeFlag, timeRange } from "#src/cli/runs/time-flag.js";
import { zoneOf } from "#src/cli/runs/zone.js";

const VN = "Asia/Ho_Chi_Minh";

/** Somebody in a zone, at a time. */
function at(now: string, zone = VN) {
  const said: string[] = [];
  return { zone, now: Date.parse(now), say: (line: string) => void said.push(line), said };
}

describe("a time on the command line", () => {
  // 09:30 on 27 November in Vietnam.
  const now = "2026-11-27T02:30:00Z";

  it.each([
    ["2h", "2026-11-27T00:30:00.000Z"],
    ["90s", "2026-11-27T02:28:30.000Z"],
    ["09:00", "2026-11-27T02:00:00.000Z"],
    ["9:00", "2026-11-27T02:00:00.000Z"],
    ["09:00:30", "2026-11-27T02:00:30.000Z"],
    ["00:00", "2026-11-26T17:00:00.000Z"],
    ["today", "2026-11-26T17:00:00.000Z"],
    ["yesterday", "2026-11-25T17:00:00.000Z"],
    ["yesterday 22:15", "2026-11-26T15:15:00.000Z"],
    ["today 23:00", "2026-11-27T16:00:00.000Z"],
    ["2026-11-27", "2026-11-26T17:00:00.000Z"],
    ["2026-11-27 09:00", "2026-11-27T02:00:00.000Z"],
    ["2026-11-27T09:00:01", "2026-11-27T02:00:01.000Z"],
    ["2026-11-27T09:00:00+09:00", "2026-11-27T00:00:00.000Z"],
    ["2026-11-27T09:00:00Z", "2026-11-27T09:00:00.000Z"],
    ["2024-02-29", "2024-02-28T17:00:00.000Z"],
  ])("%s is %s", (text, time) => {
    const place = at(now);
    expect([timeFlag("--since", text, place), place.said]).toEqual([time, []]);
  });

  it("takes a time of day that is still to come for yesterday's, and says so", () => {
    const place = at(now);
    expect(timeFlag("--since", "23:00", place)).toBe("2026-11-26T16:00:00.000Z");
    expect(place.said).toEqual([
      "--since 23:00 is still to come today: taken as yesterday's, 2026-11-26T23:00:00+07:00",
    ]);
  });

  it.each([
    "",
    "soon",
    "9",
    "24:00",
    "25:00",
    "09:60",
    "2026-02-29",
    "2026-13-01",
    "2026-11-27 ",
    "2026-11-27  09:00",
    "tomorrow",
    "-2h",
    "2026-11-27T25:00:00Z",
    "2 h",
    "09:00Z",
  ])("refuses %j and says what it takes", (text) => {
    expect(() => timeFlag("--since", text, at(now))).toThrow("--since is no time");
  });

  it("names both moments of an hour that comes twice, and no moment of one that is skipped", () => {
    const berlin = at(now, "Europe/Berlin");
    expect(() => timeFlag("--since", "2026-10-25 02:30", berlin)).toThrow(
      expect.objectContaining({
        message: "--since: 2026-10-25 02:30:00 came twice in Europe/Berlin",
        hint: "the clocks went back: say 2026-10-25T02:30:00+02:00 or 2026-10-25T02:30:00+01:00",
      }),
    );
    expect(() => timeFlag("--since", "2026-03-29 02:30", berlin)).toThrow(
      "--since: there is no 2026-03-29 02:30:00 in Europe/Berlin",
    );
    expect(timeFlag("--since", "2026-03-29 03:00", berlin)).toBe("2026-03-29T01:00:00.000Z");
    expect(timeFlag("--since", "2026-03-29 01:59", berlin)).toBe("2026-03-29T00:59:00.000Z");
    expect(timeFlag("--since", "2026-10-25T02:30:00+02:00", berlin)).toBe(
      "2026-10-25T00:30:00.000Z",
    );
  });

  it("begins a day where it begins, also when clocks skip midnight or show it twice", () => {
    // Beirut goes from 23:59:59 (+02:00) to 01:00 (+03:00); Havana shows midnight again an hour later.
    expect(timeFlag("--since", "2026-03-29", at(now, "Asia/Beirut"))).toBe(
      "2026-03-28T22:00:00.000Z",
    );
    expect(timeFlag("--since", "2026-11-01", at(now, "America/Havana"))).toBe(
      "2026-11-01T04:00:00.000Z",
    );
  });

  it("takes offsets that are no whole hours, and both sides of the date line", () => {
    expect(timeFlag("--since", "2026-11-27 09:00", at(now, "Asia/Kathmandu"))).toBe(
      "2026-11-27T03:15:00.000Z",
    );
    expect(timeFlag("--since", "today", at(now, "Pacific/Kiritimati"))).toBe(
      "2026-11-26T10:00:00.000Z",
    );
    expect(timeFlag("--since", "today", at(now, "Pacific/Pago_Pago"))).toBe(
      "2026-11-26T11:00:00.000Z",
    );
  });

  it.each([
    [
      now,
      { since: "09:00", until: "10:30" },
      "2026-11-27T02:00:00.000Z",
      "2026-11-27T03:30:00.000Z",
    ],
    // Half past midnight: both were yesterday.
    [
      "2026-11-26T17:30:00Z",
      { since: "22:00", until: "23:30" },
      "2026-11-26T15:00:00.000Z",
      "2026-11-26T16:30:00.000Z",
    ],
    [now, { since: "12h", until: "10:30" }, "2026-11-26T14:30:00.000Z", "2026-11-27T03:30:00.000Z"],
    [
      now,
      { since: "yesterday", until: "09:00" },
      "2026-11-25T17:00:00.000Z",
      "2026-11-27T02:00:00.000Z",
    ],
  ])("at %s takes %j together", (time, flags, since, until) => {
    expect(timeRange(flags, at(time))).toEqual({ since, until });
  });

  it("refuses an end that is not after the beginning, and says what it understood", () => {
    expect(() => timeRange({ since: "09:00", until: "yesterday" }, at(now))).toThrow(
      expect.objectContaining({
        message: "--until is not after --since",
        hint: "that is from 2026-11-27T09:00:00+07:00 until 2026-11-26T00:00:00+07:00",
      }),
    );
  });

  it("knows a zone by its name, this machine's without one, and refuses others", () => {
    expect(zoneOf(VN, { TZ: "Europe/Berlin" })).toBe(VN);
    expect(zoneOf(undefined, { TZ: VN })).toBe(VN);
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    for (const TZ of [undefined, "", ":/etc/localtime", "ICT-7"])
      expect(zoneOf(undefined, { TZ })).toBe(own);
    for (const name of ["Vietnam", "", "Mars/Olympus", "+07:00"])
      expect(() => zoneOf(name, {})).toThrow("--zone is no time zone");
  });
});
