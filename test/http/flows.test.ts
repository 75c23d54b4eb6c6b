import { execFileSync } from "node:child_process";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Flow, ReloadList, RunFlow, StepNode } from "#src/generated/admin-api.js";
import { ask } from "../support/admin-api.ts";
import type { Daemon } from "../support/daemon.ts";
import { callStep, Project } from "../support/project.ts";
import { live } from "../support/reloads.ts";
import { json, startUpstream } from "../support/upstream.ts";

function pathsOf(nodes: readonly StepNode[]): string[] {
  return nodes.flatMap(({ path, branches }) => [
    path,
    ...branches.flatMap(({ steps }) => pathsOf(steps)),
  ]);
}

const flowOf = async (daemon: Daemon, name: string) =>
  (await ask<Flow>(daemon, "GET", `/api/v1/flows/${name}`)).body;

describe("a flow of the admin API", () => {
  it("has its steps under the paths of their records, also of a version that is gone", async () => {
    const upstream = await startUpstream();
    upstream.answer = json(400, {});
    const project = new Project();
    project.flow("all", {
      steps: [
        {
          id: "lines",
          for_each: "{{trigger.body.lines}}",
          steps: [
            {
              id: "choose",
              switch: "{{item}}",
              cases: { "a/b": [{ id: "case_a", set: { a: 1 } }] },
              default: [
                callStep(upstream.url, "fails", {
                  catch: [{ steps: [{ id: "caught", set: { b: 1 } }] }],
                }),
              ],
            },
          ],
        },
        {
          id: "both",
          parallel: {
            left: [{ id: "in_left", set: { c: 1 } }],
            right: [{ set: { f: 1 } }],
          },
        },
        callStep(upstream.url, "ends"),
      ],
      on_failure: [{ id: "after", set: { d: 1 } }],
    });
    const daemon = await project.start();
    const { body: now } = await ask<Flow>(daemon, "GET", "/api/v1/flows/all");
    const id = await daemon.accept("/all", { lines: ["a/b", "c"] });
    const { steps } = await daemon.finished(id);
    const known = [...pathsOf(now.tree), ...pathsOf(now.on_failure)];
    const recorded = new Set(steps.map(({ path }) => path.replaceAll(/\/\d+(?=\/)/g, "/*")));
    expect([...recorded].toSorted()).toEqual(known.toSorted());
    project.flow("all", { steps: [{ id: "other", set: { e: 1 } }] });
    const version = await live(daemon, project, "all");
    const { body: then } = await ask<RunFlow>(daemon, "GET", `/api/v1/runs/${id}/flow`);
    expect(then).toMatchObject({ flow: "all", is_current: false, text: now.text, tree: now.tree });
    expect(then.version).not.toBe(version);
    const next = await daemon.accept("/all", {});
    const { body: current } = await ask<RunFlow>(daemon, "GET", `/api/v1/runs/${next}/flow`);
    expect(current).toMatchObject({ version, is_current: true });
    expect(pathsOf(current.tree)).toEqual(["other"]);
    expect((await ask(daemon, "GET", "/api/v1/runs/nobody/flow")).status).toBe(404);
  });

  it("counts its runs, by how they ended and by what they do", async () => {
    const upstream = await startUpstream();
    const project = new Project();
    project.flow("good", { steps: [{ set: { a: 1 } }] });
    project.flow("bad", { steps: [callStep(upstream.url, "a")] });
    project.flow("later", { steps: [{ wait: { for: "1h" } }] });
    upstream.answer = json(400, {});
    const daemon = await project.start();
    for (const path of ["/good", "/good", "/bad"]) await daemon.accept(path, {});
    await daemon.allFinished(3);
    const waiting = await daemon.accept("/later", {});
    await daemon.runWhen(waiting, ({ status }) => status === "waiting");
    const nothing = { queued: 0, running: 0, waiting: 0, failed: 0, cancelled: 0, succeeded: 0 };
    expect((await flowOf(daemon, "good")).counts).toEqual({
      ...nothing,
      accepted: 2,
      succeeded: 2,
    });
    expect((await flowOf(daemon, "bad")).counts).toEqual({ ...nothing, accepted: 1, failed: 1 });
    expect((await flowOf(daemon, "later")).counts).toEqual({ ...nothing, accepted: 1, waiting: 1 });
  });

  it("says how its webhook is called, and shows nobody of the sample", async () => {
    const project = new Project({ server: { public_url: "https://shop.example/hooks/" } });
    mkdirSync(join(project.flows, "samples"));
    const body = { note: "it's; $(rm -rf /)", phone: "0912345678", lines: [1] };
    const sample = { body, query: { page: "a b" }, params: { shop: "sài gòn" } };
    writeFileSync(join(project.flows, "samples/order.json"), JSON.stringify(sample));
    project.flow("order", {
      webhook: {
        path: "/:shop/orders",
        sample: "samples/order.json",
        auth: [{ query: { name: "key", value: "{{secrets.canary}}" } }],
      },
      steps: [{ set: { a: "{{trigger.body.note}}" } }],
    });
    project.flow("off", { steps: [{ set: { a: 1 } }], enabled: false });
    writeFileSync(
      join(project.flows, "called.yaml"),
      "name: called\ninputs: { type: object, properties: { a: { type: string } } }\nsteps: [{ set: { b: 1 } }]\n",
    );
    const daemon = await project.start();
    const order = await flowOf(daemon, "order");
    expect(order.public_url).toBe("https://shop.example/hooks/:shop/orders");
    expect(order.sample).toMatchObject({ note: body.note, lines: [1] });
    expect(JSON.stringify(order)).not.toContain(body.phone);
    // A shell reads it as it is meant.
    const words = execFileSync("sh", ["-c", `curl() { printf '%s\\n' "$@"; }; ${order.curl}`])
      .toString()
      .split("\n");
    expect(words.slice(0, 5)).toEqual([
      "-X",
      "POST",
      "https://shop.example/hooks/s%C3%A0i%20g%C3%B2n/orders?page=a+b&key=SECRET",
      "-H",
      "content-type: application/json",
    ]);
    expect(JSON.parse(words[6] ?? "")).toEqual(order.sample);
    expect(await flowOf(daemon, "off")).toMatchObject({ curl: null, sample: null });
    expect(await flowOf(daemon, "called")).toMatchObject({
      curl: null,
      public_url: null,
      inputs: { type: "object" },
    });
  });

  it("names the listener itself where no public address is known", async () => {
    const project = new Project().flow("a", { steps: [{ set: { a: 1 } }] });
    const daemon = await project.start();
    const { curl, public_url } = await flowOf(daemon, "a");
    expect(public_url).toBeNull();
    expect(curl).toContain(`${daemon.webhookUrl}/a`);
    const run = execFileSync("sh", ["-c", `${curl} -s`]).toString();
    expect(JSON.parse(run)).toHaveProperty("run_id");
  });
});

describe("the history of reloads", () => {
  it("has what changed and what was refused once each, with the lines around a mistake", async () => {
    const project = new Project().flow("a", { steps: [{ set: { a: 1 } }] });
    const daemon = await project.start();
    const reload = () => ask(daemon, "POST", "/api/v1/reload");
    // Whole at once: the daemon looks meanwhile, and would refuse half of it.
    const write = (text: string) => {
      const written = join(project.folder, "b.written");
      writeFileSync(written, text);
      renameSync(written, join(project.flows, "b.yaml"));
    };
    await reload();
    write("name: b\non: { webhook: { path: /b } }\nsteps:\n  - usse: x\n");
    await reload();
    await reload();
    const { problems } = await flowOf(daemon, "a");
    expect(problems).toEqual([]);
    const token = "0123456789abcdef".repeat(4);
    write(`name: b\non: { webhook: { path: /b } }\nsteps:\n  - set: { token: ${token} }\n`);
    await reload();
    write("name: b\non: { webhook: { path: /b } }\nsteps:\n  - set: { a: 1 }\n");
    await reload();
    const { body } = await ask<ReloadList>(daemon, "GET", "/api/v1/reloads");
    expect(body.reloads.map(({ ok }) => ok)).toEqual([true, false, false, true]);
    expect(body.reloads[2]?.problems[0]?.frame).toContain("> 4 |   - usse: x");
    expect(body.reloads[1]?.problems[0]).toMatchObject({ rule: "literal-secret", frame: null });
    expect(JSON.stringify(body)).not.toContain(token);
    expect(daemon.lines.join("\n")).not.toContain("frame");
  });

  it("shows no line of the configuration", async () => {
    const project = new Project().flow("a", { steps: [{ set: { a: 1 } }] });
    const daemon = await project.start();
    writeFileSync(
      join(project.folder, "ahaflow.yaml"),
      "secrets: { a: hush-hush-hush }\nvar: {}\n",
    );
    const { body } = await ask<ReloadList["reloads"][number]>(daemon, "POST", "/api/v1/reload");
    expect(body).toMatchObject({ others: [], unanswered: [] });
    expect(body.problems).toMatchObject([{ rule: "unknown-key", frame: null }]);
    expect(JSON.stringify(body)).not.toContain("hush");
  });
});
