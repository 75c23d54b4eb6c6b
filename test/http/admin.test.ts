import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { AnyDaemon } from "../support/daemon.ts";
import { callStep, Project } from "../support/project.ts";
import { json, OK, startUpstream } from "../support/upstream.ts";

/** A daemon with five runs: of `good` three, then of `bad` two, which failed. */
async function withRuns(): Promise<{ daemon: AnyDaemon; good: string[]; bad: string[] }> {
  const upstream = await startUpstream();
  upstream.answer = (response, arrival) =>
    (arrival.path === "/bad" ? json(400, {}) : OK)(response, arrival);
  const project = new Project();
  for (const name of ["good", "bad"])
    project.flow(name, { steps: [callStep(`${upstream.url}/${name}`, "a")] });
  const daemon = await project.open();
  const good: string[] = [];
  const bad: string[] = [];
  for (let n = 0; n < 3; n++) good.push(await daemon.accept("/good", { n }));
  for (let n = 0; n < 2; n++) bad.push(await daemon.accept("/bad", { n }));
  await daemon.allFinished(5);
  return { daemon, good, bad };
}

describe("the admin listener", () => {
  it("says that it is ready, and serves no webhook; the webhook listener nothing else", async () => {
    const { daemon } = await withRuns();
    expect((await daemon.admin("/healthz")).status).toBe(200);
    expect((await daemon.admin("/readyz")).status).toBe(200);
    expect((await daemon.admin("/good")).status).toBe(404);
    const headers = { "content-type": "application/json" };
    const response = await fetch(`${daemon.adminUrl}/good`, {
      method: "POST",
      headers,
      body: "{}",
    });
    expect(response.status).toBe(404);
    for (const path of ["/healthz", "/readyz", "/api/v1/runs", "/"])
      expect((await daemon.send(path)).status).toBe(404);
    expect(await daemon.runs()).toHaveLength(5);
  });

  it("lists the flows, also those that are off", async () => {
    const project = new Project();
    const steps = [callStep("http://a.example", "a")];
    project.flow("good", { steps }).flow("bad", { steps }).flow("off", { steps, enabled: false });
    const daemon = await project.open();
    const { flows } = (await daemon.admin("/api/v1/flows")).body as {
      flows: { name: string; enabled: boolean }[];
    };
    expect(flows.map(({ name, enabled }) => `${name} ${enabled}`).toSorted()).toEqual([
      "bad true",
      "good true",
      "off false",
    ]);
    expect(flows.find(({ name }) => name === "good")).toMatchObject({
      version: expect.stringMatching(/^[0-9a-f]{16}$/),
      file: expect.stringMatching(/good\.yaml$/),
      webhook: { path: "/good", methods: ["POST"] },
    });
  });

  it("shows a flow with its next runs, none when it is off", async () => {
    const project = new Project();
    const steps = [callStep("http://a.example", "a")];
    const schedule = [
      { cron: "0 9 * * *", timezone: "Asia/Ho_Chi_Minh", catch_up: "latest" as const },
      { cron: "30 2 * * *" },
    ];
    for (const enabled of [true, false])
      writeFileSync(
        join(project.flows, `${enabled}.yaml`),
        JSON.stringify({ name: `flow-${enabled}`, on: { schedule }, steps, enabled }),
      );
    project.flow("hook", { steps });
    const daemon = await project.open();
    const flow = async (name: string) =>
      (await daemon.admin(`/api/v1/flows/${name}`)).body as Record<string, unknown>;
    const before = new Date().toISOString();
    const shown = await flow("flow-true");
    expect(shown).toMatchObject({
      enabled: true,
      webhook: null,
      schedules: [schedule[0], { cron: "30 2 * * *", timezone: "UTC", catch_up: "none" }],
      steps: [{ id: "a", uses: "http.request" }],
    });
    const runs = shown["next_runs"] as string[];
    expect(runs).toHaveLength(5);
    expect(runs).toEqual([...new Set(runs)].toSorted());
    expect(runs.every((time) => time > before)).toBe(true);
    // 09:00 in Viet Nam is 02:00 UTC.
    expect(new Set(runs.map((time) => time.slice(11, 16)))).toEqual(new Set(["02:00", "02:30"]));
    expect(await flow("flow-false")).toMatchObject({ enabled: false, next_runs: [] });
    expect(await flow("hook")).toMatchObject({ schedules: [], next_runs: [] });
    expect(await daemon.admin("/api/v1/flows/nobody")).toMatchObject({
      status: 404,
      body: { error: { code: "no_such_flow" } },
    });
  });

  it("lists runs newest first, by flow, by status and page by page", async () => {
    const { daemon, good, bad } = await withRuns();
    const newest = [...good, ...bad].toReversed();
    const ids = async (query: string) => (await daemon.runs(query)).map(({ id }) => id);
    expect(await ids("")).toEqual(newest);
    expect(await ids("flow=good")).toEqual(good.toReversed());
    expect(await ids("flow=nobody")).toEqual([]);
    expect(await ids("status=failed")).toEqual(bad.toReversed());
    expect(await ids("status=succeeded&flow=bad")).toEqual([]);
    const seen: string[] = [];
    let cursor: string | undefined = "";
    while (cursor !== undefined) {
      const { body } = await daemon.admin(`/api/v1/runs?limit=2${cursor && `&cursor=${cursor}`}`);
      const page = body as { runs: { id: string }[]; cursor?: string };
      expect(page.runs.length).toBeLessThanOrEqual(2);
      seen.push(...page.runs.map(({ id }) => id));
      cursor = page.cursor;
    }
    expect(seen).toEqual(newest);
  });

  it("refuses what it does not understand, in one shape", async () => {
    const { daemon } = await withRuns();
    const wrong = ["limit=0", "limit=501", "limit=x", "limit=1.5", "limit=", "status=done"];
    wrong.push("status=failed&status=queued", "cursor=nobody");
    for (const query of wrong) {
      const { status, body } = await daemon.admin(`/api/v1/runs?${query}`);
      expect([query, status]).toEqual([query, 400]);
      expect(body).toMatchObject({ error: { code: "bad_query", message: expect.any(String) } });
    }
    expect(await daemon.admin("/api/v1/runs/nobody")).toMatchObject({
      status: 404,
      body: { error: { code: "no_such_run" } },
    });
    const { status, body } = await daemon.admin("/api/v1/runs/%ff");
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: { code: expect.any(String) } });
  });
});

describe("the admin token", () => {
  it("is asked for by the API, and not for health", async () => {
    const project = new Project().flow("a", { steps: [callStep("http://a.example", "a")] });
    const daemon = await project.open({ AHAFLOW_ADMIN_TOKEN: "a-long-admin-token" });
    for (const authorization of ["", "Bearer", "Bearer wrong", "a-long-admin-token"]) {
      daemon.adminHeaders = { authorization };
      for (const [path, method] of [
        ["/api/v1/runs", "GET"],
        ["/api/v1/flows", "GET"],
        ["/api/v1/events", "GET"],
        ["/api/v1/reload", "POST"],
      ] as const)
        expect(await daemon.admin(path, method)).toMatchObject({
          status: 401,
          body: { error: { code: "unauthorized" } },
        });
      expect((await daemon.admin("/healthz")).status).toBe(200);
    }
    daemon.adminHeaders = { authorization: "Bearer a-long-admin-token" };
    expect((await daemon.admin("/api/v1/runs")).status).toBe(200);
    expect(daemon.lines.join("\n")).not.toContain("a-long-admin-token");
  });

  it("has to be there when the admin listener is open to others", async () => {
    const project = new Project().flow("a", { steps: [callStep("http://a.example", "a")] });
    for (const host of ["0.0.0.0", "::"]) {
      const daemon = project.launch({ AHAFLOW_ADMIN_HOST: host });
      expect(await daemon.ended).not.toBe(0);
      expect(daemon.errors).toContain("AHAFLOW_ADMIN_TOKEN");
    }
    const env = { AHAFLOW_ADMIN_HOST: "0.0.0.0", AHAFLOW_ADMIN_TOKEN: "a-long-admin-token" };
    expect((await project.open(env)).log("ready")).toHaveLength(1);
  });
});
