import { afterEach, describe, expect, it } from "vitest";
import { openSqliteRunStore } from "#src/stores/sqlite/sqlite-run-store.js";
import { nextSlots } from "#src/triggers/slots.js";
import { temporaryFolder } from "../support/temporary-folder.ts";
import {
  Bench,
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

const hourly = (more: Partial<Scheduled> = {}): Scheduled => ({
  schedule: [{ cron: HOURLY }],
  ...more,
});

describe("a schedule", () => {
  it("starts nothing when it is seen for the first time, also at a slot", async () => {
    const bench = await seenAt("2026-11-22T09:00:00Z", CATCHING_UP);
    await bench.lookAt("2026-11-22T09:01:00Z");
    expect(await bench.runs()).toEqual([]);
  });

  it("starts one run for each slot, with the slot's time", async () => {
    const bench = await seenAt("2026-11-22T09:30:00Z", { a: hourly() });
    await bench.beatUntil("2026-11-22T11:30:00Z");
    expect(await bench.runs()).toEqual(["a 2026-11-22T10:00", "a 2026-11-22T11:00"]);
    const [newest] = await bench.store.list({ limit: 1 });
    expect(newest).toMatchObject({
      source: "schedule",
      payload: { scheduled_at: "2026-11-22T11:00:00.000Z" },
    });
  });

  it("takes a beat that comes a moment early for the minute that it is for, once", async () => {
    const bench = await seenAt("2026-11-22T09:59:00Z", { a: hourly() });
    await bench.lookAt("2026-11-22T09:59:59.990Z", "2026-11-22T10:00:00Z");
    expect(await bench.runs()).toEqual(["a 2026-11-22T10:00"]);
    await bench.lookAt("2026-11-22T10:00:00.002Z");
    expect(await bench.runs()).toHaveLength(1);
  });

  it("has its slots in its own time zone, and each of several schedules its own", async () => {
    const bench = await seenAt("2026-11-22T01:58:00Z", {
      a: {
        schedule: [
          { cron: "0 9 * * *", timezone: "Asia/Ho_Chi_Minh" },
          { cron: "1 2 * * *", timezone: "UTC" },
        ],
      },
    });
    await bench.beatUntil("2026-11-22T02:05:00Z");
    expect(await bench.runs()).toEqual(["a 2026-11-22T02:00", "a 2026-11-22T02:01"]);
  });
});

/** A flow that makes up for everything, also for what it missed under a name of before. */
const again = (was: string): Scheduled => ({
  was: [was],
  schedule: [{ cron: HOURLY, catch_up: "all" }],
});

describe("a flow with another name", () => {
  it("makes up for what it missed before, live or not, and has no slot twice", async () => {
    const bench = await seenAt("2026-11-22T09:30:00Z", {
      a: { schedule: [{ cron: HOURLY, catch_up: "all" }] },
    });
    await bench.beatUntil("2026-11-22T10:00:00Z");
    bench.catalog = await catalogOf({ b: again("a") });
    await bench.lookAt("2026-11-22T10:00:30Z");
    await bench.beatUntil("2026-11-22T11:00:00Z");
    await bench.startAt("2026-11-22T11:59:00Z");
    // And back: the slots of long ago are on record under the name of now.
    bench.catalog = await catalogOf({ a: again("b") });
    await bench.startAt("2026-11-22T12:01:00Z");
    expect(await bench.runs()).toEqual([
      "a 2026-11-22T10:00",
      "b 2026-11-22T11:00",
      "a 2026-11-22T12:00",
    ]);
  });

  it("begins anew when it does not say what it was", async () => {
    const bench = await seenAt("2026-11-22T09:30:00Z", {
      a: { schedule: [{ cron: HOURLY, catch_up: "all" }] },
    });
    bench.catalog = await catalogOf({ b: { schedule: [{ cron: HOURLY, catch_up: "all" }] } });
    await bench.startAt("2026-11-22T10:30:00Z");
    expect(await bench.runs()).toEqual([]);
  });
});

describe("after downtime over three slots", () => {
  it("all makes up for three, latest for one, none for none", async () => {
    const bench = await seenAt("2026-11-22T09:30:00Z", CATCHING_UP);
    await bench.startAt("2026-11-22T12:30:00Z");
    expect((await bench.runs()).toSorted()).toEqual([
      "all 2026-11-22T10:00",
      "all 2026-11-22T11:00",
      "all 2026-11-22T12:00",
      "latest 2026-11-22T12:00",
    ]);
    await bench.lookAt("2026-11-22T13:00:00Z");
    // More than a minute went by without a look, so this slot too was missed.
    expect((await bench.runs()).filter((run) => run.includes("T13"))).toEqual([
      "all 2026-11-22T13:00",
      "latest 2026-11-22T13:00",
    ]);
  });

  it("tells which slots had a run and which were missed", async () => {
    const bench = await seenAt("2026-11-22T09:30:00Z", CATCHING_UP);
    await bench.startAt("2026-11-22T12:30:00Z");
    await bench.startAt("2026-11-22T12:30:00Z");
    expect(bench.told.toSorted()).toEqual([
      ...Array(3).fill("all fired"),
      "latest fired",
      ...Array(2).fill("latest missed"),
      ...Array(3).fill("none missed"),
    ]);
  });

  it("goes on as ever, also with catch_up none", async () => {
    const bench = await seenAt("2026-11-22T09:30:00Z", CATCHING_UP);
    await bench.startAt("2026-11-22T12:58:00Z");
    await bench.beatUntil("2026-11-22T13:02:00Z");
    expect((await bench.runs()).filter((run) => run.includes("T13"))).toHaveLength(3);
  });

  it("starts nothing twice when the process is started again and again", async () => {
    const bench = await seenAt("2026-11-22T09:30:00Z", CATCHING_UP);
    for (let start = 0; start < 3; start++) await bench.startAt("2026-11-22T12:30:00Z");
    expect(await bench.runs()).toHaveLength(4);
  });

  it("makes up for the newest thousand slots at most", async () => {
    const bench = await seenAt("2026-11-01T00:00:00Z", {
      a: { schedule: [{ cron: "* * * * *", catch_up: "all" }] },
    });
    await bench.startAt("2026-11-03T00:00:00Z");
    const runs = await bench.store.list({ limit: 5_000 });
    expect(runs).toHaveLength(1_000);
    expect(runs[0]?.payload).toEqual({ scheduled_at: "2026-11-03T00:00:00.000Z" });
  });

  it("counts a machine that slept as down", async () => {
    const bench = await seenAt("2026-11-22T09:30:00Z", CATCHING_UP);
    await bench.lookAt("2026-11-22T12:30:00Z");
    expect((await bench.runs()).map((run) => run.split(" ")[0])).toEqual([
      "all",
      "all",
      "all",
      "latest",
    ]);
  });
});

describe("two schedulers on one store", () => {
  it("give a slot one run", async () => {
    const flows = { a: hourly() };
    const bench = await seenAt("2026-11-22T09:59:00Z", flows);
    const other = new Bench(bench.store, bench.catalog, "2026-11-22T09:59:00Z");
    await other.startAt("2026-11-22T09:59:00Z");
    await Promise.all([
      bench.beatUntil("2026-11-22T10:01:00Z"),
      other.beatUntil("2026-11-22T10:01:00Z"),
    ]);
    await other.stop();
    expect(await bench.runs()).toEqual(["a 2026-11-22T10:00"]);
  });
});

describe("a reload", () => {
  it("neither loses nor doubles a slot", async () => {
    const bench = await seenAt("2026-11-22T09:59:00Z", { a: hourly() });
    bench.catalog = await catalogOf({ a: hourly({ concurrency: { key: "x" } }) });
    // The swap is looked at in the slot's own second, before its beat.
    await bench.lookAt("2026-11-22T10:00:00.005Z");
    bench.catalog = await catalogOf({ a: hourly() });
    await Promise.all([
      bench.lookAt("2026-11-22T10:00:00.006Z"),
      bench.lookAt("2026-11-22T10:00:00.010Z", "2026-11-22T10:00:00Z"),
    ]);
    expect(await bench.runs()).toEqual(["a 2026-11-22T10:00"]);
    await bench.lookAt("2026-11-22T10:01:00Z");
    expect(await bench.runs()).toHaveLength(1);
  });

  it("begins a changed schedule at the reload", async () => {
    const bench = await seenAt("2026-11-22T09:30:00Z", { a: hourly() });
    bench.catalog = await catalogOf({
      a: { schedule: [{ cron: "*/5 * * * *", catch_up: "all" }] },
    });
    await bench.beatUntil("2026-11-22T09:36:00Z");
    expect(await bench.runs()).toEqual(["a 2026-11-22T09:35"]);
  });

  it.each([
    ["turned off", { a: hourly({ enabled: false }) }],
    ["taken away", {}],
  ])("makes up for nothing of the time in which a flow was %s", async (_how, without) => {
    const bench = await seenAt("2026-11-22T09:59:00Z", { a: hourly() });
    bench.catalog = await catalogOf({ ...without, other: hourly() });
    await bench.beatUntil("2026-11-22T12:01:00Z");
    bench.catalog = await catalogOf({ a: hourly(), other: hourly() });
    await bench.beatUntil("2026-11-22T13:01:00Z");
    expect((await bench.runs()).filter((run) => run.startsWith("a"))).toEqual([
      "a 2026-11-22T13:00",
    ]);
  });
});

const daily = (cron: string) => ({
  a: { schedule: [{ cron, timezone: "America/New_York" }] },
});

describe("daylight saving in New York", () => {
  it("starts a slot that does not exist once, in spring", async () => {
    const bench = await seenAt("2026-03-07T12:00:00Z", daily("30 2 * * *"));
    await bench.beatUntil("2026-03-09T12:00:00Z");
    // 03:00 in summer time, the moment at which the clocks have jumped over 02:30; then 02:30.
    expect(await bench.runs()).toEqual(["a 2026-03-08T07:00", "a 2026-03-09T06:30"]);
  });

  it("starts a slot that comes twice once, in autumn", async () => {
    const bench = await seenAt("2026-10-31T12:00:00Z", daily("30 1 * * *"));
    await bench.beatUntil("2026-11-02T12:00:00Z");
    expect(await bench.runs()).toEqual(["a 2026-11-01T05:30", "a 2026-11-02T06:30"]);
  });

  it("starts neither twice when the process is started at every minute of that hour", async () => {
    for (const [cron, from] of [
      ["30 2 * * *", "2026-03-08T06:00:00Z"],
      ["30 1 * * *", "2026-11-01T05:00:00Z"],
    ] as const) {
      const bench = await seenAt(from, {
        a: { schedule: [{ cron, timezone: "America/New_York", catch_up: "all" }] },
      });
      for (let minute = 1; minute <= 180; minute++)
        await bench.startAt(new Date(Date.parse(from) + minute * 60_000).toISOString());
      expect(await bench.runs()).toHaveLength(1);
      await bench.stop();
    }
  });

  it("starts an hourly slot in every hour that there is", async () => {
    const bench = await seenAt("2026-10-31T23:30:00Z", daily(HOURLY));
    await bench.beatUntil("2026-11-01T11:30:00Z");
    expect(await bench.runs()).toHaveLength(12);
  });

  it("is in the list of the next slots", () => {
    const schedule = { cron: "30 2 * * *", timezone: "America/New_York", catchUp: "none" } as const;
    const next = nextSlots(schedule, Date.parse("2026-03-07T12:00:00Z"), 2);
    expect(next.map((at) => new Date(at).toISOString())).toEqual([
      "2026-03-08T07:00:00.000Z",
      "2026-03-09T06:30:00.000Z",
    ]);
  });
});

describe("when something fails", () => {
  it("tries a slot that could not be kept again, and loses none", async () => {
    const bench = await seenAt("2026-11-22T09:59:00Z", { a: hourly(), b: hourly() });
    let failures = 2;
    bench.write = () => {
      if (failures-- > 0) throw new Error("the disk is full");
    };
    await bench.beatUntil("2026-11-22T10:00:00Z");
    expect(await bench.runs()).toEqual([]);
    await bench.beatUntil("2026-11-22T10:03:00Z");
    expect((await bench.runs()).toSorted()).toEqual(["a 2026-11-22T10:00", "b 2026-11-22T10:00"]);
    expect(bench.log).toHaveLength(2);
  });

  it("passes a slot whose concurrency key can't be made, and goes on with the other flows", async () => {
    const bench = await seenAt("2026-11-22T09:59:00Z", {
      a: hourly({ concurrency: { key: "{{parse_json trigger.scheduled_at}}" } }),
      b: hourly(),
    });
    await bench.beatUntil("2026-11-22T10:05:00Z");
    expect(await bench.runs()).toEqual(["b 2026-11-22T10:00"]);
    expect(bench.log).toMatchObject([{ flow: "a", scheduled_at: "2026-11-22T10:00:00.000Z" }]);
  });
});

it("keeps its promises over restarts with the SQLite journal", async () => {
  const folder = temporaryFolder();
  const catalog = await catalogOf(CATCHING_UP);
  const times = ["09:30", "12:30", "12:31", "12:31"];
  const seen: string[][] = [];
  for (const time of times) {
    const bench = new Bench(await openSqliteRunStore(folder), catalog, "2026-11-22T00:00:00Z");
    await bench.startAt(`2026-11-22T${time}:00Z`);
    seen.push((await bench.runs()).toSorted());
    await bench.stop();
    await bench.store.close();
  }
  const caughtUp = [
    "all 2026-11-22T10:00",
    "all 2026-11-22T11:00",
    "all 2026-11-22T12:00",
    "latest 2026-11-22T12:00",
  ];
  expect(seen).toEqual([[], caughtUp, caughtUp, caughtUp]);
});
