import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ahaflow, BAD, CONFIG, folderOf, GOOD, processOf, WARNED } from "./command-line.ts";

describe("ahaflow validate", () => {
  it("says that there are no problems, and ends with 0", async () => {
    const folder = folderOf({ "good.yaml": GOOD });
    expect(await ahaflow(["validate", folder])).toEqual({
      code: 0,
      out: "no problems in 1 flow",
      err: "",
    });
  });

  it("shows the lines around a mistake, and what to do", async () => {
    const folder = folderOf({ "bad.yaml": BAD });
    const { code, out } = await ahaflow(["validate", "--flows", folder]);
    expect(code).toBe(1);
    expect(out.split("\n")).toEqual([
      `${folder}/bad.yaml:3:1 error: unknown key "descripton" [unknown-key]`,
      "  1 | name: bad",
      "  2 | on: { webhook: { path: /good } }",
      "> 3 | descripton: 100%, a note",
      "    | ^^^^^^^^^^",
      "  4 | steps:",
      '  did you mean "description"?',
      "",
      "1 error in 1 flow",
    ]);
  });

  it("writes JSON for programs", async () => {
    const folder = folderOf({ "bad.yaml": BAD, "good.yaml": GOOD.replace("/good", "/other") });
    const { code, out } = await ahaflow(["validate", "--format", "json", folder]);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({
      files: 2,
      errors: 1,
      warnings: 0,
      problems: [
        {
          file: join(folder, "bad.yaml"),
          line: 3,
          column: 1,
          rule: "unknown-key",
          severity: "error",
          message: 'unknown key "descripton"',
          hint: 'did you mean "description"?',
          length: 10,
        },
      ],
    });
  });

  it("writes workflow commands for GitHub, with what they can't hold escaped", async () => {
    const folder = folderOf({ "a,b:c.yaml": GOOD.replace("good", "100% %0A") });
    const { code, out } = await ahaflow(["validate", "--format", "github", folder]);
    expect(code).toBe(1);
    expect(out).toBe(
      `::error file=${folder}/a%2Cb%3Ac.yaml,line=1,col=7,endColumn=15,title=ahaflow wrong-value::` +
        'name is not in the form that is needed; Unique in the folder: small letters, digits and hyphens; for example "order-thanks"',
    );
    const quoted = folderOf({ "a.yaml": GOOD.replace("http.request", '"a%b\\nc"') });
    const { out: escaped } = await ahaflow(["validate", "--format", "github", quoted]);
    expect(escaped).toContain('::there is no action "a%25b%0Ac"; there are: ahachat.find_user');
    expect(escaped.split("\n")).toHaveLength(1);
  });

  it("writes SARIF 2.1.0 for code scanning", async () => {
    const folder = folderOf({ "bad one.yaml": BAD, "warned.yaml": WARNED, "c.yaml": CONFIG });
    const config = join(folder, "c.yaml");
    const { out, code } = await ahaflow([
      "validate",
      "--format",
      "sarif",
      "--config",
      config,
      join(folder, "bad one.yaml"),
      join(folder, "warned.yaml"),
    ]);
    expect(code).toBe(1);
    const sarif = JSON.parse(out);
    expect(sarif.version).toBe("2.1.0");
    expect(sarif.$schema).toMatch(/sarif-2\.1\.0\.json$/);
    const [run, ...others] = sarif.runs;
    expect(others).toEqual([]);
    expect(run.tool.driver).toMatchObject({
      name: "ahaflow",
      rules: [
        {
          id: "unknown-key",
          shortDescription: { text: "A key that does not exist here." },
          defaultConfiguration: { level: "error" },
        },
        { id: "message-tag", defaultConfiguration: { level: "warning" } },
      ],
    });
    expect(run.columnKind).toBe("utf16CodeUnits");
    expect(run.results.map(({ level }: { level: string }) => level)).toEqual(["error", "warning"]);
    for (const { ruleId, ruleIndex, message } of run.results) {
      expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId);
      expect(message.text).not.toBe("");
    }
    expect(run.results[0].locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: `file://${folder}/bad%20one.yaml` },
          region: { startLine: 3, startColumn: 1, endColumn: 11 },
        },
      },
    ]);
  });

  it("takes warnings for failures with --strict only", async () => {
    const folder = folderOf({ "flows/warned.yaml": WARNED, "ahaflow.yaml": CONFIG });
    const args = ["validate", "--config", join(folder, "ahaflow.yaml"), join(folder, "flows")];
    const lax = await ahaflow(args);
    expect(lax.code).toBe(0);
    expect(lax.out).toContain(
      "warned.yaml:6:65 warning: the message tag ACCOUNT_UPDATE is retired",
    );
    expect(lax.out).toMatch(/^1 warning in 1 flow$/m);
    expect((await ahaflow([...args, "--strict"])).code).toBe(1);
    expect((await ahaflow(["validate", "--strict", folderOf({ "good.yaml": GOOD })])).code).toBe(0);
  });

  it("shows the problems of the configuration and of the flows together", async () => {
    const config = "connections:\n  shop: { type: ahachat, bot_id: 12404829, bot_token: x }\n";
    const folder = folderOf({ "flows/bad.yaml": BAD, "flows/w.yaml": WARNED, "c.yaml": config });
    const { code, out } = await ahaflow([
      "validate",
      "--format",
      "json",
      "--config",
      join(folder, "c.yaml"),
      join(folder, "flows"),
    ]);
    expect(code).toBe(1);
    // What the flows say of connections is left out: the configuration could not be read.
    expect(
      JSON.parse(out).problems.map(({ file, rule }: { file: string; rule: string }) => [
        file.slice(folder.length + 1),
        rule,
      ]),
    ).toEqual([
      ["c.yaml", "wrong-type"],
      ["flows/bad.yaml", "unknown-key"],
      ["flows/w.yaml", "message-tag"],
    ]);
  });

  it("reports a configuration that is no YAML", async () => {
    const folder = folderOf({ "good.yaml": GOOD, "c.txt": 'secrets: "x\n' });
    const { code, out } = await ahaflow(["validate", "--config", join(folder, "c.txt"), folder]);
    expect(code).toBe(1);
    expect(out).toContain(`${folder}/c.txt:`);
    expect(out).toContain("[yaml-syntax]");
  });

  it("never quotes a value of the configuration", async () => {
    const config = "secrets: { crm: { a: hunter2 } }\nlimits: { concurrency: hunter2 }\n";
    const folder = folderOf({ "good.yaml": GOOD, "c.txt": config });
    const { out } = await ahaflow([
      "validate",
      "--format",
      "json",
      "--config",
      join(folder, "c.txt"),
      folder,
    ]);
    expect(JSON.parse(out).errors).toBe(2);
    expect(out).not.toContain("hunter2");
  });

  it("needs no environment variables, and start does", async () => {
    const folder = folderOf({ "flows/warned.yaml": WARNED, "ahaflow.yaml": CONFIG });
    const env = {
      AHAFLOW_CONFIG: join(folder, "ahaflow.yaml"),
      AHAFLOW_FLOWS: join(folder, "flows"),
      AHAFLOW_DATA: join(folder, "data"),
    };
    expect((await ahaflow(["validate"], env)).code).toBe(0);
    const { code, out, err } = await processOf(["start"], env);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain(
      `${folder}/ahaflow.yaml:5:17 error: the environment variable TEST_BOT_TOKEN is not set`,
    );
    expect(err).toContain(
      `${folder}/ahaflow.yaml:7:9 error: the environment variable TEST_CRM_KEY is not set`,
    );
  });

  it.each([
    [["validate", "/nowhere/flows"], /there is no folder or file \/nowhere\/flows/],
    [["validate", "--config", "/nowhere/c.yaml"], /the configuration \/nowhere\/c.yaml can't be/],
    [["validate", "--format", "xml"], /text, json, github, sarif/],
    [["validate", "--stric"], /Did you mean --strict/],
  ])("ends with 2 when it is called as %j", async (args, said) => {
    const { code, out, err } = await ahaflow(args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(said);
  });
});
