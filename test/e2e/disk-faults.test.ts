import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import type { Daemon } from "../support/daemon.ts";
import { callStep, Project } from "../support/project.ts";
import { freeze, NO_IMMUTABLE, NO_MOUNT, SmallDisk } from "../support/small-disk.ts";
import { callsOf, OK, type RecordingServer, startUpstream } from "../support/upstream.ts";

const LOG = /can't be written|is full|fails/;

describe.skipIf(NO_MOUNT !== undefined)("a full disk", () => {
  it("answers 503, keeps what was acknowledged, and goes on when there is space", async () => {
    const disk = new SmallDisk("3m");
    const { daemon, upstream, held } = await heldRuns(join(disk.folder, "data"), {});
    disk.fill();
    await refused(daemon);
    expect(await daemon.admin("/readyz")).toEqual({
      status: 503,
      body: {
        status: "not ready",
        reasons: [{ code: "journal_full", message: expect.stringContaining("free some space") }],
      },
    });
    expect((await daemon.admin("/healthz")).status).toBe(200);
    expect((await daemon.admin("/api/v1/runs")).status).toBe(200);

    // The calls that were out end; the records of that have to wait for the disk.
    const calls = upstream.arrivals.length;
    held.splice(0).forEach((answer) => answer());
    await refused(daemon);
    expect(upstream.arrivals).toHaveLength(calls);

    upstream.answer = OK;
    disk.free();
    await ready(daemon);
    const after = await daemon.accept("/two", {});
    expect((await daemon.finished(after)).status).toBe("succeeded");
    await completed(daemon, upstream);
    expect(troubleLines(daemon)).toHaveLength(1);
    expect(daemon.log("the journal can be written again")).toHaveLength(1);
    expect(await daemon.stop()).toBe(0);
  });

  it("loses nothing when the daemon is killed or stopped meanwhile", async () => {
    const disk = new SmallDisk("3m");
    const { project, daemon, upstream, held, data } = await heldRuns(join(disk.folder, "data"), {});
    disk.fill();
    await refused(daemon);
    held.splice(0).forEach((answer) => answer());
    await daemon.crash();
    upstream.answer = OK;

    // It starts on the full disk, and goes no further than that.
    const second = await project.start(data);
    await refused(second);
    expect(await second.stop()).toBe(0);
    disk.free();
    const third = await project.start(data);
    const runs = await third.allFinished(3);
    expect(runs.map(({ status }) => status)).toEqual(["succeeded", "succeeded", "succeeded"]);
    // Their ends could not be written: these calls were interrupted, and no other.
    const first = (await third.run(runs[0]?.id ?? "")).steps[0];
    expect(first?.attempts[0]?.error?.reason).toBe("interrupted");
    expect(upstream.arrivals).toHaveLength(9);
  });

  it("does not make a new journal on a full disk", async () => {
    const disk = new SmallDisk("64k");
    disk.fill();
    const project = new Project();
    const daemon = project.launch({ AHAFLOW_DATA: join(disk.folder, "data") });
    expect(await daemon.ended).toBe(1);
    expect(daemon.errors).toMatch(/error: .*(is full|no space)/i);
  });
});

describe.skipIf(NO_IMMUTABLE !== undefined)("a disk that fails", () => {
  it("answers 503, keeps what was acknowledged, and goes on when it works again", async () => {
    const { daemon, project, upstream, held } = await heldRuns(undefined, {});
    const files = ["journal.db", "journal.db-wal"].map((name) => join(project.data, name));
    const thaw = freeze(files);
    await refused(daemon);
    expect(await daemon.admin("/readyz")).toMatchObject({
      status: 503,
      body: { reasons: [{ code: "journal_io_error" }] },
    });
    held.splice(0).forEach((answer) => answer());
    await refused(daemon);
    upstream.answer = OK;
    thaw();
    await ready(daemon);
    await completed(daemon, upstream);
    expect(troubleLines(daemon)).toHaveLength(1);
  });
});

describe.skipIf(NO_MOUNT !== undefined)("a read-only disk", () => {
  it("does not start, says why, and starts when the disk can be written", async () => {
    const disk = new SmallDisk("3m");
    const data = { AHAFLOW_DATA: join(disk.folder, "data") };
    const project = new Project().flow("two", { steps: [{ id: "a", set: { x: 1 } }] });
    const first = await project.start(data);
    const id = await first.accept("/two", {});
    await first.finished(id);
    await first.stop();
    disk.remount("ro");
    const second = project.launch(data);
    expect(await second.ended).toBe(1);
    expect(second.errors).toMatch(/error: .*can't be written/);
    disk.remount("rw");
    expect((await (await project.start(data)).run(id)).status).toBe("succeeded");
  });
});

it("meets a limit on the size of files as it meets a full disk", async () => {
  const upstream = await startUpstream();
  const project = new Project().flow("two", { steps: [callStep(upstream.url, "a")] });
  const daemon = await project.launchLimited(600).ready();
  const body = "x".repeat(50_000);
  const accepted: string[] = [];
  let status = 0;
  for (let count = 0; count < 100 && status !== 503; count++) {
    const answer = await daemon.post("/two", { body });
    status = answer.status;
    if (status === 202) accepted.push(answer.body.run_id);
  }
  expect(status).toBe(503);
  expect((await daemon.admin("/readyz")).status).toBe(503);
  await daemon.stop();
  const second = await project.start();
  for (const id of accepted) expect((await second.finished(id)).status).toBe("succeeded");
  expect(existsSync(join(project.data, "journal.db"))).toBe(true);
});

/** A daemon with three runs whose first calls are out. */
async function heldRuns(folder: string | undefined, env: Record<string, string>) {
  const upstream = await startUpstream();
  const held: (() => void)[] = [];
  upstream.answer = (response, arrival) => held.push(() => OK(response, arrival));
  const project = new Project();
  project.flow("two", { steps: [callStep(upstream.url, "a"), callStep(upstream.url, "b")] });
  const data: Record<string, string> =
    folder === undefined ? env : { ...env, AHAFLOW_DATA: folder };
  const daemon = await project.start(data);
  for (let count = 0; count < 3; count++) await daemon.accept("/two", { count });
  await upstream.arrived(3);
  return { daemon, project, upstream, held, data };
}

/** Nothing is kept: several webhooks are answered 503, and none 202. */
async function refused(daemon: Daemon): Promise<void> {
  // A commit that is small enough may still find room in what the files have.
  await vi.waitFor(
    async () => {
      const { status } = await daemon.post("/two", { text: "x".repeat(100_000) });
      expect(status).toBe(503);
    },
    { timeout: 10_000, interval: 10 },
  );
  for (let count = 0; count < 10; count++) {
    const answer = await daemon.post("/two", {});
    expect(answer).toMatchObject({ status: 503, body: { error: { code: "not_kept" } } });
    expect(answer.headers.get("retry-after")).toMatch(/^\d+$/);
  }
}

async function ready(daemon: Daemon): Promise<void> {
  await vi.waitFor(async () => expect((await daemon.admin("/readyz")).status).toBe(200), {
    timeout: 20_000,
    interval: 50,
  });
}

/** Every run that was accepted has succeeded, and each call was made once. */
async function completed(daemon: Daemon, upstream: RecordingServer): Promise<void> {
  const runs = await daemon.allFinished(3);
  expect(runs.filter(({ status }) => status !== "succeeded")).toEqual([]);
  const calls = callsOf(upstream);
  expect(new Set(calls).size).toBe(calls.length);
  expect(calls).toHaveLength(2 * runs.length);
}

function troubleLines(daemon: Daemon) {
  return daemon.lines.filter((line) => LOG.test(line));
}
