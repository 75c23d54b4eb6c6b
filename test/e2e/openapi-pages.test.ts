/** A list that comes in pages, in the daemon: each page is a call like any other, and a crash loses none. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { json, recordingServer } from "../platforms/recording-server.ts";
import type { AnyDaemon } from "../support/daemon.ts";
import { Project } from "../support/project.ts";

const DOCUMENT = {
  openapi: "3.1.0",
  paths: {
    "/leads": {
      get: {
        operationId: "leads",
        parameters: [{ name: "cursor", in: "query", schema: { type: "string" } }],
        responses: {
          "200": {
            content: {
              "application/json": {
                schema: {
                  type: "object",
                  properties: { data: { type: "array" }, next: { type: "string" } },
                },
              },
            },
          },
        },
      },
    },
  },
};

/** A project that reads three pages of a server. */
async function paged(more: object) {
  const server = await recordingServer();
  const pages: Record<string, string> = { "": "b", b: "c", c: "" };
  const answer = (cursor = "") => json(200, { data: [cursor], next: pages[cursor] });
  server.answer = (response, arrival) => answer(arrival.query["cursor"])(response, arrival);
  const operations = {
    leads: { pagination: { by: "cursor", next: "next", parameter: "cursor", items: "data" } },
  };
  const crm = {
    type: "openapi",
    document: "apis/crm.json",
    server: server.url,
    operations,
    ...more,
  };
  const project = new Project({ connections: { crm } });
  mkdirSync(join(project.folder, "apis"));
  writeFileSync(join(project.folder, "apis/crm.json"), JSON.stringify(DOCUMENT));
  return { server, project: project.flow("all", { steps: [{ id: "all", uses: "crm.leads" }] }) };
}

/** The tries of actions that the metrics count, by outcome. */
async function tries(daemon: AnyDaemon): Promise<string[]> {
  const text = await (await fetch(`${daemon.adminUrl}/metrics`)).text();
  return [...text.matchAll(/^ahaflow_attempts_total\{.*outcome="(\w+)"\} (\d+)$/gm)].map(
    ([, outcome, count]) => `${outcome} ${count}`,
  );
}

const WHOLE = { items: ["", "b", "c"], pages: 3, more: false };

it("begins anew after a crash in the middle, and counts each page", async () => {
  const { server, project } = await paged({});
  const { answer } = server;
  server.answer = (response, arrival) => {
    if (arrival.query["cursor"] !== "b") answer(response, arrival);
  };
  const first = await project.start();
  const id = await first.accept("/all", {});
  await server.arrived(2);
  await first.crash();
  server.answer = answer;
  const daemon = await project.start();
  const run = await daemon.finished(id);
  expect(run).toMatchObject({ status: "succeeded", steps: [{ output: WHOLE }] });
  const ends = run.steps[0]?.attempts.map(({ error }) => error?.reason ?? "ok");
  expect(ends).toEqual(["ok", "interrupted", "ok", "ok", "ok"]);
  expect(server.arrivals.map(({ query }) => query["cursor"] ?? "")).toEqual([
    "",
    "b",
    "",
    "b",
    "c",
  ]);
  expect(await tries(daemon)).toEqual(["interrupted 1", "succeeded 3"]);
});

it("waits for the rate limit, and for a connection that rests, between pages", async () => {
  const { server, project } = await paged({
    rate_limit: "2/h",
    circuit_breaker: { failures: 1, delay: "1ms" },
  });
  const { answer } = server;
  server.answer = (response, arrival) =>
    (server.arrivals.length === 1 ? answer : json(503, {}))(response, arrival);
  const daemon = await project.open();
  const id = await daemon.accept("/all", {});
  const { waits } = await vi.waitFor(
    async () => {
      const { body } = await daemon.admin(`/api/v1/runs/${id}/waits`);
      const found = body as { waits: { for: string }[] };
      expect(found.waits).toMatchObject([{ for: "rate" }]);
      return found;
    },
    { timeout: 10_000, interval: 20 },
  );
  expect(waits).toHaveLength(1);
  expect(server.arrivals).toHaveLength(2);
});
