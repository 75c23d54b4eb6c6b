import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import dockerIgnore from "@balena/dockerignore";
import { type Copy, DockerfileParser, type JSONInstruction } from "dockerfile-ast";
import { validate } from "dockerfile-utils";
import { expect, it } from "vitest";
import { callStep, Project } from "../support/project.ts";

const text = readFileSync("Dockerfile", "utf8");
const instructions = DockerfileParser.parse(text).getInstructions();
const last = (keyword: string) => {
  const found = instructions.findLast((one) => one.getKeyword() === keyword);
  if (found === undefined) throw new Error(`no ${keyword}`);
  return found;
};

/** Words in JSON form; empty when an instruction is in shell form. */
function words(keyword: string): string[] {
  const strings = (last(keyword) as JSONInstruction).getJSONStrings();
  return strings.map((one) => JSON.parse(one.getValue()) as string);
}

function isFromStage(copy: Copy): boolean {
  return copy.getFlags().some((flag) => flag.getName() === "from");
}

/** What a bundle requires that is no file of its own; what `createRequire` makes is called directly. */
const OUTSIDE =
  /^(?:let|const) .*\brequire\(["']([^."'][^"']*)["']\)|\bcreateRequire\)?\(.*?\)\(["']([^"']+)["']\)/gm;

it("the Dockerfile has no mistake", () => {
  expect(validate(text)).toEqual([]);
});

it("ends as a user by number, not root, with a process that hears signals, and a HEALTHCHECK", () => {
  expect(last("USER").getArgumentsContent()).toMatch(/^[1-9]\d*:[1-9]\d*$/);
  expect(words("ENTRYPOINT")).toEqual(["/usr/local/bin/node", "/app/dist/main.js"]);
  expect(words("CMD")).toEqual(["start"]);
  expect(words("VOLUME")).toEqual(["/data"]);
  expect(last("STOPSIGNAL").getArgumentsContent()).toBe("SIGTERM");
  expect(last("HEALTHCHECK").getArgumentsContent()).toContain(
    'CMD ["/usr/local/bin/node", "/app/healthcheck.mjs"]',
  );
  const user = last("USER").getArgumentsContent();
  expect(text).toContain(`COPY --from=assemble --chown=${user} /data /data`);
});

it("is built on a base with a version, downloads with the lock alone, and has package.json's version", () => {
  const keywords = instructions.map((one) => one.getKeyword());
  expect(keywords).not.toContain("ADD");
  expect(text).toMatch(/^ARG NODE_IMAGE=node:\d+\.\d+\.\d+-[a-z]+-slim$/m);
  expect(text).not.toContain(":latest");
  expect(text).toContain("npm ci --ignore-scripts");
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  expect(text).toContain(`org.opencontainers.image.version="${version}"`);
});

it("copies what is there, and what .dockerignore lets through; secrets and data stay out", () => {
  const ignore = dockerIgnore.default().add(readFileSync(".dockerignore", "utf8"));
  const sources = instructions
    .filter((one) => one.getKeyword() === "COPY" && !isFromStage(one as Copy))
    .flatMap((one) => one.getArguments().map((argument) => argument.getValue()))
    .filter((word, index, all) => !word.endsWith("/") && all.indexOf(word) === index);
  expect(sources.length).toBeGreaterThan(6);
  expect(sources.filter((path) => !existsSync(path))).toEqual([]);
  expect(sources.filter((path) => ignore.ignores(path))).toEqual([]);
  for (const path of [".env", ".git/config", "data/journal.db", "node_modules/a", "flows/a.yaml"])
    expect([path, ignore.ignores(path)]).toEqual([path, true]);
});

/** The scripts that a script is made of, by their imports. */
function scriptsOf(script: string): string[] {
  const imports = readFileSync(script, "utf8").matchAll(/ from "\.\/([\w-]+\.mjs)"/g);
  return [script, ...[...imports].flatMap(([, name]) => scriptsOf(`scripts/${name}`))];
}

it("is built of all that `npm run build` reads, the page included", () => {
  const copied = instructions
    .filter((one) => one.getKeyword() === "COPY" && !isFromStage(one as Copy))
    .flatMap((one) => one.getArguments().map((argument) => argument.getValue()));
  const read = ["src", "schemas", "dashboard", "tsconfig.json", ...scriptsOf("scripts/build.mjs")];
  expect(read.length).toBeGreaterThan(6);
  expect(read.filter((path) => !copied.includes(path))).toEqual([]);
  expect(existsSync("dist/page/index.html")).toBe(true);
});

it("has every library that dist/ leaves outside", () => {
  const outside = new Set<string>();
  const files = readdirSync("dist", { recursive: true, encoding: "utf8" });
  for (const file of files.filter((name) => /\.c?js$/.test(name))) {
    const source = readFileSync(`dist/${file}`, "utf8");
    for (const [, ...names] of source.matchAll(OUTSIDE))
      outside.add(names.find((name) => name !== undefined) ?? "");
  }
  const libraries = [...outside].filter((name) => !isBuiltin(name));
  expect(libraries.toSorted()).toEqual(["libphonenumber-js/max/metadata", "libsql"]);
  for (const name of ["libsql", "@libsql/linux-*-gnu", "libphonenumber-js/metadata.max.json"])
    expect(text).toContain(`node_modules/${name}`);
});

/** Runs the image's health check. */
function check(env: Record<string, string>) {
  const script = ["deploy/docker/healthcheck.mjs"];
  const { status, stdout } = spawnSync(process.execPath, script, { env, encoding: "utf8" });
  return { status, stdout };
}

it("its HEALTHCHECK follows AHAFLOW_ADMIN_PORT, and says why when nobody answers", async () => {
  const project = new Project().flow("one", { steps: [callStep("http://a.example", "a")] });
  const daemon = await project.start();
  const { port } = new URL(daemon.adminUrl);
  expect(check({ AHAFLOW_ADMIN_PORT: port })).toMatchObject({ status: 0 });
  expect(check({ AHAFLOW_ADMIN_PORT: port, AHAFLOW_ADMIN_HOST: "0.0.0.0" }).status).toBe(0);
  await daemon.stop();
  const down = check({ AHAFLOW_ADMIN_PORT: port });
  expect(down.status).toBe(1);
  expect(down.stdout).toContain(`127.0.0.1:${port}`);
});
