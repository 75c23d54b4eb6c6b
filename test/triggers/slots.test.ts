import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextSlots, slotsBetween } from "#src/triggers/slots.js";
import { slotsOfMinutes, walk } from "./minute-walk.ts";

const HOUR = 3_600_000;

/** The slots of one night and the day after it, as the clocks of the zone show them. */
function shown(cron: string, timezone: string, from: string, hours = 24): string[] {
  const start = Date.parse(from) - 1;
  const clock = new Intl.DateTimeFormat("en-GB", {
    timeZone: timezone,
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "longOffset",
  });
  return slotsBetween({ cron, timezone }, start, start + hours * HOUR, 1_000).map((at) =>
    clock.format(at).replace("GMT", "").replace(", ", "T").replace(" at ", "T"),
  );
}

const SPRING = "2026-03-28T23:00Z";
const AUTUMN = "2026-10-24T22:00Z";

describe("in Berlin", () => {
  it.each([
    ["30 2 * * *", ["29T03:00 +02:00"]],
    ["30 2,14 * * *", ["29T03:00 +02:00", "29T14:30 +02:00"]],
    ["15,45 2 * * *", ["29T03:00 +02:00"]],
    ["*/30 2 * * *", ["29T03:00 +02:00"]],
    ["* 2 * * *", ["29T03:00 +02:00"]],
    ["30 1-3 * * *", ["29T01:30 +01:00", "29T03:00 +02:00", "29T03:30 +02:00"]],
    ["30 1,5 * * *", ["29T01:30 +01:00", "29T05:30 +02:00"]],
    ["0 2,3 * * *", ["29T03:00 +02:00"]],
    ["0 2 * * 0", ["29T03:00 +02:00"]],
    ["0 2 29 3 *", ["29T03:00 +02:00"]],
    ["0 2 * * 1-6", []],
    ["0 2-23/12 * * *", ["29T03:00 +02:00", "29T14:00 +02:00"]],
  ])("%s in spring: %j", (cron, slots) => {
    expect(shown(cron, "Europe/Berlin", SPRING, 23)).toEqual(slots);
  });

  it.each([
    ["30 2 * * *", ["25T02:30 +02:00"]],
    ["30 2,14 * * *", ["25T02:30 +02:00", "25T14:30 +01:00"]],
    ["15,45 2 * * *", ["25T02:15 +02:00", "25T02:45 +02:00"]],
    ["*/30 2 * * *", ["25T02:00 +02:00", "25T02:30 +02:00"]],
    ["30 1-3 * * *", ["25T01:30 +02:00", "25T02:30 +02:00", "25T03:30 +01:00"]],
    ["30 1,5 * * *", ["25T01:30 +02:00", "25T05:30 +01:00"]],
    ["0 3 * * *", ["25T03:00 +01:00"]],
  ])("%s in autumn: %j", (cron, slots) => {
    expect(shown(cron, "Europe/Berlin", AUTUMN, 25)).toEqual(slots);
  });

  it.each(["30 * * * *", "30 */1 * * *", "30 0-23 * * *", "30 0-11,12-23 * * *"])(
    "%s runs in every hour that there is",
    (cron) => {
      expect(shown(cron, "Europe/Berlin", SPRING, 23)).toHaveLength(23);
      expect(shown(cron, "Europe/Berlin", AUTUMN, 25)).toHaveLength(25);
    },
  );

  it("* * * * * runs in every minute that there is", () => {
    expect(shown("* * * * *", "Europe/Berlin", SPRING, 10)).toHaveLength(600);
    expect(shown("* * * * *", "Europe/Berlin", AUTUMN, 10)).toHaveLength(600);
  });
});

describe("where clocks change otherwise", () => {
  it.each([
    ["America/Nuuk", "0 23 * * *", "2026-03-28T12:00Z", ["29T00:00 -01:00"]],
    ["America/Nuuk", "0 23 * * 6", "2026-03-28T12:00Z", ["29T00:00 -01:00"]],
    ["America/Nuuk", "0 23 * * *", "2026-10-24T12:00Z", ["24T23:00 -01:00"]],
    ["Australia/Lord_Howe", "15 2 * * *", "2026-10-03T03:00Z", ["04T02:30 +11:00"]],
    [
      "Australia/Lord_Howe",
      "45 1,2 * * *",
      "2026-04-04T04:00Z",
      ["05T01:45 +11:00", "05T02:45 +10:30"],
    ],
    ["America/Santiago", "0 0 * * *", "2026-09-05T12:00Z", ["06T01:00 -03:00"]],
    ["America/Santiago", "30 23 * * *", "2026-04-04T12:00Z", ["04T23:30 -03:00"]],
    ["Africa/Cairo", "0,30 0 * * *", "2026-04-23T12:00Z", ["24T01:00 +03:00"]],
    ["Antarctica/Troll", "30 1,2 * * *", "2026-03-28T12:00Z", ["29T03:00 +02:00"]],
    ["Africa/Casablanca", "30 2 * * *", "2026-02-14T12:00Z", ["15T02:30 +01:00"]],
    ["Africa/Casablanca", "30 2 * * *", "2026-03-21T12:00Z", ["22T03:00 +01:00"]],
    ["Pacific/Apia", "0 9 30 12 *", "2011-12-29T12:00Z", ["31T00:00 +14:00"]],
    [
      "Pacific/Apia",
      "0 9,17 * * *",
      "2011-12-30T09:00Z",
      ["31T00:00 +14:00", "31T09:00 +14:00", "31T17:00 +14:00"],
    ],
  ])("in %s, %s from %s on: %j", (zone, cron, from, slots) => {
    expect(shown(cron, zone, from)).toEqual(slots);
  });

  it("Lord Howe has a slot in the half hour that is left of one", () => {
    expect(shown("0 * * * *", "Australia/Lord_Howe", "2026-10-03T14:00Z", 3)).toEqual([
      "04T01:00 +10:30",
      "04T02:30 +11:00",
      "04T03:00 +11:00",
    ]);
  });
});

it("of a long time gives the newest, oldest first, and the same as step by step", () => {
  const times = { cron: "0,20 1-4 * * *", timezone: "Europe/Berlin" };
  const [from, to] = [Date.parse("2025-01-01T00:00Z"), Date.parse("2026-01-01T00:00Z")];
  const all = slotsBetween(times, from, to, 100_000);
  expect(all).toHaveLength(8 * 365 - 2);
  expect(slotsBetween(times, from, to, 1_000)).toEqual(all.slice(-1_000));
  expect(nextSlots(times, from, all.length)).toEqual(all);
});

interface Change {
  readonly zone: string;
  /** A whole hour, less than 12 hours before the clocks change. */
  readonly at: number;
}

/** The changes of the clocks of all zones in two years; of zones that change alike, one. */
function changes(): Change[] {
  const found = new Map<string, Change>();
  for (const zone of Intl.supportedValuesOf("timeZone")) {
    const walked = walk(zone);
    for (let at = Date.UTC(2025, 0, 1); at < Date.UTC(2027, 0, 1); at += 240 * HOUR) {
      const before = walked(at).offset;
      if (walked(at + 240 * HOUR).offset === before) continue;
      let change = at;
      while (walked(change + 12 * HOUR).offset === before) change += 12 * HOUR;
      const id = `${change} ${before} ${walked(change + 12 * HOUR).offset}`;
      if (!found.has(id)) found.set(id, { zone, at: change });
    }
  }
  return [...found.values()];
}

const list = (least: number, most: number) =>
  fc
    .uniqueArray(fc.integer({ min: least, max: most }), { minLength: 1, maxLength: 3 })
    .map((values) => values.join(","));
const field = (most: number) =>
  fc.oneof(
    list(0, most),
    fc
      .tuple(fc.nat({ max: most }), fc.nat({ max: most }))
      .map((ends) => ends.toSorted((a, b) => a - b).join("-")),
    fc.integer({ min: 2, max: Math.floor(most / 2) }).map((step) => `*/${step}`),
  );
const expressions = fc
  .tuple(
    fc.oneof(field(59), fc.constantFrom("0", "30", "*")),
    fc.oneof(field(23), list(0, 4), fc.constant("*")),
    fc.oneof({ weight: 3, arbitrary: fc.constant("*") }, list(1, 31)),
    fc.constant("*"),
    fc.oneof({ weight: 3, arbitrary: fc.constant("*") }, list(0, 6)),
  )
  .map((fields) => fields.join(" "));

it("is what a walk over every minute finds, at every change of the clocks in every zone", () => {
  const all = changes();
  expect(all.length).toBeGreaterThan(40);
  fc.assert(
    fc.property(
      fc.array(expressions, { minLength: all.length, maxLength: all.length }),
      (crons) => {
        for (const [at, { zone, at: change }] of all.entries()) {
          const [from, to] = [change - 4 * HOUR, change + 30 * HOUR];
          const times = { cron: crons[at] ?? "", timezone: zone };
          expect([times, slotsBetween(times, from, to, 5_000)]).toEqual([
            times,
            slotsOfMinutes(times, from, to),
          ]);
        }
      },
    ),
    { numRuns: 2, seed: 2026, endOnFailure: true },
  );
});
