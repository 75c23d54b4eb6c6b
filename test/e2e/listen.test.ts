import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { YamlDocument } from "#src/documents/yaml-document.js";
import type { AnyDaemon } from "../support/daemon.ts";
import { Process } from "../support/process.ts";
import { ahaflow, Command } from "../support/program.ts";
import { callStep, Project } from "../support/project.ts";
import { answers, live } from "../support/reloads.ts";
import { startUpstream } from "../support/upstream.ts";

const BODY = {
  messenger_user_id: "6523889107654321",
  first_name: "Ân",
  order: { total: 2_000_000 },
};

/** `ahaflow listen` beside a daemon, once it listens. */
function listenTo(daemon: AnyDaemon, ...args: string[]): Promise<Command> {
  return listening(new Command(["listen", "--admin", daemon.adminUrl, ...args]));
}

async function listening<L extends { readonly errors: string }>(listener: L): Promise<L> {
  await vi.waitFor(() => expect(listener.errors).toContain("listening for"), {
    timeout: 20_000,
    interval: 10,
  });
  return listener;
}

/** A daemon with the flows `one` and `two`, which call a server that answers. */
async function withFlows(): Promise<{ daemon: AnyDaemon; project: Project; url: string }> {
  const { url } = await startUpstream();
  const project = new Project();
  for (const name of ["one", "two"]) project.flow(name, { steps: [callStep(url, "a")] });
  return { daemon: await project.open(), project, url };
}

/** The deliveries that it printed. */
function printed({ lines }: Command): unknown[] {
  return lines
    .join("\n")
    .split(/^# answered.*\n/m)
    .filter((text) => text !== "")
    .map((text) => new YamlDocument("out", text).value);
}

describe("ahaflow listen", () => {
  it("prints every delivery as it comes, also those that no flow takes", async () => {
    const { daemon } = await withFlows();
    const listener = await listenTo(daemon, "--count", "4");
    await daemon.accept("/one", BODY);
    await daemon.accept("/two", { n: 2 });
    await daemon.post("/nowhere?from=here", { n: 3 });
    await daemon.send("/one", { headers: { authorization: "Bearer f00d-token" } });
    expect(await listener.ended).toBe(0);
    expect(printed(listener)).toMatchObject([
      { method: "POST", path: "/one", body: BODY },
      { path: "/two", body: { n: 2 } },
      { path: "/nowhere", query: { from: "here" }, body: { n: 3 } },
      { method: "GET", path: "/one" },
    ]);
    expect(listener.lines.filter((line) => line.startsWith("#"))).toEqual([
      "# answered 202 by one",
      "# answered 202 by two",
      "# answered 404, no flow takes it",
      "# no_such_path: no flow listens on this path",
      "# answered 405, no flow takes it",
      "# method_not_allowed: this path takes POST",
    ]);
    expect(listener.lines.join("\n")).not.toContain("f00d-token");
  });

  it("says why a delivery was refused, with each mistake of its body", async () => {
    const schema = {
      type: "object",
      required: ["id"],
      properties: { lines: { items: { properties: { total: { type: "number" } } } } },
    };
    const project = new Project();
    project.flow("strict", { webhook: { schema }, steps: [{ set: { a: 1 } }] });
    const daemon = await project.open();
    const listener = await listenTo(daemon, "strict", "--count", "1");
    await daemon.post("/strict", { lines: [{ total: "9" }] });
    expect(await listener.ended).toBe(0);
    const told = listener.lines.filter((line) => line.startsWith("#")).join("\n");
    expect(told).toContain("# answered 422 by strict\n# payload_invalid: ");
    expect(told).toMatch(/^# {3}\/lines\/0\/total: /m);
    expect(told).toMatch(/^# {3}the body: /m);
  });

  it("prints only deliveries of the flow, or on the path, that it is given", async () => {
    const { daemon } = await withFlows();
    const flow = await listenTo(daemon, "two", "--count", "1");
    const path = await listenTo(daemon, "--path", "/new", "--count", "1");
    for (const to of ["/one", "/nowhere", "/two", "/new"]) await daemon.post(to, { to });
    expect([await flow.ended, await path.ended]).toEqual([0, 0]);
    expect(printed(flow)).toMatchObject([{ body: { to: "/two" } }]);
    expect(printed(path)).toMatchObject([{ body: { to: "/new" } }]);
    const misspelt = await ahaflow(["listen", "--admin", daemon.adminUrl, "tow"]);
    expect(misspelt.code).toBe(2);
    expect(misspelt.err).toContain('there is no flow "tow"\n  did you mean "two"?');
  });

  it("says of a callback that it is for a run that waits, and of a flow without a webhook that nothing comes", async () => {
    const steps = [{ wait: { webhook: { path: "/answers/:key", key: "{{run.id}}" } } }];
    const project = new Project().flow("asked", { steps });
    writeFileSync(
      join(project.flows, "called.yaml"),
      "name: called\ninputs: { type: object }\nsteps: [{ set: { a: 1 } }]\n",
    );
    const daemon = await project.open();
    const listener = await listenTo(daemon, "--count", "2");
    const id = await daemon.accept("/asked", {});
    await daemon.runWhen(id, ({ status }) => status === "waiting");
    await daemon.post(`/answers/${id}`, { ok: true });
    expect(await listener.ended).toBe(0);
    expect(listener.lines.join("\n")).toContain("# answered 202, no new run: for one that waits");
    const called = await ahaflow(["listen", "--admin", daemon.adminUrl, "called"]);
    expect(called.code).toBe(2);
    expect(called.err).toContain("the flow called has no webhook");
  });

  it("saves a sample before there is a flow; validate and run take it", async () => {
    const { daemon, project, url } = await withFlows();
    const sample = join(project.flows, "new.json");
    const listener = await listenTo(daemon, "--path", "/new", "--save", sample);
    await daemon.post("/new?from=test", BODY);
    expect(await listener.ended).toBe(0);
    expect(JSON.parse(readFileSync(sample, "utf8"))).toMatchObject({
      method: "POST",
      path: "/new",
      query: { from: "test" },
      body: BODY,
    });
    const write = (field: string) =>
      project.flow("new", {
        webhook: { sample: "new.json" },
        steps: [
          callStep(url, "a", {
            json: { said: `{{trigger.body.${field}}} {{trigger.query.from}}` },
          }),
        ],
      });
    write("first_nam");
    const env = project.environment();
    expect(await ahaflow(["validate"], env)).toMatchObject({
      code: 1,
      out: expect.stringContaining("first_name"),
    });
    write("first_name");
    expect(await ahaflow(["validate"], env)).toMatchObject({ code: 0 });
    const run = await ahaflow(["run", "new"], env);
    expect({ code: run.code, out: run.out }).toEqual({
      code: 0,
      out: expect.stringContaining("Ân test"),
    });
    await answers(daemon, "/new", 202);
  });

  it("shows and saves made-up personal values with --mask, in the path too", async () => {
    const { daemon, project } = await withFlows();
    project.flow("user", {
      webhook: { path: "/users/:user_id" },
      steps: [callStep("http://127.0.0.1:1", "a")],
    });
    await live(daemon, project, "user");
    const file = join(project.folder, "sample.json");
    const listener = await listenTo(daemon, "user", "--mask", "--save", file);
    await daemon.accept("/users/6523889107654321", BODY);
    expect(await listener.ended).toBe(0);
    const text = readFileSync(file, "utf8");
    expect(JSON.parse(text)).toMatchObject({
      path: "/users/1111111101111111",
      params: { user_id: "1111111101111111" },
      body: { messenger_user_id: "1111111101111111", first_name: "Xx", order: BODY.order },
    });
    expect(`${listener.lines.join("\n")}${text}`).not.toMatch(/6523889107654321|Ân/);
  });

  it("goes on over a reload", async () => {
    const { daemon, project } = await withFlows();
    const listener = await listenTo(daemon, "--count", "2");
    await daemon.accept("/one", { n: 1 });
    project.flow("three", { steps: [callStep("http://127.0.0.1:1", "a")] });
    await live(daemon, project, "three");
    await daemon.accept("/three", { n: 2 });
    expect(await listener.ended).toBe(0);
    expect(printed(listener)).toMatchObject([{ path: "/one" }, { path: "/three" }]);
  });

  it.each(["SIGINT", "SIGTERM"] as const)("ends on %s with 0", async (signal) => {
    const { daemon } = await withFlows();
    const listener = await listening(
      new Process(["listen", "--admin", daemon.adminUrl, "one"], {}),
    );
    listener.child.kill(signal);
    expect(await listener.ended).toBe(0);
    expect(listener.errors.split("\n")).toHaveLength(2);
  });

  it("ends with 1 when the daemon ends, and does not keep it from ending", async () => {
    const { daemon, project } = await withFlows();
    const file = join(project.folder, "sample.json");
    const listener = await listenTo(daemon, "one", "--save", file);
    expect(await daemon.stop()).toBe(0);
    expect(await listener.ended).toBe(1);
    expect(listener.errors).toContain("the daemon ended the connection");
    expect(existsSync(file)).toBe(false);
  });
});

describe("ahaflow listen says what is wrong", () => {
  it("with the admin address", async () => {
    const { daemon } = await withFlows();
    for (const [url, said] of [
      ["http://127.0.0.1:1", "no daemon answers at http://127.0.0.1:1"],
      [daemon.webhookUrl, "answered 404"],
    ] as const) {
      const { code, err } = await ahaflow(["listen", "--admin", url]);
      expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining(said) });
    }
  });

  it("with the admin token, and takes the right one", async () => {
    const project = new Project().flow("one", { steps: [callStep("http://127.0.0.1:1", "a")] });
    const token = "a-long-admin-token";
    const daemon = await project.open({ AHAFLOW_ADMIN_TOKEN: token });
    const args = ["listen", "--admin", daemon.adminUrl, "--count", "1"];
    for (const env of [{}, { AHAFLOW_ADMIN_TOKEN: "wrong-token" }]) {
      const { code, err } = await ahaflow(args, env);
      expect({ code, err }).toEqual({
        code: 1,
        err: expect.stringContaining("AHAFLOW_ADMIN_TOKEN"),
      });
      expect(err).not.toContain("wrong-token");
    }
    const listener = await listening(new Command(args, { AHAFLOW_ADMIN_TOKEN: token }));
    await daemon.accept("/one", {});
    expect(await listener.ended).toBe(0);
  });

  it("with what is to be saved, and where", async () => {
    const { daemon, project } = await withFlows();
    expect(await ahaflow(["listen", "--save", "x.json"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("--path"),
    });
    writeFileSync(join(project.folder, "file"), "");
    const listener = await listenTo(
      daemon,
      "one",
      "--save",
      join(project.folder, "file", "x.json"),
    );
    await daemon.accept("/one", {});
    expect(await listener.ended).toBe(1);
    expect(listener.errors).toContain("can't be written");
  });
});
