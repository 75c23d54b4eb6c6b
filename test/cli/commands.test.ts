import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { COMMANDS } from "#src/cli/commands.js";
import { loadSchema } from "#src/schemas.js";
import { Process } from "../support/process.ts";
import { ahaflow, folderOf, GOOD, processOf } from "./command-line.ts";

describe("ahaflow", () => {
  it.each([["start"], ["validate"], ["run"], ["simulator"], ["schema"]])(
    "%s --help shows examples",
    async (command) => {
      const { code, out, err } = await ahaflow([command, "--help"]);
      expect({ code, err }).toEqual({ code: 0, err: "" });
      expect(out).toMatch(/^Usage: ahaflow /);
      expect(out).toMatch(new RegExp(`^Examples:\\n  .*ahaflow ${command}`, "m"));
    },
  );

  it("lists the commands", async () => {
    const { code, out } = await ahaflow(["--help"]);
    expect(code).toBe(0);
    for (const command of ["start", "validate", "run", "simulator", "schema"])
      expect(out).toMatch(new RegExp(`^  ${command} `, "m"));
  });

  // The list is written beside the commands, which are not loaded for it.
  it.each(Object.entries(COMMANDS))("lists %s as its own help has it", async (name, entry) => {
    const { code, out } = await ahaflow([name, "--help"]);
    expect(code).toBe(0);
    const [, given = ""] = /^Usage: ahaflow \w+ \[options\] ?(.*)$/m.exec(out) ?? [];
    const [, options = ""] = out.split(/^Options:$/m);
    const hasOptions = /^ {2}(?!-h, )-/m.test(options.split(/^Examples:$/m)[0] ?? "");
    const takes = [hasOptions ? "[options]" : "", given === "[command]" ? "" : given];
    expect(entry.takes).toBe(takes.filter((part) => part !== "").join(" "));
  });

  it.each([
    [["help", "validate"], "Usage: ahaflow validate [options] [path...]"],
    [["--", "schema", "flow"], '"title": "Flow"'],
    [["help", "runs"], "Usage: ahaflow runs [options] [command]"],
  ])("finds the command in %j", async (args, said) => {
    const { code, out } = await ahaflow(args);
    expect(code).toBe(0);
    expect(out).toContain(said);
  });

  it("says its version", async () => {
    expect((await processOf(["--version"])).out).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it.each([
    [["strat"], "unknown command 'strat'"],
    [["schema"], "missing required argument"],
    [["schema", "flwo"], "Allowed choices are flow, config"],
    [["simulator", "--port", "65536"], "a port is 0 to 65535"],
    [["simulator", "--seed", "/nowhere.json"], "can't be read as JSON"],
    [["run"], "missing required argument"],
  ])("ends with 2 when it is called as %j", async (args, said) => {
    const { code, out, err } = await ahaflow(args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(said);
  });

  it("has, as a process, the exit code and the outputs of the command", async () => {
    const refused = await ahaflow(["run"]);
    expect(await processOf(["run"])).toEqual({ ...refused, err: `${refused.err}\n` });
    expect(await processOf(["help", "run"])).toEqual(await ahaflow(["help", "run"]));
  });

  it.each([["flow"], ["config"]])("prints the schema %s", async (name) => {
    // Without connections that bring actions of their own.
    const config = join(folderOf({ "ahaflow.yaml": "{}" }), "ahaflow.yaml");
    const { code, out } = await ahaflow(["schema", name, "--config", config]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual(loadSchema(`editor/${name}`));
  });

  it("runs the simulator until it is asked to end", async () => {
    const simulator = new Process(["simulator", "--port", "0"], {});
    await vi.waitFor(() => expect(simulator.lines).toHaveLength(1), { timeout: 20_000 });
    const { msg, url } = JSON.parse(simulator.lines[0] ?? "") as { msg: string; url: string };
    expect(msg).toBe("ready");
    expect((await fetch(url)).status).toBeGreaterThanOrEqual(200);
    simulator.child.kill("SIGTERM");
    expect(await simulator.ended).toBe(0);
    expect(simulator.errors).toBe("");
  });
});

describe("ahaflow start", () => {
  it.each([
    [{ AHAFLOW_PORT: "65536" }, "AHAFLOW_PORT is not a port number"],
    [{ AHAFLOW_ADMIN_PORT: "http" }, "AHAFLOW_ADMIN_PORT is not a port number"],
    [{ AHAFLOW_LOG_LEVEL: "loud" }, "AHAFLOW_LOG_LEVEL has a value that it can't have"],
    [{ AHAFLOW_ADMIN_HOST: "0.0.0.0" }, "needs a token"],
    [{ AHAFLOW_FLOWS: "/nowhere" }, "there is no folder or file /nowhere"],
  ])("ends with 2 for %j", async (env, said) => {
    const folder = folderOf({ "flows/good.yaml": GOOD, "ahaflow.yaml": "" });
    const { code, err } = await processOf(["start"], {
      AHAFLOW_FLOWS: join(folder, "flows"),
      AHAFLOW_CONFIG: join(folder, "ahaflow.yaml"),
      AHAFLOW_DATA: join(folder, "data"),
      ...env,
    });
    expect(code).toBe(2);
    expect(err).toContain(said);
  });
});
