import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ahaflow, CONFIG, folderOf, GOOD, WARNED } from "./command-line.ts";

/** A flow with one warning, of `message-tag`, and what `ahaflow.yaml` says of rules. */
function folderWith(lists: string): string {
  return folderOf({ "flows/warned.yaml": WARNED, "c.yaml": `${CONFIG}${lists}` });
}

function check(folder: string, ...args: string[]) {
  return ahaflow([
    "validate",
    "--flows",
    join(folder, "flows"),
    "--config",
    join(folder, "c.yaml"),
    ...args,
  ]);
}

describe("the rules of ahaflow validate", () => {
  it.each([
    { what: "nothing", lists: "", args: [], code: 0, level: "warning" },
    { what: "--error", lists: "", args: ["--error", "message-tag"], code: 1, level: "error" },
    { what: "--ignore", lists: "", args: ["--ignore", "message-tag"], code: 0, level: undefined },
    { what: "error in the file", lists: "error: [message-tag]", args: [], code: 1, level: "error" },
    {
      what: "ignore in the file",
      lists: "ignore: [message-tag]",
      args: ["--strict"],
      code: 0,
      level: undefined,
    },
    {
      what: "--error over the file",
      lists: "ignore: [message-tag]",
      args: ["--error", "maybe-skipped", "--error", "message-tag"],
      code: 1,
      level: "error",
    },
    {
      what: "--ignore over the file",
      lists: "error: [message-tag]",
      args: ["--ignore", "message-tag"],
      code: 0,
      level: undefined,
    },
    {
      what: "a list of other rules",
      lists: "error: [maybe-skipped]",
      args: ["--ignore", "long-loop"],
      code: 0,
      level: "warning",
    },
  ])("go by $what", async ({ lists, args, code, level }) => {
    const folder = folderWith(lists === "" ? "" : `validate: { ${lists} }\n`);
    const json = await check(folder, "--format", "json", ...args);
    expect({ code: json.code, err: json.err }).toEqual({ code, err: "" });
    const found = JSON.parse(json.out).problems.map(
      ({ severity }: { severity: string }) => severity,
    );
    expect(found).toEqual(level === undefined ? [] : [level]);
  });

  it("shows a raised warning as an error in every format", async () => {
    const folder = folderWith("validate: { error: [message-tag] }\n");
    expect((await check(folder)).out).toContain(" error: ");
    expect((await check(folder, "--format", "github")).out).toMatch(/^::error /);
    const sarif = JSON.parse((await check(folder, "--format", "sarif")).out);
    expect(sarif.runs[0].results[0].level).toBe("error");
  });

  it.each([
    {
      lists: "error: [mesage-tag]",
      message: 'error: there is no rule "mesage-tag" [wrong-value]',
      hint: 'did you mean "message-tag"?',
    },
    {
      lists: "ignore: [unknown-field]",
      message: "error: unknown-field can't be ignored: it is an error [wrong-value]",
      hint: "only warnings can be ignored",
    },
    {
      lists: "error: [message-tag], ignore: [message-tag]",
      message: "error: message-tag stands in error too",
      hint: "take it out of one of the two",
    },
  ])("refuses $lists in ahaflow.yaml, where it stands", async ({ lists, message, hint }) => {
    const folder = folderWith(`validate: { ${lists} }\n`);
    const { code, out } = await check(folder);
    expect(code).toBe(1);
    expect(out).toContain(message);
    expect(out).toContain(hint);
    expect(out).toContain("^");
  });

  it.each([
    { args: ["--error", "mesage-tag"], says: 'did you mean "message-tag"?' },
    { args: ["--ignore", "unknown-field"], says: "unknown-field can't be ignored" },
    { args: ["--ignore", "nothing-like-it"], says: "docs/rules.md lists the rules" },
    {
      args: ["--ignore", "message-tag", "--error", "message-tag"],
      says: "message-tag is given to --error and to --ignore",
    },
  ])("refuses $args", async ({ args, says }) => {
    const { code, err } = await check(folderWith(""), ...args);
    expect(code).toBe(2);
    expect(err).toContain(says);
  });

  it("ignores the guess that a text is a secret", async () => {
    const secret = GOOD.replace(
      "with: {",
      'with: { headers: { Authorization: "Bearer abcdefghijk12345" },',
    );
    const folder = folderOf({ "flows/secret.yaml": secret });
    const args = ["validate", "--flows", join(folder, "flows")];
    expect((await ahaflow(args)).out).toContain("[literal-secret]");
    expect(await ahaflow([...args, "--ignore", "literal-secret"])).toMatchObject({
      code: 0,
      err: "",
    });
  });
});
