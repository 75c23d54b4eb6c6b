import { afterEach, describe, expect, it } from "vitest";
import { AhaflowError } from "#src/errors.js";
import {
  type Bench,
  benchSeenAt,
  CATCHING_UP,
  catalogOf,
  HOURLY,
  type Scheduled,
} from "./scheduler-bench.ts";

let bench: Bench | undefined;
afterEach(() => bench?.stop());

async function seenAt(time: string, flows: Record<string, Scheduled>): Promise<Bench> {
  bench = await benchSeenAt(time, flows);
  return bench;
}

function startedBy(cron: string): Record<string, Scheduled> {
  return { a: { schedule: [{ cron }] } };
}

function outage(): never {
  throw new AhaflowError("journal_write_failed", "the disk is full");
}

describe("a schedule that was off, or away, when the daemon stopped", () => {
  const on = { schedule: [{ cron: HOURLY, catch_up: "all" }] } satisfies Scheduled;

  it.each([
    ["off", { a: { ...on, enabled: false } }],
    ["away", { other: on }],
  ])("makes up for nothing of the time in which it was %s", async (_how, without) => {
    const bench = await seenAt("2026-11-22T09:30:00Z", { a: on });
    await bench.beatUntil("2026-11-22T10:00:00Z");
    bench.catalog = await catalogOf(without);
    await bench.lookAt("2026-11-22T10:01:00Z");
    bench.catalog = await catalogOf({ a: on });
    await bench.startAt("2026-11-22T12:30:00Z");
    await bench.beatUntil("2026-11-22T13:00:00Z");
    expect((await bench.runs()).filter((run) => run.startsWith("a"))).toEqual([
      "a 2026-11-22T10:00",
      "a 2026-11-22T13:00",
    ]);
  });

  it("is found off by the next start, too, under each of its names", async () => {
    const bench = await seenAt("2026-11-22T09:30:00Z", { old: on });
    await bench.beatUntil("2026-11-22T10:00:00Z");
    bench.catalog = await catalogOf({ a: { ...on, was: ["old"], enabled: false } });
    await bench.startAt("2026-11-22T10:10:00Z");
    bench.catalog = await catalogOf({ a: { ...on, was: ["old"] } });
    await bench.startAt("2026-11-22T12:30:00Z");
    expect(await bench.runs()).toEqual(["old 2026-11-22T10:00"]);
  });

  it("makes up for the downtime that comes after it was turned on again", async () => {
    const bench = await seenAt("2026-11-22T09:30:00Z", { a: { ...on, enabled: false } });
    bench.catalog = await catalogOf({ a: on });
    await bench.lookAt("2026-11-22T09:31:00Z");
    await bench.startAt("2026-11-22T10:30:00Z");
    expect(await bench.runs()).toEqual(["a 2026-11-22T10:00"]);
  });

  it("has no slot twice when the clock is set back meanwhile", async () => {
    const bench = await seenAt("2026-11-22T09:30:00Z", { a: on });
    await bench.beatUntil("2026-11-22T10:00:00Z");
    bench.catalog = await catalogOf({});
    await bench.lookAt("2026-11-22T10:01:00Z");
    bench.catalog = await catalogOf({ a: on });
    await bench.startAt("2026-11-22T09:58:00Z");
    await bench.beatUntil("2026-11-22T11:00:00Z");
    expect(await bench.runs()).toEqual(["a 2026-11-22T10:00", "a 2026-11-22T11:00"]);
  });

  it("is turned off on record as soon as the journal can be written, and begins anew before that", async () => {
    const bench = await seenAt("2026-11-22T09:30:00Z", { a: on, b: on });
    await bench.beatUntil("2026-11-22T10:00:00Z");
    const without = await catalogOf({ b: on });
    bench.write = outage;
    bench.catalog = without;
    await bench.lookAt("2026-11-22T10:10:00Z");
    bench.catalog = await catalogOf({ a: on });
    await bench.lookAt("2026-11-22T11:10:00Z");
    bench.catalog = without;
    await bench.lookAt("2026-11-22T11:11:00Z");
    bench.write = () => undefined;
    await bench.lookAt("2026-11-22T11:12:00Z");
    bench.catalog = await catalogOf({ a: on });
    await bench.startAt("2026-11-22T12:10:00Z");
    expect((await bench.runs()).filter((run) => run.startsWith("a"))).toEqual([
      "a 2026-11-22T10:00",
    ]);
  });
});

describe("a clock that was ahead", () => {
  it("has settled the slots until then: each has one run, and that is said once", async () => {
    const bench = await seenAt("2026-11-22T09:30:00Z", CATCHING_UP);
    await bench.lookAt("2026-11-22T12:30:00Z");
    const ahead = [
      "all 2026-11-22T10:00",
      "all 2026-11-22T11:00",
      "all 2026-11-22T12:00",
      "latest 2026-11-22T12:00",
    ];
    expect((await bench.runs()).toSorted()).toEqual(ahead);
    expect(bench.log).toEqual([]);
    await bench.lookAt("2026-11-22T09:31:00Z");
    const warnings = Object.keys(CATCHING_UP).map((flow) =>
      expect.objectContaining({ flow, level: 40, until: "2026-11-22T12:00:00.000Z" }),
    );
    expect(bench.log).toEqual(warnings);
    await bench.beatUntil("2026-11-22T12:59:00Z");
    await bench.startAt("2026-11-22T12:59:30Z");
    expect((await bench.runs()).toSorted()).toEqual(ahead);
    expect(bench.log).toEqual(warnings);
    await bench.lookAt("2026-11-22T13:00:00Z");
    expect((await bench.runs()).filter((run) => run.endsWith("13:00"))).toHaveLength(3);
  });

  it("is over with an expression that is written in another way", async () => {
    const bench = await seenAt("2030-11-22T09:30:00Z", startedBy(HOURLY));
    await bench.lookAt("2026-11-22T09:30:00Z");
    expect(bench.log).toHaveLength(1);
    bench.catalog = await catalogOf(startedBy(HOURLY.replace(" ", "  ")));
    await bench.beatUntil("2026-11-22T10:00:00Z");
    expect(await bench.runs()).toEqual(["a 2026-11-22T10:00"]);
  });
});

describe("while the journal can't be written", () => {
  it("the slots of a daemon that is up are kept for later, whatever catch_up says", async () => {
    const bench = await seenAt("2026-11-22T09:59:00Z", CATCHING_UP);
    bench.write = outage;
    await bench.beatUntil("2026-11-22T11:30:00Z");
    bench.write = () => undefined;
    await bench.beatUntil("2026-11-22T11:31:00Z");
    const each = ["all", "latest", "none"];
    expect((await bench.runs()).toSorted()).toEqual(
      each.flatMap((flow) => [`${flow} 2026-11-22T10:00`, `${flow} 2026-11-22T11:00`]),
    );
    expect(bench.told.toSorted()).toEqual(each.flatMap((flow) => Array(2).fill(`${flow} fired`)));
    expect(bench.log).toEqual([]);
  });

  it("what was missed before it stays missed, and is told once", async () => {
    const bench = await seenAt("2026-11-22T08:30:00Z", CATCHING_UP);
    bench.write = outage;
    await bench.startAt("2026-11-22T10:30:00Z");
    await bench.beatUntil("2026-11-22T11:00:00Z");
    bench.write = () => undefined;
    await bench.beatUntil("2026-11-22T11:01:00Z");
    expect((await bench.runs()).toSorted()).toEqual([
      "all 2026-11-22T09:00",
      "all 2026-11-22T10:00",
      "all 2026-11-22T11:00",
      "latest 2026-11-22T10:00",
      "latest 2026-11-22T11:00",
      "none 2026-11-22T11:00",
    ]);
    expect(bench.told.filter((told) => told.endsWith("missed")).toSorted()).toEqual([
      "latest missed",
      "none missed",
      "none missed",
    ]);
  });

  it("a schedule that is new begins all the same", async () => {
    const bench = await seenAt("2026-11-22T09:30:00Z", {});
    bench.write = outage;
    bench.catalog = await catalogOf({ a: { schedule: [{ cron: HOURLY }] } });
    await bench.beatUntil("2026-11-22T10:10:00Z");
    bench.write = () => undefined;
    await bench.beatUntil("2026-11-22T10:11:00Z");
    expect(await bench.runs()).toEqual(["a 2026-11-22T10:00"]);
  });
});
