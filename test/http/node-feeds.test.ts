/** The feeds of two nodes, with what lies between them in memory. */
import { expect, it, onTestFinished, vi } from "vitest";
import type { LoggedEvent } from "#src/http/api/event-log.js";
import { NodeFeeds } from "#src/http/api/node-feeds.js";
import { Changes } from "#src/journal/changes.js";
import { answeredRequest } from "./answered-request.ts";

type Hearer = (notice: never) => void;

/** Nodes that hear each other; parcels are notices here. */
function nodes(count: number) {
  const all = Array.from({ length: count }, () => ({
    hearers: [] as Hearer[],
    gapHearers: [] as (() => void)[],
    parcelHearers: new Map<string, (open: () => Promise<unknown>, from: string) => void>(),
  }));
  const sent = vi.fn<(what: string) => void>();
  return all.map((own, index) => {
    const others = () => all.filter((one) => one !== own);
    const changes = new Changes();
    const feeds = new NodeFeeds({
      changes,
      redact: (value) => value,
      node: `node-${index}`,
      peers: {
        tell: (notice) =>
          others().forEach(({ hearers }) => hearers.forEach((hear) => hear(notice as never))),
        hear: (hearer) => void own.hearers.push(hearer),
        onGap: (hearer) => void own.gapHearers.push(hearer),
      },
      parcels: {
        send: (what, content) => {
          sent(what);
          const text = JSON.stringify(content);
          for (const { parcelHearers } of others())
            parcelHearers.get(what)?.(() => Promise.resolve(JSON.parse(text)), "");
        },
        hear: (what, hearer) => void own.parcelHearers.set(what, hearer),
      },
    });
    return { changes, feeds, sent, lose: () => own.gapHearers.forEach((hear) => hear()) };
  });
}

/** A delivery with a body of so many letters. */
function came(size: number) {
  const delivery = { body: "x".repeat(size), flow: "a", status: 202, run_id: null, error: null };
  return answeredRequest(size, () => delivery);
}

function follow({ feeds }: { feeds: NodeFeeds }, what: "events" | "deliveries") {
  const heard: LoggedEvent[] = [];
  onTestFinished(feeds.follow(what, (event) => heard.push(event)));
  return heard;
}

const reloaded = { of: "reload", cause: "api", outcome: "loaded", flows: 1 } as const;

it("passes deliveries on to those who follow them, and to nobody else", async () => {
  const [first, second] = nodes(2);
  if (first === undefined || second === undefined) throw new Error("no nodes");
  const events = follow(first, "events");
  second.changes.tell(came(10));
  second.changes.tell(reloaded);
  await vi.waitFor(() => expect(events.map(({ name }) => name)).toEqual(["reload"]));
  expect(second.sent).not.toHaveBeenCalled();

  const deliveries = follow(first, "deliveries");
  second.changes.tell(came(10));
  first.changes.tell(came(20));
  await vi.waitFor(() => expect(deliveries).toMatchObject([{ data: { node: "node-1" } }]));
});

it("says that there was more than it passes on, or may have been", async () => {
  const [first, second] = nodes(2);
  if (first === undefined || second === undefined) throw new Error("no nodes");
  const deliveries = follow(first, "deliveries");
  for (let n = 0; n < 6; n++) second.changes.tell(came(1_048_576));
  const names = () => deliveries.map(({ name }) => name);
  const told = ["delivery", "delivery", "delivery", "gap"];
  await vi.waitFor(() => expect(names()).toEqual(told));
  second.changes.tell(came(1));
  await vi.waitFor(() => expect(names()).toEqual([...told, "delivery"]));

  const events = follow(first, "events");
  first.lose();
  expect(events).toMatchObject([{ name: "gap" }]);
});
