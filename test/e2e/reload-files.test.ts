import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { callStep, Project, shopAt } from "../support/project.ts";
import { answers, lastReload, live, reloadNow, reloadWhen } from "../support/reloads.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { json, startUpstream } from "../support/upstream.ts";

const REFUSED = "reload refused; the flows of before go on";
const STEPS = [callStep("http://127.0.0.1:1", "a")];

/** Points a link elsewhere in one move, as Kubernetes and git-sync do. */
function point(link: string, target: string): void {
  rmSync(`${link}.tmp`, { force: true });
  symlinkSync(target, `${link}.tmp`);
  renameSync(`${link}.tmp`, link);
}

/** The text of a flow with a webhook on a path. */
function flowText(name: string, path: string): string {
  return JSON.stringify({ name, on: { webhook: { path } }, steps: STEPS });
}

describe("the flows that are live follow", () => {
  it("a ConfigMap, whose files are links through ..data", async () => {
    const project = new Project();
    const data = join(project.flows, "..data");
    const put = (generation: string, path: string) => {
      mkdirSync(join(project.flows, generation));
      for (const name of ["one", "two"])
        writeFileSync(
          join(project.flows, generation, `${name}.yaml`),
          flowText(name, `${path}/${name}`),
        );
      point(data, generation);
    };
    put("..2026_11_22_1", "/old");
    for (const name of ["one", "two"])
      symlinkSync(join("..data", `${name}.yaml`), join(project.flows, `${name}.yaml`));
    const daemon = await project.open();
    await answers(daemon, "/old/one", 202);
    put("..2026_11_22_2", "/new");
    rmSync(join(project.flows, "..2026_11_22_1"), { recursive: true });
    await answers(daemon, "/new/one", 202);
    await answers(daemon, "/new/two", 202);
    await answers(daemon, "/old/one", 404);
    expect(await lastReload(daemon)).toMatchObject({ flows: 2, added: [], removed: [] });
    expect(daemon.log(REFUSED)).toEqual([]);
  });

  it("a folder that is a link, which is pointed elsewhere", async () => {
    const project = new Project();
    const checkout = (path: string) => {
      const folder = temporaryFolder();
      writeFileSync(join(folder, "a.yaml"), flowText("a", path));
      return folder;
    };
    const link = join(project.folder, "current");
    point(link, checkout("/old"));
    const daemon = await project.open({ AHAFLOW_FLOWS: link });
    await answers(daemon, "/old", 202);
    const second = checkout("/new");
    point(link, second);
    await answers(daemon, "/new", 202);
    // What changes where the link leads now is seen too.
    writeFileSync(join(second, "a.yaml"), flowText("a", "/newer"));
    await answers(daemon, "/newer", 202);
    expect((await daemon.post("/old", {})).status).toBe(404);
  });

  it("a file that an editor writes anew and renames", async () => {
    const project = new Project().flow("a", { steps: STEPS });
    const daemon = await project.open();
    const file = join(project.flows, "a.yaml");
    for (const path of ["/first", "/second"]) {
      writeFileSync(join(project.flows, ".a.yaml.swp"), flowText("a", path));
      renameSync(file, `${file}~`);
      renameSync(join(project.flows, ".a.yaml.swp"), file);
      await answers(daemon, path, 202);
    }
    expect((await daemon.post("/first", {})).status).toBe(404);
  });

  it("a file that was half-written when it was seen", async () => {
    const project = new Project().flow("a", { steps: STEPS });
    const daemon = await project.open();
    const text = readFileSync(join(project.flows, "a.yaml"), "utf8").replace('"/a"', '"/b"');
    writeFileSync(join(project.flows, "a.yaml"), text.slice(0, text.length / 2));
    await reloadWhen(daemon, ({ ok }) => !ok);
    await daemon.accept("/a", {});
    writeFileSync(join(project.flows, "a.yaml"), text);
    await answers(daemon, "/b", 202);
    expect(await lastReload(daemon)).toMatchObject({ ok: true, problems: [] });
  });

  it("samples and schemas, and refuse a broken one", async () => {
    const project = new Project();
    const put = (name: string, value: unknown) =>
      writeFileSync(join(project.flows, name), JSON.stringify(value));
    put("sample.json", { id: "1" });
    put("body.schema.json", { type: "object" });
    project.flow("a", {
      webhook: { sample: "sample.json", schema: "body.schema.json" },
      steps: [callStep("http://127.0.0.1:1", "a", { json: { id: "{{trigger.body.id}}" } })],
    });
    const daemon = await project.open();
    await daemon.accept("/a", {});
    put("body.schema.json", { type: "object", required: ["id"] });
    await answers(daemon, "/a", 422);
    await daemon.accept("/a", { id: "1" });

    writeFileSync(join(project.flows, "body.schema.json"), "{ no JSON");
    const broken = await reloadWhen(daemon, ({ ok }) => !ok);
    expect(broken.problems.map(({ rule }) => rule)).toEqual(["broken-file"]);
    put("body.schema.json", { type: "object" });
    await answers(daemon, "/a", 202);
    put("sample.json", { number: "1" });
    const unknown = await reloadWhen(daemon, ({ ok }) => !ok);
    expect(unknown.problems.map(({ rule }) => rule)).toEqual(["unknown-field"]);
    await daemon.accept("/a", {});
  });
});

/** A configuration in which a word stands for the whole of it. */
const config = (url: string, word: string) =>
  shopAt(url, { vars: { word }, secrets: { key: `secret-${word}` } });

describe("a change of ahaflow.yaml", () => {
  it("brings new variables, secrets and addresses, and old secrets stay masked", async () => {
    const [one, two] = [await startUpstream(), await startUpstream()];
    for (const upstream of [one, two]) upstream.answer = json(200, { success: true });
    const project = new Project(config(one.url, "old-word"));
    project.flow("a", {
      connection: "shop",
      steps: [
        {
          uses: "ahachat.send_text",
          with: { user_id: "6523889107654321", text: "{{vars.word}} {{secrets.key}}" },
        },
      ],
    });
    project.flow("says", {
      steps: [callStep(one.url, "a", { json: { said: "{{trigger.body}}" } })],
    });
    const daemon = await project.open();
    await daemon.finished(await daemon.accept("/a", {}));
    expect(one.arrivals.map(({ text }) => text).join()).toContain("old-word secret-old-word");

    project.configure(config(two.url, "new-word"));
    expect((await reloadNow(daemon)).status).toBe(200);
    // The watcher may have been quicker.
    expect((await lastReload(daemon)).changed.toSorted()).toEqual(["a", "says"]);
    const run = await daemon.finished(await daemon.accept("/a", {}));
    expect(two.arrivals.map(({ text }) => text).join()).toContain("new-word secret-new-word");
    expect(run.steps[0]?.input).toMatchObject({ text: expect.stringContaining("new-word") });
    const both = { words: "secret-old-word, secret-new-word" };
    const said = await daemon.finished(await daemon.accept("/says", both));
    expect(JSON.stringify([run.steps, said.steps])).not.toMatch(/secret-(old|new)-word/);
    expect(daemon.lines.join("\n")).not.toMatch(/secret-(old|new)-word/);
  });

  it("is seen without being asked for, and one that is wrong changes nothing", async () => {
    const upstream = await startUpstream();
    const project = new Project({ vars: { word: "one" } });
    project.flow("a", {
      steps: [callStep(upstream.url, "a", { json: { word: "{{vars.word}}" } })],
    });
    const daemon = await project.open();
    project.configure({ vars: { wrod: "two" } });
    const refused = await reloadWhen(daemon, ({ ok }) => !ok);
    expect(refused.problems.map(({ rule }) => rule)).toEqual(["unknown-variable"]);
    writeFileSync(join(project.folder, "ahaflow.yaml"), "vars: { word: ${env:TEST_NOT_THERE} }");
    await reloadWhen(
      daemon,
      ({ problems }) => problems[0]?.where.file.endsWith("ahaflow.yaml") ?? false,
    );
    await daemon.finished(await daemon.accept("/a", {}));
    project.configure({ vars: { word: "two" } });
    await reloadWhen(daemon, ({ ok }) => ok);
    await daemon.finished(await daemon.accept("/a", {}));
    expect(upstream.arrivals.map(({ json }) => (json as { word: string }).word)).toEqual([
      "one",
      "two",
    ]);
  });
});

it("says which settings wait for the next start", async () => {
  const project = new Project().flow("a", { steps: STEPS });
  const daemon = await project.open();
  const told = "server and limits of ahaflow.yaml change at the next start";
  project.configure({ vars: { word: "new" } });
  expect((await reloadNow(daemon)).status).toBe(200);
  expect(daemon.log(told)).toEqual([]);
  project.configure({ limits: { concurrency: 3 } });
  expect((await reloadNow(daemon)).status).toBe(200);
  // The log comes by another way than the API's answer.
  await vi.waitFor(() => expect(daemon.log(told)).toHaveLength(1));
});

describe("a reload on request", () => {
  it("comes with SIGHUP", async () => {
    const project = new Project().flow("a", { steps: STEPS });
    const daemon = await project.start();
    project.flow("b", { steps: STEPS });
    daemon.child.kill("SIGHUP");
    await answers(daemon, "/b", 202);
    expect(daemon.child.exitCode).toBeNull();
  });

  it("is answered 200 with what changed, or 422 with everything that is wrong", async () => {
    const project = new Project().flow("a", { steps: STEPS }).flow("b", { steps: STEPS });
    const daemon = await project.open();
    expect(await lastReload(daemon)).toMatchObject({
      ok: true,
      cause: "start",
      flows: 2,
      added: ["a", "b"],
      commit: null,
    });
    project.flow("a", { steps: [callStep("http://127.0.0.1:2", "a")] }).flow("c", { steps: STEPS });
    rmSync(join(project.flows, "b.yaml"));
    // The watcher may have been quicker: then there is nothing left to change.
    const good = await reloadNow(daemon);
    expect(good).toMatchObject({ status: 200, body: { ok: true, flows: 2, problems: [] } });
    expect(await lastReload(daemon)).toMatchObject({
      added: ["c"],
      changed: ["a"],
      removed: ["b"],
    });

    for (const name of ["x", "y"])
      writeFileSync(join(project.flows, `${name}.yaml`), `name: ${name}\nstepz: []\n`);
    const bad = await reloadNow(daemon);
    expect(bad.status).toBe(422);
    expect(bad.body).toMatchObject({ ok: false, flows: 2, added: [], changed: [], removed: [] });
    const files = new Set(bad.body.problems.map(({ where }) => where.file));
    expect(files).toEqual(new Set(["x", "y"].map((name) => join(project.flows, `${name}.yaml`))));
    await daemon.accept("/c", {});
  });

  it("is answered for each of many that ask at once", async () => {
    const project = new Project().flow("a", { steps: STEPS });
    const daemon = await project.open();
    project.flow("a", { steps: [callStep("http://127.0.0.1:2", "a")] });
    const all = await Promise.all(Array.from({ length: 20 }, () => reloadNow(daemon)));
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200]));
    await live(daemon, project, "a");
    expect(daemon.log("reloaded")).toHaveLength(1);
  });
});
