/** What `npm pack` makes is what a clone is for, and installs in every way that the pages name. */
import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { blocksOf } from "../docs/pages.ts";

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string; readonly mode: number }[];
}

interface Step {
  readonly uses?: string;
  readonly with?: { readonly "node-version": number };
  readonly run?: string;
}

interface Workflow {
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: { readonly flows: { readonly steps: readonly Step[] } };
}

interface PreCommit {
  readonly repos: readonly { hooks: readonly { entry: string; files: string }[] }[];
}

const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Record<string, string>;
const folder = mkdtempSync(join(tmpdir(), "ahaflow-package-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const prefix = join(folder, "prefix");
const project = join(folder, "project");
const PATH = `${join(prefix, "bin")}:${process.env["PATH"]}`;
const text = (path: string) => readFileSync(join(project, path), "utf8");

/** Runs lines as CI does, with nothing of npm's own run around the tests, and a prefix without packages. */
function shell(cwd: string, lines: string, variables: Record<string, string> = {}): string {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_(?!config_registry)|INIT_CWD)/i.test(name),
  );
  const env = {
    ...Object.fromEntries(kept),
    PATH,
    npm_config_prefix: prefix,
    npm_config_prefer_offline: "true",
    ...variables,
  };
  return execFileSync("bash", ["-eo", "pipefail", "-c", lines], {
    cwd,
    env,
    encoding: "utf8",
    stdio: "pipe",
  });
}

/**
 * A folder with an npm whose `npm ci` takes the packages that one has brought here already, by the same lock file: to
 * bring them again is half of what these tests would take. All else is npm's own.
 */
function npmWithPackages(): string {
  const tools = join(folder, "tools");
  const npm = shell(".", "command -v npm").trim();
  mkdirSync(tools);
  const script = `#!/bin/sh
[ "$1" = ci ] || exec "${npm}" "$@"
ln -s "${resolve("node_modules")}" node_modules && exec "${npm}" run --silent prepare
`;
  writeFileSync(join(tools, "npm"), script, { mode: 0o755 });
  return tools;
}

/** The working tree as a repository that can be cloned. */
function repository(): string {
  const copy = join(folder, "repository");
  const listed = shell(".", "git ls-files -z --cached --others --exclude-standard");
  for (const file of listed.split("\0").filter((name) => name !== "" && existsSync(name)))
    cpSync(file, join(copy, file));
  const git = "git -c user.name=test -c user.email=test@localhost";
  shell(copy, `git init -q -b main && git add -A && ${git} commit -qm "As it stands"`);
  return `file://${copy}`;
}

describe("npm pack", () => {
  const [packed] = JSON.parse(shell(".", "npm pack --dry-run --json --ignore-scripts")) as [Packed];
  const paths = packed.files.map(({ path }) => path);

  it("takes the program, what it reads, and the pages; no sources, no tests, nothing else", () => {
    const folders = new Set(paths.map((path) => path.split("/")[0] ?? ""));
    expect([...folders].toSorted()).toEqual(
      "CHANGELOG.md CONTRIBUTING.md LICENSE README.md README.vi.md dist docs flows package.json schemas starter".split(
        " ",
      ),
    );
    for (const part of [
      "dist/worker.js",
      "starter/_gitignore",
      "starter/_github/workflows/ahaflow.yml",
    ])
      expect(paths).toContain(part);
    expect(paths.filter((path) => /\.(ts|map|db|tgz|env)$/.test(path))).toEqual([]);
    expect(packed.files.find(({ path }) => path === "dist/main.js")?.mode).toBe(0o755);
  });

  it("takes every page and file that its pages link to", () => {
    const links = paths
      .filter((path) => path.endsWith(".md"))
      .flatMap((page) =>
        [...readFileSync(page, "utf8").matchAll(/\]\(([^)\s#]+)[^)]*\)/g)]
          .filter(([, link = ""]) => !/^https?:/.test(link))
          .map(([, link = ""]) => posix.join(dirname(page), link)),
      );
    expect(links.length).toBeGreaterThan(50);
    expect(
      links.filter((link) => !paths.some((path) => `${path}/`.startsWith(`${link}/`))),
    ).toEqual([]);
  });

  it("has one version everywhere", () => {
    const { version = "" } = manifest;
    expect(packed.filename).toBe(`ahaflow-${version}.tgz`);
    const [, newest] = /^## \[([^\]]+)\]/m.exec(readFileSync("CHANGELOG.md", "utf8")) ?? [];
    expect(newest).toBe(version);
    expect(readFileSync("Dockerfile", "utf8")).toContain(`image.version="${version}"`);
    expect(readFileSync("docs/deploy.md", "utf8")).toContain(`./ahaflow-${version}.tgz`);
    const kustomization = readFileSync("deploy/kubernetes/base/kustomization.yaml", "utf8");
    expect(kustomization).toContain(`newTag: "${version}"`);
  });
});

describe("a new project", () => {
  beforeAll(() => {
    shell(".", `node dist/main.js init ${project}`);
  });

  it("has a CI whose steps run as written, from the clone on", () => {
    const workflow = parse(text(".github/workflows/ahaflow.yml")) as Workflow;
    const { steps } = workflow.jobs.flows;
    // The two placeholders; the rest is as it stands.
    expect(Object.keys(workflow.env)).toEqual(["AHAFLOW", "AHAFLOW_REVISION"]);
    const env = { ...workflow.env, AHAFLOW: repository(), PATH: `${npmWithPackages()}:${PATH}` };
    const [checkout, node, ...others] = steps;
    expect(checkout?.uses).toMatch(/^actions\/checkout@v\d+$/);
    expect(node?.uses).toMatch(/^actions\/setup-node@v\d+$/);
    expect(node?.with).toEqual({ "node-version": 20 });
    const runs = others.map(({ run = "" }) => run);
    expect(runs.slice(1)).toEqual(["ahaflow validate --format github", "ahaflow test --coverage"]);
    const output = runs.map((run) => shell(project, run, env));
    expect(output.at(-1)).toContain("4 passed, 0 failed");
    expect(shell(project, "command -v ahaflow").trim()).toBe(join(prefix, "bin/ahaflow"));
    expect(shell(project, "ahaflow --version").trim()).toBe(manifest["version"]);
    // It builds everything anew.
  }, 400_000);

  it("has checks before a commit that run, for the files that they are about", () => {
    const { repos } = parse(text(".pre-commit-config.yaml")) as PreCommit;
    const hooks = repos.flatMap((repo) => repo.hooks);
    expect(hooks.map(({ entry }) => entry)).toEqual(["ahaflow validate", "ahaflow test"]);
    for (const { entry, files } of hooks) {
      shell(project, entry);
      const about = (path: string) => new RegExp(files).test(path);
      expect(["ahaflow.yaml", "flows/samples/welcome.json", "README.md"].map(about)).toEqual([
        true,
        true,
        false,
      ]);
    }
  });

  it("has a README whose commands run, and renew what stands there", () => {
    const [first, , renew] = blocksOf("starter/README.md").map((block) => block.text);
    const commands = (first ?? "").trimEnd().split("\n");
    expect(commands.pop()).toBe("ahaflow start --simulate");
    expect(shell(project, commands.join("\n"))).toContain("Chào An!");
    const schema = "schemas/flow.schema.json";
    const before = text(schema);
    shell(project, `echo {} > ${schema}\n${renew}`);
    expect(text(schema)).toBe(before);
  });

  it("keeps out of git what is secret, data, or can be made again, and nothing else", () => {
    const files = ".env data/journal.db node_modules/ahaflow/package.json";
    const others = ".env.example ahaflow.yaml flows/welcome.yaml schemas/flow.schema.json";
    shell(project, "git init -q");
    const ignored = shell(project, `git check-ignore --no-index ${files} ${others}`);
    expect(ignored.trimEnd().split("\n")).toEqual(files.split(" "));
  });

  it("can have an ahaflow of its own, from the file alone", () => {
    const [, own] = blocksOf("docs/deploy.md").map((block) =>
      block.text.replaceAll(/ +#.*$/gm, ""),
    );
    expect(own).toContain("npm install --save-dev ./ahaflow-");
    shell(".", `npm pack --silent --ignore-scripts --pack-destination ${project}`);
    rmSync(join(prefix, "bin"), { recursive: true });
    expect(shell(project, own ?? "")).toContain("4 passed, 0 failed");
  });
});
