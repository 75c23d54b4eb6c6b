import { expect, it } from "vitest";
import type { Comparison } from "#src/generated/admin-api.js";
import { ask } from "../support/admin-api.ts";
import { callStep, Project } from "../support/project.ts";
import { live } from "../support/reloads.ts";
import { json, OK, startUpstream } from "../support/upstream.ts";

it("compares a run with the last good one: what came, the flow's text, the first other end", async () => {
  const upstream = await startUpstream();
  upstream.answer = (response, arrival) =>
    (arrival.path === "/bad" ? json(400, {}) : OK)(response, arrival);
  const project = new Project();
  const write = (path: string) =>
    project.flow("orders", {
      steps: [
        { id: "first", set: { a: 1 } },
        {
          id: "lines",
          for_each: "{{trigger.body.lines}}",
          steps: [callStep(`${upstream.url}${path}`, "line")],
        },
        { id: "after", set: { b: 1 } },
      ],
    });
  write("/good");
  const daemon = await project.open();
  const compare = async (id: string, query = "") =>
    (await ask<Comparison>(daemon, "GET", `/api/v1/runs/${id}/compare${query}`)).body;
  const alone = await daemon.accept("/orders", { lines: ["a"] });
  await daemon.finished(alone);
  expect(await compare(alone)).toMatchObject({ with: null, payload: [], flow: null });
  const good = await daemon.accept("/orders", { lines: ["a"], total: 5 });
  await daemon.finished(good);
  write("/bad");
  await live(daemon, project, "orders");
  const bad = await daemon.accept("/orders", { lines: ["a"], total: "5" });
  await daemon.finished(bad);
  const found = await compare(bad);
  expect(found).toMatchObject({
    run: { id: bad, status: "failed" },
    with: { id: good, status: "succeeded" },
    payload: [{ pointer: "/body/total", kind: "type", here: "text", there: "number" }],
    flow: { added: [], removed: [], changed: ["lines", "line"] },
    first_difference: { step: "lines/0/line", here: "failed", there: "succeeded" },
  });
  expect(found.flow?.diff).toContain("/bad");
  const named = await compare(bad, `?with=${alone}`);
  expect(named).toMatchObject({ with: { id: alone }, payload: [{ kind: "added" }] });
  // Of the first one all good runs came later.
  expect((await compare(alone)).with?.id).toBe(good);
  expect(await compare(good, `?with=${alone}`)).toMatchObject({
    flow: null,
    first_difference: null,
  });
  const path = `/api/v1/runs/${bad}/compare`;
  expect((await ask(daemon, "GET", `${path}?with=nobody`)).status).toBe(404);
  expect((await ask(daemon, "GET", `${path}?than=x`)).status).toBe(400);
  expect((await ask(daemon, "GET", "/api/v1/runs/nobody/compare")).status).toBe(404);
});
