import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { Project } from "../support/project.ts";
import { reloadNow } from "../support/reloads.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { ahaflow, folderOf, GOOD, processOf } from "./command-line.ts";

const BILLION = [
  "a: &a [x,x,x,x,x,x,x,x,x,x]",
  ..."bcdefghij"
    .split("")
    .map((name, at) => `${name}: &${name} [${`*${"abcdefghij"[at]},`.repeat(10)}]`),
].join("\n");

type Make = (path: string) => unknown;
const file =
  (content: string | Uint8Array): Make =>
  (path) =>
    writeFileSync(path, content);

/** Ways to be no file that can be read, which flows, samples, configurations and payloads share. */
const NO_FILES: [string, Make, string][] = [
  ["a folder", (path) => mkdirSync(path), "not a file"],
  ["a pipe", (path) => execFileSync("mkfifo", [path]), "not a file"],
  ["a device", (path) => symlinkSync("/dev/zero", path), "not a file"],
  ["a socket", socket, "not a file"],
  ["a link to itself", (path) => symlinkSync(path, path), "ELOOP"],
  ["a link to nothing", (path) => symlinkSync("nothing", path), "can't be found"],
  ["100 MB", (path) => (writeFileSync(path, ""), truncateSync(path, 100_000_000)), "larger than"],
  ["endless", (path) => symlinkSync("/proc/self/pagemap", path), "larger than|can't be read"],
  ["latin-1", file(Buffer.from("name: caf\xe9", "latin1")), "not UTF-8"],
  ["UTF-16", file(Buffer.from("\uFEFFname: a", "utf16le")), "not UTF-8"],
];

/** Texts that are no flows: what is said of each. */
const NO_FLOWS: [string, Make, string][] = [
  ["aliases of aliases", file(BILLION), "unfold to far too much"],
  ["an alias in itself", file("name: &a [*a]"), "would never end"],
  ["many aliases", file(`a: &a 1\nb: [${"*a,".repeat(10_000)}]`), "unfold to far too much"],
  ["10,000 lists", file(`name: ${"[".repeat(10_000)}${"]".repeat(10_000)}`), "over 100 deep"],
  ["100,000 open lists", file("[".repeat(100_000)), "over 100 deep"],
  ["100,000 entries in entries", file("- ".repeat(100_000)), "over 100 deep"],
  [
    "a staircase",
    file(Array.from({ length: 1_000 }, (_, at) => `${" ".repeat(at)}a:`).join("\n")),
    "over 100 deep",
  ],
  [
    "60,000 unknown keys",
    file(GOOD + Array.from({ length: 60_000 }, (_, at) => `k${at}: 1`).join("\n")),
    'unknown key "k0"',
  ],
  ["one key 30,000 times", file("name: a\n".repeat(30_000)), '"name" stands twice'],
  ["a NUL", file("name: a\0b"), "U\\+0000 can't stand"],
  ["nothing", file(""), "the file is empty"],
  ["a tab", file("name: a\non:\n\twebhook:"), "Tabs"],
];

function socket(path: string): Promise<void> {
  const server = createServer();
  onTestFinished(() => void server.close());
  return new Promise((resolve) => {
    // The path of a socket is short.
    server.listen({ path }, resolve);
  });
}

async function problemsOf(args: readonly string[]): Promise<Map<string, string[]>> {
  const { out, err } = await ahaflow(["validate", "--format", "json", ...args]);
  expect(err).toBe("");
  const { problems } = JSON.parse(out) as { problems: { file: string; message: string }[] };
  const found = new Map<string, string[]>();
  for (const problem of problems)
    found.set(problem.file, [...(found.get(problem.file) ?? []), problem.message]);
  return found;
}

describe("a file of a flow that can't be read", () => {
  it("is told by name, in one message, beside what others say", async () => {
    const folder = folderOf({ "good.yaml": GOOD });
    for (const [name, make] of NO_FILES) await make(join(folder, `${name}.yaml`));
    const found = await problemsOf([folder]);
    for (const [name, , message] of NO_FILES)
      expect([name, found.get(join(folder, `${name}.yaml`))]).toEqual([
        name,
        [expect.stringMatching(message)],
      ]);
    expect(found.size).toBe(NO_FILES.length);
  });

  describe("as a flow", () => {
    let found: Map<string, string[]>;
    // One process reads all of them, each for itself.
    beforeAll(async () => {
      const folder = mkdtempSync(join(tmpdir(), "ahaflow-test-"));
      for (const [at, [, make]] of NO_FLOWS.entries()) await make(join(folder, `${at}.yaml`));
      found = await problemsOf([folder]);
      rmSync(folder, { recursive: true });
    });

    it.each(NO_FLOWS.map(([name, , message], at) => [name, at, message] as const))(
      "(%s) is told as a mistake of its text",
      (_name, at, message) => {
        const [first] = [...found].find(([file]) => basename(file) === `${at}.yaml`)?.[1] ?? [];
        expect(first).toMatch(new RegExp(message));
      },
    );
  });

  it("may have the line ends and the mark of another system", async () => {
    const folder = folderOf({ "good.yaml": `\uFEFF${GOOD.replaceAll("\n", "\r\n")}` });
    expect(await ahaflow(["validate", folder])).toMatchObject({ code: 0 });
  });

  it("is told in one line when its name has several", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "a\nb.yaml"), GOOD);
    const { out } = await ahaflow(["validate", folder]);
    expect(out).toContain(String.raw`${folder}/a\nb.yaml:1:1 error: the name has a control`);
  });
});

describe("a file beside a flow that can't be read", () => {
  it("is told where the flow names it", async () => {
    const folder = temporaryFolder();
    for (const [at, [, make]] of NO_FILES.entries()) {
      await make(join(folder, `s${at}.json`));
      const webhook = `{ webhook: { path: /p${at}, sample: s${at}.json } }`;
      const flow = GOOD.replace("name: good", `name: f${at}`).replace(/\{ webhook.*/, webhook);
      writeFileSync(join(folder, `f${at}.yaml`), flow);
    }
    const found = await problemsOf([folder]);
    for (const [at, [name, , message]] of NO_FILES.entries())
      expect([name, found.get(join(folder, `f${at}.yaml`))]).toEqual([
        name,
        [expect.stringMatching(message)],
      ]);
  });

  it("is told when it is a payload, a configuration, a secret or a test", async () => {
    const folder = folderOf({ "good.yaml": GOOD });
    const others = temporaryFolder();
    const none = join(others, "none.yaml");
    writeFileSync(none, "{}");
    const secrets: Record<string, string> = {};
    for (const [at, [name, make, message]] of NO_FILES.entries()) {
      const path = join(others, `${at}.test.yaml`);
      await make(path);
      secrets[`s${at}`] = `\${file:${path}}`;
      const runs = [
        await ahaflow(["run", "good", "--flows", folder, "--config", none, "--payload", path]),
        await ahaflow(["validate", folder, "--config", path]),
        await ahaflow(["test", path, "--flows", folder]),
      ];
      for (const { code, out, err } of runs) {
        expect([name, code]).not.toEqual([name, 0]);
        expect([name, out + err]).toEqual([
          name,
          expect.stringMatching(`${message}|no tests in|no folder or file`),
        ]);
        expect(out + err).not.toContain("    at ");
      }
    }
    const config = join(others, "c.yaml");
    writeFileSync(config, JSON.stringify({ secrets }));
    const { code, err } = await processOf(["start", "--flows", folder, "--config", config]);
    expect(code).toBe(1);
    expect(err).not.toContain("    at ");
    const told = err.split("\n").filter((line) => line.includes("error: "));
    for (const [at, [name, , message]] of NO_FILES.entries())
      expect([name, told.filter((line) => line.includes(`/${at}.test.yaml`))]).toEqual([
        name,
        [expect.stringMatching(message)],
      ]);
  });
});

it("a daemon keeps its flows whatever comes into the folder", async () => {
  const project = new Project().flow("plain", { steps: [{ id: "a", set: { a: 1 } }] });
  const daemon = await project.start();
  for (const [at, [name, make]] of [...NO_FILES, ...NO_FLOWS].entries()) {
    await make(join(project.flows, `x${at}.yaml`));
    const { status, body } = await reloadNow(daemon);
    expect([name, status, body.ok]).toEqual([name, 422, false]);
    await daemon.accept("/plain", {});
  }
  // Links that lead round in circles, which a watcher could follow for ever.
  for (const name of ["one", "two", "three"]) symlinkSync(project.flows, join(project.flows, name));
  await reloadNow(daemon);
  await daemon.accept("/plain", {});
});
