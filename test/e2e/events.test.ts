/** The feed of changes as clients of the admin API follow it. */
import { describe, expect, it } from "vitest";
import type { AnyDaemon } from "../support/daemon.ts";
import { EventReader } from "../support/events.ts";
import { callStep, Project } from "../support/project.ts";
import { reloadNow } from "../support/reloads.ts";
import { startUpstream } from "../support/upstream.ts";

const PERSON = { first_name: "Nguyễn Thị Hồng Vân", phone: "0905123987" };

async function withFlow(): Promise<{ daemon: AnyDaemon; project: Project }> {
  const { url } = await startUpstream();
  const project = new Project().flow("one", { steps: [callStep(url, "a")] });
  return { daemon: await project.open(), project };
}

const ofRun = (id: string, change: string) => (event: EventReader["events"][number]) =>
  event.data["run_id"] === id && event.data["change"] === change;

describe("GET /api/v1/events", () => {
  it("tells of a run once it is on record, in order, with no word of what came", async () => {
    const { daemon } = await withFlow();
    const reader = await EventReader.open(daemon.adminUrl, "of=runs");
    const id = await daemon.accept("/one", PERSON);
    const { data } = await reader.when(ofRun(id, "ended"));
    expect(data).toMatchObject({ flow: "one", status: "succeeded" });
    expect((await daemon.run(id)).status).toBe("succeeded");
    // However many states there were between two looks, the first is told or noted as new.
    const told = reader.events.filter((event) => event.data["run_id"] === id);
    expect(told[0]?.data["change"] === "accepted" || told[0]?.data["new"]).toBe(true);
    expect(told.every(({ name }) => name === "run")).toBe(true);
    expect(JSON.stringify(reader.events)).not.toMatch(/Hồng|0905123987/);
  });

  it("tells of the steps of one run to who asks for it", async () => {
    const wait = { id: "b", wait: { webhook: { path: "/back/:key", key: "k" } } };
    const project = new Project().flow("two", { steps: [wait, { id: "c", set: { d: 1 } }] });
    const daemon = await project.open();
    const id = await daemon.accept("/two", {});
    await daemon.runWhen(id, ({ status }) => status === "waiting");
    const reader = await EventReader.open(daemon.adminUrl, `of=runs&run=${id}`);
    const everyone = await EventReader.open(daemon.adminUrl, "of=runs");
    await daemon.post("/back/k", {});
    const { data } = await reader.when(
      ({ name, data: { step, change } }) =>
        name === "step" && step === "c" && change === "step_ended",
    );
    expect(data).toMatchObject({ run_id: id, status: "succeeded" });
    await everyone.when(ofRun(id, "ended"));
    expect(everyone.events.some(({ name }) => name === "step")).toBe(false);
  });

  it("goes on after the last event that a client knows, and says when it can't", async () => {
    const { daemon } = await withFlow();
    const first = await EventReader.open(daemon.adminUrl, "of=runs");
    const known = await daemon.accept("/one", {});
    await first.when(ofRun(known, "ended"));
    first.close();
    const missed = await daemon.accept("/one", {});
    await daemon.finished(missed);
    const again = await EventReader.open(daemon.adminUrl, "of=runs", first.lastId);
    await again.when(ofRun(missed, "ended"));
    expect(again.events.some(({ data }) => data["run_id"] === known)).toBe(false);
    expect(again.events.some(({ name }) => name === "gap")).toBe(false);
    const strange = await EventReader.open(daemon.adminUrl, "of=runs", "1-99");
    expect((await strange.when(({ name }) => name === "gap")).data).toEqual({ why: "away" });
  });

  it("tells of deliveries, masked when asked, of reloads, and of what it was not asked for nothing", async () => {
    const { daemon, project } = await withFlow();
    const all = await EventReader.open(daemon.adminUrl, "of=deliveries,reloads&masked=true");
    const plain = await EventReader.open(daemon.adminUrl, "");
    await daemon.accept("/one", PERSON);
    const { data } = await plain.when(({ name }) => name === "delivery");
    expect(data).toMatchObject({ path: "/one", flow: "one", status: 202, body: PERSON });
    const masked = await all.when(({ name }) => name === "delivery");
    expect(JSON.stringify(masked)).not.toMatch(/Hồng|0905123987/);
    project.flow("three", { steps: [{ id: "a", set: { b: 1 } }] });
    await reloadNow(daemon);
    await all.when(({ name, data: { outcome } }) => name === "reload" && outcome === "loaded");
    expect(plain.events.every(({ name }) => name === "delivery")).toBe(true);
  });

  it("refuses what it does not know", async () => {
    const { daemon } = await withFlow();
    for (const query of ["of=customers", "of=", "masked=perhaps", "run=a&run=b", "what=else"])
      expect((await daemon.admin(`/api/v1/events?${query}`)).status).toBe(400);
  });
});
