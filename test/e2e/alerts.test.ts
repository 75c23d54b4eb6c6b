import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import type { ConfigFile } from "#src/generated/config.js";
import { CANARIES } from "../support/canaries.ts";
import type { ShownRun } from "../support/daemon.ts";
import { ahaflow } from "../support/program.ts";
import { callStep, Project } from "../support/project.ts";
import { json, startUpstream } from "../support/upstream.ts";

const STOP = { stop: { status: "failed", reason: "as asked" } } as const;

/** What the server of the staff was told. */
const textsOf = ({ arrivals }: { arrivals: readonly { json?: unknown }[] }) =>
  arrivals.map((arrival) => (arrival.json as { text?: string }).text);

/** A project whose failures are told to a server, the token in its address. */
function toldTo(url: string, more: ConfigFile = {}): Project {
  const project = new Project({
    vars: { staff: url },
    on_failure: { call: "alert" },
    ...more,
  });
  return project.flow("alert", {
    webhook: { path: "/alert" },
    inputs: { type: "object" },
    steps: [
      {
        id: "tell",
        uses: "http.request",
        with: {
          method: "POST",
          url: "{{vars.staff}}/bot{{secrets.canary}}/send",
          json: { text: "{{inputs.flow}} {{inputs.reason}} at {{inputs.step}}" },
        },
        retry: { attempts: 1 },
      },
    ],
  });
}

const failing = (path: string) => ({
  steps: [callStep(`${path}/nowhere`, "ask", { retry: { attempts: 1 } })],
});

it("tells of a failure of any flow once for a cause, after the flow's own, also after a crash", async () => {
  const crm = await startUpstream();
  crm.answer = json(403, {});
  const staff = await startUpstream();
  const project = toldTo(staff.url);
  project.flow("a", failing(crm.url));
  project.flow("b", {
    ...failing(crm.url),
    on_failure: [callStep(staff.url, "own", { json: { text: "own first" } })],
  });
  project.flow("loop", {
    steps: [
      {
        id: "each",
        for_each: "{{trigger.body.items}}",
        steps: [
          { if: "{{item}}", ...callStep(`${crm.url}/nowhere`, "one", { retry: { attempts: 1 } }) },
        ],
      },
    ],
  });
  project.flow("caught", {
    steps: [{ call: "called", with: {}, catch: [{ steps: [{ set: { a: 1 } }] }] }],
  });
  project.flow("called", { inputs: { type: "object" }, ...failing(crm.url) });
  const before = await project.start();
  await before.finished(await before.accept("/b", {}));
  await staff.arrived(2);
  expect(textsOf(staff)).toEqual(["own first", "b forbidden at ask"]);
  for (let count = 0; count < 3; count++) await before.finished(await before.accept("/a", {}));
  for (const items of [[1], [0, 1], [0, 0, 1]])
    await before.finished(await before.accept("/loop", { items }));
  await before.finished(await before.accept("/caught", {}));
  await before.crash();
  const daemon = await project.start();
  await daemon.finished(await daemon.accept("/a", {}));
  const told = [
    "own first",
    "b forbidden at ask",
    "a forbidden at ask",
    "loop forbidden at each/0/one",
  ];
  await staff.arrived(4);
  const runs = await daemon.allFinished(12);
  expect(runs.filter(({ flow }) => flow === "alert")).toHaveLength(3);
  expect(textsOf(staff)).toEqual(told);
});

it("tells again when the time is over, and never in a circle", async () => {
  const staff = await startUpstream();
  staff.answer = json(403, {});
  const project = toldTo(staff.url, { on_failure: { call: "alert", once_per: "1ms" } });
  project.flow("a", { steps: [STOP] });
  const daemon = await project.open();
  for (let count = 0; count < 2; count++) {
    await daemon.finished(await daemon.accept("/a", {}));
    await vi.waitFor(async () => {
      const alerts = await daemon.runs("flow=alert&status=failed");
      expect(alerts).toHaveLength(count + 1);
    }, 20_000);
  }
  // Started by hand, the alert fails, too, and tells of nothing.
  const alerts = await daemon.runs("flow=alert");
  const response = await fetch(`${daemon.adminUrl}/api/v1/runs/${alerts[0]?.id}/replay`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  const { run_id } = (await response.json()) as { run_id: string };
  expect((await daemon.finished(run_id)).status).toBe("failed");
  expect(await daemon.runs("flow=alert")).toHaveLength(3);
  const [first] = alerts;
  const shown = JSON.stringify(await daemon.run((first as ShownRun).id));
  expect(shown).toContain("/bot[redacted]/send");
  expect(shown).not.toContain(CANARIES.secret);
  expect(staff.arrivals.every(({ path }) => path.includes(CANARIES.secret))).toBe(true);
});

it("refuses a configuration whose alert can't be called, and names the place", async () => {
  const project = toldTo("http://127.0.0.1:9", { on_failure: { call: "alrt" } });
  project.flow("strict", {
    inputs: { type: "object", required: ["text"], properties: { status: { type: "number" } } },
    steps: [STOP],
  });
  project.flow("off", { enabled: false, inputs: { type: "object" }, steps: [STOP] });
  project.flow("plain", { steps: [STOP] });
  const say = async (call: string) => {
    project.configure({ vars: { staff: "http://127.0.0.1:9" }, on_failure: { call } });
    const { code, out } = await ahaflow(["validate", "--format", "json"], project.environment());
    const { problems } = JSON.parse(out) as {
      problems: { rule: string; hint: string; message: string; file: string }[];
    };
    const started = project.launch();
    expect(await started.ended).toBe(1);
    for (const { message } of problems) expect(started.errors).toContain(message);
    return [code, problems.map(({ rule, message }) => `${rule} ${message}`).join()];
  };
  expect(await say("alrt")).toEqual([1, 'unknown-flow there is no flow "alrt"']);
  expect(await say("off")).toEqual([1, 'disabled-flow the flow "off" is disabled']);
  expect((await say("plain"))[1]).toContain("declares no inputs");
  expect((await say("strict"))[1]).toMatch(/wrong-value .*"text" is missing/);
  project.configure({ vars: { staff: "http://127.0.0.1:9" }, on_failure: { call: "alert" } });
  const daemon = await project.open();
  project.configure({ vars: { staff: "http://127.0.0.1:9" }, on_failure: { call: "alrt" } });
  expect((await daemon.admin("/api/v1/reload", "POST")).status).toBe(422);
  writeFileSync(
    join(project.flows, "alrt.yaml"),
    "name: alrt\ninputs: { type: object }\nsteps: [{ set: { a: 1 } }]\n",
  );
  expect((await daemon.admin("/api/v1/reload", "POST")).status).toBe(200);
});
