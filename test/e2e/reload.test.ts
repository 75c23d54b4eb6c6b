import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import type { Daemon, ShownRun } from "../support/daemon.ts";
import { callStep, Project } from "../support/project.ts";
import { lastReload, live } from "../support/reloads.ts";
import { type RecordingServer, startUpstream } from "../support/upstream.ts";

const EDITS = 60;
/** Time between two webhooks, in milliseconds. */
const PACE = 10;

/** Every run, page by page. */
async function allRuns(daemon: Daemon): Promise<ShownRun[]> {
  const runs: ShownRun[] = [];
  for (let cursor: string | undefined = ""; cursor !== undefined; ) {
    const { body } = await daemon.admin(`/api/v1/runs?limit=500${cursor && `&cursor=${cursor}`}`);
    const page = body as { runs: ShownRun[]; cursor?: string };
    runs.push(...page.runs);
    cursor = page.cursor;
  }
  return runs;
}

/** What each run sent, in the order of its steps. */
function sentByRun({ arrivals }: RecordingServer): Map<string, number[]> {
  const sent = new Map<string, number[]>();
  for (const { json } of arrivals) {
    const { run, edit } = json as { run: string; edit: number };
    sent.set(run, [...(sent.get(run) ?? []), edit]);
  }
  return sent;
}

it("edits a flow again and again while webhooks come in", async () => {
  const upstream = await startUpstream();
  const project = new Project();
  const write = (edit: number) =>
    project.flow("greet", {
      steps: [
        callStep(upstream.url, "a", { json: { edit } }),
        callStep(upstream.url, "b", { json: { edit } }),
      ],
    });
  write(0);
  const daemon = await project.start();
  const editOf = new Map([[await live(daemon, project, "greet"), 0]]);

  const sending = new AbortController();
  const answers: Promise<number>[] = [];
  const webhooks = (async () => {
    while (!sending.signal.aborted) {
      answers.push(
        daemon.post("/greet", {}).then(
          ({ status }) => status,
          () => 0,
        ),
      );
      await pause(PACE);
    }
  })();
  for (let edit = 1; edit <= EDITS; edit++) {
    write(edit);
    editOf.set(await live(daemon, project, "greet"), edit);
  }
  const last = await daemon.accept("/greet", {});
  sending.abort();
  await webhooks;

  const statuses = await Promise.all(answers);
  expect(statuses.length).toBeGreaterThan(EDITS);
  expect(new Set(statuses)).toEqual(new Set([202]));
  await upstream.arrived(2 * (statuses.length + 1));
  await daemon.finished(last);
  const sent = sentByRun(upstream);
  const runs = await allRuns(daemon);
  expect(runs).toHaveLength(statuses.length + 1);
  const mixed = runs.filter(({ id, version }) => {
    const edit = editOf.get(version);
    return JSON.stringify(sent.get(id)) !== JSON.stringify([edit, edit]);
  });
  expect(mixed).toEqual([]);
  expect(sent.get(last)).toEqual([EDITS, EDITS]);
  expect(new Set(runs.map(({ version }) => version)).size).toBeGreaterThan(EDITS / 2);
  expect(await lastReload(daemon)).toMatchObject({ ok: true, changed: ["greet"] });
  expect(daemon.log("reload refused; the flows of before go on")).toEqual([]);
});

it("finds nothing changed where nothing is, also in flows that call others", async () => {
  const project = new Project()
    .flow("told", { inputs: { type: "object" }, steps: [{ set: { a: 1 } }] })
    .flow("caller", { steps: [{ call: "told" }] });
  const daemon = await project.start();
  const changes = async () => {
    const { body } = await daemon.admin("/api/v1/reloads");
    return (body as { reloads: { changed: string[] }[] }).reloads.map(({ changed }) => changed);
  };
  expect((await daemon.admin("/api/v1/reload", "POST")).status).toBe(200);
  expect(await changes()).toEqual([[]]);
  project.flow("told", { inputs: { type: "object" }, steps: [{ set: { a: 2 } }] });
  await daemon.admin("/api/v1/reload", "POST");
  expect(await changes()).toEqual([["told"], []]);
});
