/** Flows for `ahaflow run --dry-run`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runProgram } from "#src/cli/program.js";
import { type FlowParts, Project, shopAt } from "../support/project.ts";

export type Step = FlowParts["steps"][number];

/** Runs `ahaflow run` in this process. */
export async function run(args: readonly string[], env: Readonly<Record<string, string>>) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runProgram(["run", ...args], {
    env,
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    ending: new AbortController().signal,
    onHangup: () => undefined,
    unread: new AbortController().signal,
  });
  // A flow with a mistake does not get that far.
  if (out.length === 0) throw new Error(err.join("\n"));
  return { code, out: out.join("\n"), err: err.join("\n") };
}

const BODY = { user: "6523889107654321", name: "An", items: [{ sku: "A" }, { sku: "B" }] };

/** A dry run of these steps, in a flow whose sample is BODY. */
export function dry(steps: readonly Step[], parts: Partial<FlowParts> = {}, args: string[] = []) {
  const project = new Project(shopAt("http://127.0.0.1:1"));
  mkdirSync(join(project.flows, "samples"));
  writeFileSync(join(project.flows, "samples", "a.json"), JSON.stringify(BODY));
  project.flow("hello", {
    connection: "shop",
    webhook: { sample: "samples/a.json" },
    steps: [...steps],
    ...parts,
  });
  writeFileSync(
    join(project.flows, "other.yaml"),
    'name: other\ninputs: { type: object, required: [text], properties: { text: { type: string } } }\nsteps: [{ set: { a: "{{inputs.text}}" } }]\noutput: { ok: true }\n',
  );
  return run(["hello", "--dry-run", ...args], project.environment());
}

export const ASK: Step = { id: "ask", uses: "http.request", with: { url: "https://a.example/" } };
export const USER = "{{trigger.body.user}}";
export const tell = (text: string, id = "told"): Step => ({
  id,
  uses: "ahachat.send_text",
  with: { user_id: USER, text },
});
export const LIST = "{{steps.ask.output.body.list}}";
export const CALLBACK: Step = {
  id: "answer",
  wait: {
    webhook: {
      path: "/answers/:key",
      key: "{{run.id}}",
      timeout: "1h",
      on_timeout: [tell("late")],
    },
  },
};
