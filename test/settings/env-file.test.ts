import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { loadSettings } from "#src/settings/load-settings.js";
import { Project } from "../support/project.ts";
import { reloadWhen } from "../support/reloads.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const CONFIG = `
vars: { a: "\${env:A}", b: "\${env:B}", c: "\${env:C:-of the file}" }
`;

/** The settings of a folder with a .env. */
function load(dotenv: string, env: Record<string, string> = {}) {
  const folder = temporaryFolder();
  const config = join(folder, "ahaflow.yaml");
  writeFileSync(config, CONFIG);
  writeFileSync(join(folder, ".env"), dotenv);
  return loadSettings({ config }, env);
}

it("stands beneath the environment and above ahaflow.yaml", () => {
  const dotenv = "A=one\nB='two # 2'\n# a comment\n\nAHAFLOW_PORT=9000\nAHAFLOW_FLOWS=./mine\n";
  const settings = load(dotenv, { A: "real" });
  expect(settings.vars).toEqual({ a: "real", b: "two # 2", c: "of the file" });
  expect(settings.webhook.port).toBe(9_000);
  expect(settings.flowsFolder).toBe("./mine");
  expect(process.env["B"]).toBeUndefined();
});

it("keeps a value to the letter", () => {
  const plain = load("A=Tiệm Áo Dài\r\nB=a=b&c;d|e!f\r\nC='x'\r\n");
  expect(plain.vars).toEqual({ a: "Tiệm Áo Dài", b: "a=b&c;d|e!f", c: "x" });
  expect(load('A="a#b"\nB=\'a"b $c #d\'\n').vars).toMatchObject({ a: "a#b", b: 'a"b $c #d' });
});

it("may have values of several lines, and empty ones", () => {
  const settings = load('A="one\ntwo"\nB=x\nC=\n');
  expect(settings.vars).toEqual({ a: "one\ntwo", b: "x", c: "of the file" });
});

it.each([
  ["A=1\nsecret-text\n", ".env:2 is no variable"],
  ['A="1\nB=2\nmore\n', ".env:1 has quotes within its value, or none at its end"],
  ["A=1\nB=secret-text#more\n", ".env:2 has a # in its value"],
  ["A=1\nB=secret-text=#more\n", ".env:2 has a # in its value"],
  ["A=secret-text # more\n", ".env:1 has a # in its value"],
  ["A='secret-text' # more\n", ".env:1 has quotes within"],
  ["A=secret-text$B\n", ".env:1 has a $, \\ or `"],
  ['A="secret-text$B"\n', ".env:1 has a $, \\ or `"],
  ['A="secret-text\\n"\n', ".env:1 has a $, \\ or `"],
  ["A=secret-text`x`\n", ".env:1 has a $, \\ or `"],
  ["A=`secret-text`\n", ".env:1 has a $, \\ or `"],
  ["A=secret-text'b\n", ".env:1 has quotes within"],
  ["A='secret-text\n", ".env:1 has quotes within"],
  ["A='secret-text'more\n", ".env:1 has quotes within"],
  ["export A=secret-text\n", ".env:1 begins with export"],
  ["A =secret-text\n", ".env:1 has a space around"],
  ["A= secret-text\n", ".env:1 has a space around"],
  [" A=secret-text\n", ".env:1 has a space around"],
  ["A=secret-text \n", ".env:1 ends in spaces"],
  ["A.b=secret-text\n", ".env:1 has a name that shells don't take"],
  ["A: secret-text\n", ".env:1 is no variable"],
  ["A=1\nB=2\nA=secret-text\n", ".env:3 sets A a second time"],
])("is refused where tools disagree, or it is broken: %j", (text, message) => {
  expect(() => load(text)).toThrow(message);
  expect(() => load(text)).not.toThrow("secret-text");
});

it("is refused when it can't be read", () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, ".env"));
  expect(() => loadSettings({ config: join(folder, "ahaflow.yaml") }, {})).toThrow("EISDIR");
});

it("is read again when it changes", async () => {
  const project = new Project({ vars: { name: "${env:SHOP_NAME:-nobody}" } });
  const file = join(project.folder, ".env");
  writeFileSync(file, "SHOP_NAME=first\n");
  project.flow("a", { steps: [{ id: "b", set: { name: "{{vars.name}}" } }] });
  const daemon = await project.open();
  const nameNow = async () =>
    (await daemon.finished(await daemon.accept("/a", {}))).steps[0]?.output;
  expect(await nameNow()).toEqual({ name: "first" });
  const { at } = await reloadWhen(daemon, () => true);
  writeFileSync(file, "SHOP_NAME=second\n");
  await reloadWhen(daemon, (reload) => reload.ok && reload.at > at);
  expect(await nameNow()).toEqual({ name: "second" });
  writeFileSync(file, "broken\n");
  const refused = await reloadWhen(daemon, ({ ok }) => !ok);
  expect(refused.problems[0]?.message).toContain(".env:1 is no variable");
  expect(await nameNow()).toEqual({ name: "second" });
});
