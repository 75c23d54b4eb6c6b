import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import type { AnyDaemon } from "../support/daemon.ts";
import { callStep, Project } from "../support/project.ts";
import { reloadNow } from "../support/reloads.ts";
import { parseScrape, type ScrapedMetric } from "../support/scrape.ts";
import { json, OK, startUpstream } from "../support/upstream.ts";

async function scrape(daemon: AnyDaemon): Promise<Map<string, ScrapedMetric>> {
  const response = await fetch(`${daemon.adminUrl}/metrics`, { headers: daemon.adminHeaders });
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  return parseScrape(await response.text());
}

/** The samples of metrics, once they are what is wanted: a request is counted when it has ended. */
async function expectSamples(
  daemon: AnyDaemon,
  wanted: Record<string, Record<string, number>>,
): Promise<void> {
  await vi.waitFor(
    async () => {
      const metrics = await scrape(daemon);
      const found = Object.fromEntries(
        Object.keys(wanted).map((name) => [
          name,
          Object.fromEntries(metrics.get(name)?.samples ?? []),
        ]),
      );
      expect(found).toEqual(wanted);
    },
    { timeout: 10_000, interval: 50 },
  );
}

/** The series that requests may add to; the watcher of files may reload meanwhile. */
function seriesOf(metrics: Map<string, ScrapedMetric>): string[] {
  return [...metrics.values()]
    .flatMap(({ samples }) => [...samples.keys()])
    .filter((series) => /^ahaflow_(?!reloads)/.test(series));
}

it("counts what was taken, refused, tried and reloaded", async () => {
  const upstream = await startUpstream();
  upstream.answer = (response, arrival) =>
    (arrival.path === "/down" ? json(503, {}) : OK)(response, arrival);
  const project = new Project({ defaults: { retry: { attempts: 3, delay: "10ms" } } });
  project.flow("good", {
    webhook: { dedupe: { key: "{{body.id}}" } },
    steps: [callStep(upstream.url, "a"), callStep(upstream.url, "b")],
  });
  project.flow("down", { steps: [callStep(`${upstream.url}/down`, "a")] });
  project.flow("rest", { steps: [{ id: "w", wait: { for: "1h" } }] });
  project.flow("checked", { webhook: { schema: { type: "array" } }, steps: [{ stop: {} }] });
  const daemon = await project.open();
  for (const id of [1, 2, 3]) await daemon.finished(await daemon.accept("/good", { id }));
  expect((await daemon.post("/good", { id: 1 })).status).toBe(200);
  expect((await daemon.finished(await daemon.accept("/down", {}))).status).toBe("failed");
  const resting = await daemon.accept("/rest", {});
  await daemon.runWhen(resting, ({ status }) => status === "waiting");
  expect((await daemon.post("/nowhere", {})).status).toBe(404);
  expect((await daemon.post("/checked", {})).status).toBe(422);
  expect((await daemon.send("/good", { method: "PUT" })).status).toBe(405);
  writeFileSync(join(project.flows, "good.yaml"), "name: [");
  expect((await reloadNow(daemon)).status).toBe(422);

  await expectSamples(daemon, {
    ahaflow_webhooks_total: {
      'ahaflow_webhooks_total{flow="good",result="accepted"}': 3,
      'ahaflow_webhooks_total{flow="good",result="duplicate"}': 1,
      'ahaflow_webhooks_total{flow="down",result="accepted"}': 1,
      'ahaflow_webhooks_total{flow="rest",result="accepted"}': 1,
    },
    ahaflow_webhooks_rejected_total: {
      'ahaflow_webhooks_rejected_total{code="no_such_path",flow="",status="404"}': 1,
      'ahaflow_webhooks_rejected_total{code="payload_invalid",flow="checked",status="422"}': 1,
      'ahaflow_webhooks_rejected_total{code="method_not_allowed",flow="",status="405"}': 1,
    },
    ahaflow_runs_started_total: {
      'ahaflow_runs_started_total{flow="good",source="webhook"}': 3,
      'ahaflow_runs_started_total{flow="down",source="webhook"}': 1,
      'ahaflow_runs_started_total{flow="rest",source="webhook"}': 1,
    },
    ahaflow_runs_finished_total: {
      'ahaflow_runs_finished_total{flow="good",status="succeeded"}': 3,
      'ahaflow_runs_finished_total{flow="down",status="failed"}': 1,
    },
    ahaflow_runs: {
      'ahaflow_runs{state="queued"}': 0,
      'ahaflow_runs{state="running"}': 0,
      'ahaflow_runs{state="waiting"}': 1,
    },
    ahaflow_backlog_runs: { "ahaflow_backlog_runs{}": 0 },
    ahaflow_attempts_total: {
      'ahaflow_attempts_total{action="http.request",outcome="succeeded"}': 6,
      'ahaflow_attempts_total{action="http.request",outcome="unavailable"}': 3,
    },
    ahaflow_retries_total: { 'ahaflow_retries_total{action="http.request"}': 2 },
    ahaflow_flows: { "ahaflow_flows{}": 4 },
    ahaflow_last_reload_successful: { "ahaflow_last_reload_successful{}": 0 },
    ahaflow_build_info: { 'ahaflow_build_info{version="0.1.0"}': 1 },
    ahaflow_journal_commit_failures_total: { "ahaflow_journal_commit_failures_total{}": 0 },
  });
  const metrics = await scrape(daemon);
  const valueOf = (series: string) =>
    metrics.get(series.replace(/(_count)?\{.*/, ""))?.samples.get(series);
  const step = 'action="http.request"';
  expect(valueOf(`ahaflow_step_duration_seconds_count{${step},status="succeeded"}`)).toBe(6);
  expect(valueOf(`ahaflow_step_duration_seconds_count{${step},status="failed"}`)).toBe(1);
  expect(valueOf('ahaflow_webhook_duration_seconds_count{result="accepted"}')).toBe(5);
  expect(valueOf('ahaflow_webhook_duration_seconds_count{result="rejected"}')).toBe(3);
  expect(valueOf('ahaflow_reloads_total{cause="start",result="loaded"}')).toBe(1);
  expect(valueOf('ahaflow_reloads_total{cause="api",result="refused"}')).toBe(1);
  expect(valueOf("ahaflow_journal_commit_duration_seconds_count{}")).toBeGreaterThan(5);
  expect(metrics.get("nodejs_eventloop_lag_seconds")?.type).toBe("gauge");
});

it("counts resting runs also after a restart, and those that were cut off", async () => {
  const upstream = await startUpstream();
  let isOut = false;
  upstream.answer = (response, arrival) => {
    if (isOut) return OK(response, arrival);
    isOut = true;
  };
  const project = new Project();
  project.flow("rest", { steps: [{ id: "w", wait: { for: "1h" } }] });
  project.flow("call", { steps: [callStep(upstream.url, "a")] });
  const first = await project.start();
  const resting = await first.accept("/rest", {});
  await first.runWhen(resting, ({ status }) => status === "waiting");
  const cut = await first.accept("/call", {});
  await vi.waitFor(() => expect(isOut).toBe(true));
  await expectSamples(first, {
    ahaflow_runs: {
      'ahaflow_runs{state="queued"}': 0,
      'ahaflow_runs{state="running"}': 1,
      'ahaflow_runs{state="waiting"}': 1,
    },
  });
  await first.crash();
  const second = await project.start();
  await second.finished(cut);
  await expectSamples(second, {
    ahaflow_runs: {
      'ahaflow_runs{state="queued"}': 0,
      'ahaflow_runs{state="running"}': 0,
      'ahaflow_runs{state="waiting"}': 1,
    },
    ahaflow_attempts_total: {
      'ahaflow_attempts_total{action="http.request",outcome="interrupted"}': 1,
      'ahaflow_attempts_total{action="http.request",outcome="succeeded"}': 1,
    },
  });
});

it("makes no series of what strangers send", async () => {
  const project = new Project();
  project.flow("good", { steps: [{ stop: {} }] });
  const daemon = await project.open();
  await daemon.post("/nowhere", {});
  await daemon.send("/nowhere", { method: "PUT" });
  await expectSamples(daemon, {
    ahaflow_webhooks_rejected_total: {
      'ahaflow_webhooks_rejected_total{code="no_such_path",flow="",status="404"}': 2,
    },
  });
  const before = seriesOf(await scrape(daemon));
  for (let at = 0; at < 1_000; at += 50)
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        daemon.send(`/path-${at + index}?q=${at}`, {
          method: ["POST", "GET", "PUT"][index % 3] as string,
          headers: { "x-request-id": `id-${at + index}` },
        }),
      ),
    );
  await expectSamples(daemon, {
    ahaflow_webhooks_rejected_total: {
      'ahaflow_webhooks_rejected_total{code="no_such_path",flow="",status="404"}': 1_002,
    },
  });
  expect(seriesOf(await scrape(daemon))).toEqual(before);
});

it("shows metrics to whoever may use the API", async () => {
  const project = new Project();
  const daemon = await project.open({ AHAFLOW_ADMIN_TOKEN: "a-long-admin-token" });
  expect((await fetch(`${daemon.adminUrl}/metrics`)).status).toBe(401);
  daemon.adminHeaders = { authorization: "Bearer a-long-admin-token" };
  await scrape(daemon);
  expect((await daemon.send("/metrics")).status, "on the webhook listener").toBe(404);
});
