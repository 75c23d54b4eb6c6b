import { Validator } from "@seriousme/openapi-schema-validator";
import type { Express } from "express";
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { createAdmin } from "#src/http/api/admin.js";
import { Changes } from "#src/journal/changes.js";
import { loadAdminApi } from "#src/schemas.js";
import { createMemoryRunStore } from "#src/stores/memory/memory-run-store.js";
import { Metrics } from "#src/telemetry/metrics/metrics.js";
import { ask, document, type Refused } from "../support/admin-api.ts";
import { Project } from "../support/project.ts";

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
  readonly handle: { readonly stack?: readonly Layer[] };
}

const unused = () => Promise.reject(new Error("nothing is asked here"));

/** Every route of the admin listener, as `GET /path/{parameter}`. */
function routes(): string[] {
  const options: unknown = {
    catalog: () => {
      throw new Error("nothing is asked here");
    },
    store: createMemoryRunStore(),
    changes: new Changes(),
    reload: unused,
    lastReload: () => ({ ok: true, problems: [] }),
    reloads: () => [],
    waitsOf: unused,
    flushRefusals: unused,
    connections: () => new Map(),
    nodes: unused,
    counts: () => ({ queued: 0, running: 0, waiting: 0 }),
    countsOf: () => ({ queued: 0, running: 0, waiting: 0 }),
    webhookUrl: () => "",
    publicUrl: () => undefined,
    submit: unused,
    cancel: unused,
    redact: (value: unknown) => value,
    bodyLimit: 1_000,
    token: undefined,
    readOnly: false,
    trustedProxies: [],
    metrics: new Metrics("0.0.0"),
    backup: unused,
    simulated: false,
    readiness: () => [],
    logger: pino({ level: "silent" }),
  };
  const app: Express = createAdmin(options as Parameters<typeof createAdmin>[0]);
  const walk = (layers: readonly Layer[], base: string): string[] =>
    layers.flatMap(({ route, handle }) => {
      if (route !== undefined)
        return Object.keys(route.methods).map(
          (method) => `${method} ${base}${route.path.replaceAll(/:(\w+)/g, "{$1}")}`,
        );
      return handle.stack === undefined ? [] : walk(handle.stack, "/api/v1");
    });
  return walk((app.router as unknown as { stack: Layer[] }).stack, "").toSorted();
}

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** What a path takes; `/runs/export` also what `/runs/{id}` does. */
function methodsOf(path: string): string[] {
  const fitting = Object.entries(document.paths).filter(([one]) =>
    new RegExp(`^${one.replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(path),
  );
  const methods = fitting.flatMap(([, operations]) => Object.keys(operations));
  return [...new Set(methods.map((method) => method.toUpperCase()))];
}

describe("the OpenAPI document", () => {
  it("is a valid one", async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(loadAdminApi()));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
  });

  it("has every route of the server, and no other", () => {
    const served = routes();
    const documented = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method} ${path}`),
    );
    expect(served.length).toBeGreaterThan(12);
    expect(documented.toSorted()).toEqual(served);
  });

  it("has every method that a path takes: any other is answered 405 with them", async () => {
    const daemon = await new Project().flow("one", { steps: [{ set: { a: 1 } }] }).open();
    const asked: string[] = [];
    for (const path of Object.keys(document.paths)) {
      const takes = methodsOf(path);
      for (const method of METHODS.filter((one) => !takes.includes(one))) {
        // As Express reads it: in any case, and with a slash behind it.
        for (const written of [path.replaceAll(/[{}]/g, ""), `${path.toUpperCase()}/`]) {
          const response = await fetch(daemon.adminUrl + written, { method });
          const { error } = (await response.json()) as Refused;
          const allow = response.headers.get("allow")?.split(", ").toSorted();
          expect([method, path, response.status, error.code, allow]).toEqual([
            method,
            path,
            405,
            "method_not_allowed",
            takes.includes("GET") ? [...takes, "HEAD"].toSorted() : takes.toSorted(),
          ]);
          asked.push(`${method} ${path}`);
        }
      }
    }
    expect(asked.length).toBeGreaterThan(200);
    const nowhere = await fetch(`${daemon.adminUrl}/api/v1/nowhere`, { method: "PUT" });
    expect(nowhere.status).toBe(404);
  });

  it("is served, and its answers are those of flows, reload and health", async () => {
    const project = new Project();
    project.flow("one", { steps: [{ set: { a: 1 } }] });
    const daemon = await project.open();
    expect((await ask<unknown>(daemon, "GET", "/api/v1/openapi.json")).body).toEqual(
      loadAdminApi(),
    );
    for (const path of [
      "/healthz",
      "/readyz",
      "/api/v1/flows",
      "/api/v1/flows/one",
      "/api/v1/reload",
      "/api/v1/reloads",
    ])
      expect((await ask(daemon, "GET", path)).status).toBe(200);
    expect((await ask(daemon, "GET", "/api/v1/flows/two")).status).toBe(404);
    expect((await ask(daemon, "POST", "/api/v1/reload")).status).toBe(200);
  });
});
