import { writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ProblemsError } from "#src/errors.js";
import { loadSettings } from "#src/settings/load-settings.js";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** A configuration file with this text. @returns its path */
function config(text: string, name = "ahaflow.yaml"): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, text);
  return file;
}

/** The problems that loading ends with. */
function problemsOf(text: string, env: Record<string, string> = {}) {
  try {
    loadSettings({ config: config(text) }, env);
  } catch (error) {
    if (error instanceof ProblemsError) return error.problems;
    throw error;
  }
  return [];
}

describe("settings", () => {
  it("have defaults", () => {
    expect(loadSettings({ config: config("") }, {})).toMatchObject({
      flowsFolder: "./flows",
      dataFolder: "./data",
      nodeName: hostname(),
      webhook: { host: "0.0.0.0", port: 8080 },
      admin: { host: "127.0.0.1", port: 8081, token: undefined },
      bodyLimit: 1_048_576,
      retry: { attempts: 5, delayMs: 1_000, backoff: "exponential", maxDelayMs: 300_000 },
      concurrency: 64,
      secrets: {},
      vars: {},
    });
  });

  it("come from the flag before the environment before the default", () => {
    const [one, two] = [config("vars: { from: flag }"), config("vars: { from: environment }")];
    const env = { AHAFLOW_CONFIG: two, AHAFLOW_FLOWS: "env-flows" };
    expect(loadSettings({ config: one, flows: "flag-flows" }, env)).toMatchObject({
      flowsFolder: "flag-flows",
      vars: { from: "flag" },
    });
    expect(loadSettings({}, env)).toMatchObject({
      flowsFolder: "env-flows",
      vars: { from: "environment" },
    });
  });

  it("come from the environment and the file before the default", () => {
    const file = config(`
server: { body_limit: 2KiB }
limits: { concurrency: 3 }
defaults: { retry: { attempts: 2, delay: 250ms } }
connections: { shop: { type: ahachat, bot_id: "1", bot_token: t, rate_limit: 5/m, base_url: "http://a.test/" } }
`);
    const settings = loadSettings(
      { config: file },
      { AHAFLOW_PORT: "0", AHAFLOW_ADMIN_PORT: "9001", AHAFLOW_HOST: "::1", AHAFLOW_DATA: "d" },
    );
    expect(settings).toMatchObject({
      webhook: { host: "::1", port: 0 },
      admin: { port: 9001 },
      dataFolder: "d",
      bodyLimit: 2_048,
      concurrency: 3,
      retry: { attempts: 2, delayMs: 250, maxDelayMs: 300_000 },
    });
    expect(settings.connections.get("shop")).toMatchObject({
      baseUrl: "http://a.test",
      rateLimit: { calls: 5, intervalMs: 60_000 },
      timeoutMs: 10_000,
      circuit: { failures: 10, delayMs: 1_000, maxDelayMs: 30_000 },
      via: "api",
    });
  });

  it("fill in variables, their defaults, and files without their last line break", () => {
    const file = config('vars: { a: "x${env:A}y", b: "${env:B:-none}", c: "${file:c.txt}" }');
    writeFileSync(join(file, "..", "c.txt"), "from the file\n");
    expect(loadSettings({ config: file }, { A: "1" }).vars).toEqual({
      a: "x1y",
      b: "none",
      c: "from the file",
    });
  });

  it("take a number or a truth value from a variable where no text may stand", () => {
    const text = `limits: { concurrency: "\${env:C:-8}", backlog: "\${env:B}" }
vars: { flag: "\${env:B}" }
`;
    expect(loadSettings({ config: config(text) }, { B: "200" })).toMatchObject({
      concurrency: 8,
      backlog: 200,
      vars: { flag: "200" },
    });
    for (const C of ["eight", "08", "8.0", "1e1", " 8", "0", "8.5", "-1", "NaN", "Infinity"])
      expect(problemsOf(text, { B: "200", C })).toMatchObject([
        {
          rule: expect.stringMatching(/^wrong-(type|value)$/) as string,
          where: { line: 1, column: 24 },
        },
      ]);
    expect(problemsOf('limits: { concurrency: "8" }')).toMatchObject([{ rule: "wrong-type" }]);
  });

  it("name every variable and file that is missing, with its place", () => {
    const text = 'vars:\n  a: "x ${env:NOT_A}"\n  b: "${env:NOT_B}"\n  c: "${file:c.txt}"\n';
    expect(problemsOf(text, { NOT_B: "" })).toMatchObject([
      { rule: "missing-environment", where: { line: 2, column: 9 }, length: 12 },
      { rule: "missing-environment", where: { line: 3, column: 7 } },
      { rule: "missing-file", where: { line: 4, column: 7 } },
    ]);
  });

  it("are checked again once filled in, without the value being shown", () => {
    const text =
      'connections:\n  shop: { type: ahachat, bot_id: "${env:ID}", bot_token: "x", base_url: "${env:URL}" }\n';
    const problems = problemsOf(text, { ID: "abc-hidden", URL: "ftp-hidden" });
    expect(problems.map(({ rule, where }) => [rule, where.line])).toEqual([
      ["wrong-value", 2],
      ["wrong-value", 2],
    ]);
    expect(JSON.stringify(problems)).not.toContain("hidden");
  });

  it("say what form a name has to have", () => {
    expect(problemsOf("secrets: { CRM-Key: x }")).toMatchObject([
      {
        rule: "wrong-value",
        where: { line: 1, column: 12 },
        hint: 'Small letters, digits and _, beginning with a letter; for example "crm_key"',
      },
    ]);
  });
});
