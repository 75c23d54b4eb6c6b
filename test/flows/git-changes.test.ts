import { appendFileSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkCommit } from "#src/flows/git-changes.js";
import { CommitFiles } from "#src/flows/git-files.js";
import { loadFlows } from "#src/flows/load-flows.js";
import { flowSurroundings } from "#src/installation/installation.js";
import { standInSettings } from "#src/settings/stand-ins.js";
import { git } from "../support/git.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const FLOW = (name: string) => `name: ${name}
on: { webhook: { path: /${name}, sample: samples/${name}.json } }
steps: [{ id: a, set: { b: "c" } }]
`;
const SAMPLE = '{"method":"POST","path":"/a","headers":{},"query":{},"body":{}}\n';

/** A repository whose flows are all committed. @param options of git init */
function repository(...options: string[]): string {
  const folder = temporaryFolder();
  git(folder, "init", "-q", "-b", "main", ...options);
  mkdirSync(join(folder, "bot/flows/samples"), { recursive: true });
  for (const name of ["a", "b"]) {
    writeFileSync(join(folder, `bot/flows/${name}.yaml`), FLOW(name));
    writeFileSync(join(folder, `bot/flows/samples/${name}.json`), SAMPLE);
  }
  writeFileSync(join(folder, "bot/ahaflow.yaml"), "vars: { a: 1 }\n");
  writeFileSync(join(folder, "README.md"), "read\n");
  commitAll(folder);
  return folder;
}

function commitAll(folder: string): void {
  git(folder, "add", ".");
  git(folder, "commit", "-q", "-m", "all");
}

/** What is found of the bot's folder in a checkout. */
async function check(checkout: string, commits = new CommitFiles()) {
  const folder = join(checkout, "bot/flows");
  const { texts, beside } = await loadFlows([folder], flowSurroundings(standInSettings({})));
  const read = [...beside].filter((entry): entry is [string, string] => entry[1] !== undefined);
  const config = join(checkout, "bot/ahaflow.yaml");
  return checkCommit({ folder, texts: new Map([...texts, ...read]), config }, commits);
}

const dirty = async (checkout: string) => (await check(checkout)).dirty;

describe("what was read, against the commit", () => {
  it("is the same after a commit, whatever else has changed", async () => {
    const folder = repository();
    expect(await check(folder)).toEqual({ commit: git(folder, "rev-parse", "HEAD"), dirty: false });
    appendFileSync(join(folder, "README.md"), "more\n");
    writeFileSync(join(folder, "bot/flows/a.test.yaml"), "flow: a\ntests: []\n");
    writeFileSync(join(folder, "bot/flows/.hidden.yaml"), "x");
    writeFileSync(join(folder, "bot/flows/samples/new.json"), "{}");
    expect(await dirty(folder)).toBe(false);
  });

  it.each<[string, (folder: string) => void]>([
    ["a flow", (folder) => appendFileSync(join(folder, "flows/a.yaml"), "# x\n")],
    ["a sample", (folder) => appendFileSync(join(folder, "flows/samples/a.json"), "\n")],
    ["a new flow", (folder) => writeFileSync(join(folder, "flows/c.yaml"), FLOW("c"))],
    ["no more of a flow", (folder) => rmSync(join(folder, "flows/b.yaml"))],
    ["a flow of another name", (folder) => git(folder, "mv", "flows/b.yaml", "flows/d.yaml")],
    ["the configuration", (folder) => writeFileSync(join(folder, "ahaflow.yaml"), "vars: {}\n")],
    [
      "a link in place of a flow",
      (folder) => {
        rmSync(join(folder, "flows/b.yaml"));
        symlinkSync("a.yaml", join(folder, "flows/b.yaml"));
      },
    ],
  ])("differs by %s, staged or not, until it is committed", async (_what, change) => {
    const folder = repository();
    const commits = new CommitFiles();
    expect((await check(folder, commits)).dirty).toBe(false);
    change(join(folder, "bot"));
    expect((await check(folder, commits)).dirty).toBe(true);
    git(folder, "add", ".");
    expect((await check(folder, commits)).dirty).toBe(true);
    git(folder, "commit", "-q", "-m", "changed");
    expect((await check(folder, commits)).dirty).toBe(false);
  });

  it("leaves out a configuration that the commit has not", async () => {
    const folder = repository();
    git(folder, "rm", "-q", "--cached", "bot/ahaflow.yaml");
    git(folder, "commit", "-q", "-m", "the machine's own");
    writeFileSync(join(folder, "bot/ahaflow.yaml"), "vars: { mine: 1 }\n");
    expect(await dirty(folder)).toBe(false);
    rmSync(join(folder, "bot/ahaflow.yaml"));
    expect(await dirty(folder)).toBe(false);
  });

  it("takes the line ends of a checkout, and the mark of an editor, for what was committed", async () => {
    const folder = repository();
    writeFileSync(join(folder, "bot/flows/b.yaml"), `\ufeff${FLOW("b")}`);
    commitAll(folder);
    git(folder, "config", "core.autocrlf", "true");
    rmSync(join(folder, "bot"), { recursive: true });
    git(folder, "checkout", "-q", "--", ".");
    expect(git(folder, "ls-files", "--eol", "bot/flows/a.yaml")).toContain("w/crlf");
    expect(await dirty(folder)).toBe(false);
  });

  it("is known in packs, without a branch, and with long ids", async () => {
    const folder = repository();
    git(folder, "gc", "-q");
    git(folder, "checkout", "-q", "--detach");
    expect(await dirty(folder)).toBe(false);
    const long = repository("--object-format=sha256");
    expect((await check(long)).commit).toHaveLength(64);
    expect(await dirty(long)).toBe(false);
    appendFileSync(join(long, "bot/flows/a.yaml"), "# x\n");
    expect(await dirty(long)).toBe(true);
  });

  it("is known in a worktree, a submodule and behind the link of git-sync", async () => {
    const folder = repository();
    const root = temporaryFolder();
    git(folder, "worktree", "add", "-q", "--detach", join(root, "rev"));
    symlinkSync("rev", join(root, "current"));
    const outer = temporaryFolder();
    git(outer, "init", "-q", "-b", "main");
    git(outer, "-c", "protocol.file.allow=always", "submodule", "add", "-q", folder, "sub");
    for (const checkout of [join(root, "rev"), join(root, "current"), join(outer, "sub")]) {
      expect(await dirty(checkout)).toBe(false);
      appendFileSync(join(checkout, "bot/flows/a.yaml"), "# x\n");
      expect(await dirty(checkout)).toBe(true);
      git(checkout, "checkout", "-q", "--", ".");
    }
  });

  it("is known of flows at the top of a checkout", async () => {
    const folder = temporaryFolder();
    git(folder, "init", "-q", "-b", "main");
    writeFileSync(join(folder, "a.yaml"), "name: a\n");
    commitAll(folder);
    const config = join(folder, "ahaflow.yaml");
    const checked = (texts: [string, string][]) =>
      checkCommit({ folder, texts: new Map(texts), config }, new CommitFiles());
    expect((await checked([[join(folder, "a.yaml"), "name: a\n"]])).dirty).toBe(false);
    expect((await checked([[join(folder, "a.yaml"), "name: b\n"]])).dirty).toBe(true);
    expect((await checked([])).dirty).toBe(true);
  });

  it("runs nothing of the repository", async () => {
    const folder = repository();
    const trace = join(temporaryFolder(), "ran");
    const program = join(folder, "program.sh");
    writeFileSync(program, `#!/bin/sh\necho "$0 $*" >> ${trace}\ncat\n`, { mode: 0o755 });
    writeFileSync(join(folder, ".git/info/attributes"), "*.yaml filter=mine diff=mine\n");
    mkdirSync(join(folder, ".git/hooks"), { recursive: true });
    for (const [name, value] of [
      ["core.fsmonitor", program],
      ["filter.mine.clean", program],
      ["filter.mine.smudge", program],
      ["diff.mine.textconv", program],
      ["core.pager", program],
      ["alias.ls-tree", `!${program}`],
      ["core.hooksPath", folder],
    ] as const)
      git(folder, "config", name, value);
    appendFileSync(join(folder, "bot/flows/a.yaml"), "# x\n");
    expect(await dirty(folder)).toBe(true);
    expect(existsSync(trace)).toBe(false);
  });

  it("is not known where there is no checkout, or git can't be asked", async () => {
    const folder = repository();
    const commit = git(folder, "rev-parse", "HEAD");
    rmSync(join(folder, ".git/objects"), { recursive: true });
    expect(await check(folder)).toEqual({ commit, dirty: undefined });
    rmSync(join(folder, ".git"), { recursive: true });
    expect(await check(folder)).toEqual({ commit: undefined, dirty: undefined });
  });
});
