import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ahaflow as inProcess } from "../support/program.ts";
import { NO_MOUNT, SmallDisk } from "../support/small-disk.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { ahaflow } from "./command.ts";

const FILES = [
  ".env.example",
  ".github/workflows/ahaflow.yml",
  ".gitignore",
  ".pre-commit-config.yaml",
  ".vscode/extensions.json",
  ".vscode/settings.json",
  "README.md",
  "ahaflow.yaml",
  "compose.yaml",
  "flows/samples/welcome.json",
  "flows/welcome.test.yaml",
  "flows/welcome.yaml",
  "schemas/config.schema.json",
  "schemas/flow.schema.json",
  "schemas/test.schema.json",
];

test("a new project validates, tests and runs at once", async () => {
  const parent = temporaryFolder();
  const made = await ahaflow(parent, "init", "x");
  expect([made.code, made.err]).toEqual([0, ""]);
  expect(made.out).toContain("cd x");
  const project = join(parent, "x");
  expect(filesOf(project)).toEqual(FILES);

  expect(await ahaflow(project, "validate", "--strict")).toMatchObject({ code: 0, err: "" });
  const tested = await ahaflow(project, "test", "--coverage");
  expect(tested.out).toContain("2 of 2 branches (100%)");
  expect([tested.code, tested.err]).toEqual([0, ""]);
  const ran = await ahaflow(project, "run", "welcome", "--simulate");
  expect(ran.out).toContain("Chào An!");
  expect([ran.code, ran.err]).toEqual([0, ""]);
});

// Its CI, checks before a commit, compose file and README: test/deploy/.
test("what is written for editors is what they read", async () => {
  const project = temporaryFolder();
  await ahaflow(project, "init");
  const env = { AHAFLOW_CONFIG: join(project, "ahaflow.yaml") };
  const text = (path: string) => readFileSync(join(project, path), "utf8");

  for (const name of ["flow", "config", "test"])
    expect(text(`schemas/${name}.schema.json`)).toBe(
      `${(await inProcess(["schema", name], env)).out}\n`,
    );
  const settings = JSON.parse(text(".vscode/settings.json")) as { "yaml.schemas": object };
  for (const path of Object.keys(settings["yaml.schemas"]))
    expect([path, existsSync(join(project, path))]).toEqual([path, true]);
});

test("what exists is named, and nothing at all is written", async () => {
  const project = temporaryFolder();
  mkdirSync(join(project, "flows"));
  writeFileSync(join(project, "README.md"), "mine");
  writeFileSync(join(project, "flows/welcome.yaml"), "mine too");
  const { code, out, err } = await ahaflow(project, "init");
  expect([code, out]).toEqual([1, ""]);
  expect(err).toContain("README.md, flows/welcome.yaml");
  expect(filesOf(project)).toEqual(["README.md", "flows/welcome.yaml"]);
  expect(readFileSync(join(project, "README.md"), "utf8")).toBe("mine");
});

test("a file where a folder has to be stops it before anything is written", async () => {
  const project = temporaryFolder();
  writeFileSync(join(project, "flows"), "");
  const { code, err } = await ahaflow(project, "init");
  expect(code).toBe(1);
  expect(err).toContain("flows/welcome.yaml");
  expect(filesOf(project)).toEqual(["flows"]);
});

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => statSync(join(folder, path)).isFile())
    .toSorted();
}

test.skipIf(NO_MOUNT !== undefined)(
  "leaves nothing on a full disk, and is done when there is room",
  async () => {
    const disk = new SmallDisk("1m");
    disk.fill();
    const refused = await ahaflow(disk.folder, "init", "x");
    expect(refused.code).toBe(1);
    expect(refused.err).toContain("can't be written (ENOSPC)");
    expect(filesOf(join(disk.folder, "x"))).toEqual([]);
    disk.free();
    expect(await ahaflow(disk.folder, "init", "x")).toMatchObject({ code: 0, err: "" });
  },
);

// Linux has a folder that takes no other, and says of it that it is not there.
const hasProc = existsSync("/proc/self");
test.skipIf(!hasProc)(
  "a folder that can't be made is told, at once (skipped where there is no /proc)",
  async () => {
    const { code, out, err } = await ahaflow(temporaryFolder(), "init", "/proc/ahaflow/shop");
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(/^error: \/proc\/ahaflow\/shop\/\S+ can't be written \(ENOENT\)\n/);
  },
);
