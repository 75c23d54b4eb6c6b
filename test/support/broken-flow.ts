import { expect } from "vitest";
import type { Replayed, Run } from "#src/generated/admin-api.js";
import { ask } from "./admin-api.ts";
import type { AnyDaemon } from "./daemon.ts";
import { callStep, Project } from "./project.ts";
import { json, OK, startUpstream } from "./upstream.ts";

const API = "/api/v1";

/** A flow of three calls, of which `b` fails until the upstream is mended. */
export async function broken() {
  const upstream = await startUpstream();
  let isMended = false;
  upstream.answer = (response, arrival) =>
    (!isMended && (arrival.json as { step: string }).step === "b" ? json(400, {}) : OK)(
      response,
      arrival,
    );
  const project = new Project();
  const steps = (id = "b") => [
    callStep(upstream.url, "a"),
    { id: "keep", set: { n: "{{trigger.body.n}}" } },
    callStep(upstream.url, id, { json: { n: "{{vars.n}}", a: "{{steps.a.output.status}}" } }),
    callStep(upstream.url, "c"),
  ];
  const schema = { type: "object", required: ["n"], properties: { n: { type: "integer" } } };
  project.flow("order", { webhook: { schema }, steps: steps() });
  const daemon = await project.start();
  const fail = async (n: number) => {
    const id = await daemon.accept("/order", { n });
    expect((await daemon.finished(id)).status).toBe("failed");
    return id;
  };
  const mend = () => {
    isMended = true;
  };
  return { project, daemon, upstream, fail, mend, steps, schema };
}

/** The replay of a run, once it has ended. */
export async function replayed(daemon: AnyDaemon, id: string, body: object = {}): Promise<Run> {
  const { status, body: answer } = await ask<Replayed>(
    daemon,
    "POST",
    `${API}/runs/${id}/replay`,
    body,
  );
  expect(status).toBe(202);
  expect(answer.replay_of).toBe(id);
  await daemon.finished(answer.run_id);
  return (await ask<Run>(daemon, "GET", `${API}/runs/${answer.run_id}`)).body;
}
