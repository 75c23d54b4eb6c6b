/** How changes reach clients, with the changes told by hand. */
import express from "express";
import { describe, expect, it, onTestFinished } from "vitest";
import { EventLog } from "#src/http/api/event-log.js";
import { eventsRoute } from "#src/http/api/events-route.js";
import { openListener } from "#src/http/server/open-listener.js";
import { Changes, type RunChange } from "#src/journal/changes.js";
import { EventReader } from "../support/events.ts";

async function served(): Promise<{ changes: Changes; url: string }> {
  const changes = new Changes();
  const app = express();
  app.get("/api/v1/events", eventsRoute(new EventLog({ changes, redact: (value) => value })));
  const address = { host: "127.0.0.1", port: 0 };
  const NAME = { what: "test", variables: { host: "HOST", port: "PORT" } };
  const listener = await openListener(app, address, NAME);
  onTestFinished(() => listener.close(0));
  return { changes, url: listener.url };
}

const accepted = (n: number): RunChange => ({
  of: "run",
  what: "accepted",
  runId: `run-${n}`,
  flow: "a",
  source: "webhook",
});

const waiting = (n: number): RunChange => ({
  of: "run",
  what: "waiting",
  runId: `run-${n}`,
  flow: "a",
  until: undefined,
});

describe("the stream of events", () => {
  it("tells the last of several states of a run, and that it is new", async () => {
    const { changes, url } = await served();
    const reader = await EventReader.open(url, "of=runs");
    for (const change of [accepted(1), waiting(1), accepted(2)]) changes.tell(change);
    await reader.when(({ data }) => data["run_id"] === "run-2");
    expect(
      reader.events.map(({ data: { run_id, status, new: isNew } }) => [run_id, status, isNew]),
    ).toEqual([
      ["run-1", "waiting", true],
      ["run-2", "queued", true],
    ]);
  });

  it("tells that there were many runs in place of each, and goes on", async () => {
    const { changes, url } = await served();
    const reader = await EventReader.open(url, "of=runs");
    for (let n = 0; n < 201; n++) changes.tell(accepted(n));
    const { data, id } = await reader.when(({ name }) => name === "gap");
    expect(data).toEqual({ why: "many" });
    expect(reader.events).toHaveLength(1);
    changes.tell(waiting(7));
    await reader.when(({ data: { run_id } }) => run_id === "run-7");
    // Who knows the gap knows all before it.
    const again = await EventReader.open(url, "of=runs", id);
    await again.when(({ data: { run_id } }) => run_id === "run-7");
    expect(again.events).toHaveLength(1);
  });

  it("says so when what a client knows is not kept any more", async () => {
    const { changes, url } = await served();
    const reader = await EventReader.open(url, "of=runs");
    changes.tell(accepted(1));
    const { id } = await reader.when(({ name }) => name === "run");
    for (let n = 0; n < 10_000; n++) changes.tell(waiting(n % 50));
    const again = await EventReader.open(url, "of=runs", id);
    expect((await again.when(({ name }) => name === "gap")).data).toEqual({ why: "away" });
    // Those who were there have a gap, too: not all of it is kept until they are told.
    await reader.when(({ name }) => name === "gap");
  });
});
