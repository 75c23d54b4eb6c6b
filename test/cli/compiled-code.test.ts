import { chmodSync, mkdirSync, readdirSync, statSync } from "node:fs";
import nodeModule from "node:module";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { processOf } from "./command-line.ts";

/** Node 22.1 and later. */
const IS_KEPT = "enableCompileCache" in nodeModule;

const RIGHT = { code: 0, err: "" };

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

it("keeps compiled code for this user alone, where Node can", async () => {
  const cache = temporaryFolder();
  expect(await processOf(["--version"], { XDG_CACHE_HOME: cache })).toMatchObject(RIGHT);
  const folders = readdirSync(cache, { recursive: true }).length > 0 ? ["ahaflow", "commands"] : [];
  const modes = folders.map(
    (_, index) => statSync(join(cache, ...folders.slice(0, index + 1))).mode,
  );
  expect(modes.map((mode) => mode & 0o777)).toEqual(IS_KEPT ? [0o700, 0o700] : []);
  expect(filesIn(cache).length > 0).toBe(IS_KEPT);
  expect(await processOf(["--version"], { XDG_CACHE_HOME: cache })).toMatchObject(RIGHT);
});

it("keeps nothing in a folder that others can write to", async () => {
  const cache = temporaryFolder();
  const folder = join(cache, "ahaflow/commands");
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o777);
  expect(await processOf(["--version"], { XDG_CACHE_HOME: cache })).toMatchObject(RIGHT);
  expect(filesIn(cache)).toEqual([]);
});

it.each([[{}], [{ XDG_CACHE_HOME: "relative" }]])("does without a home, and %j", async (more) => {
  const env = { HOME: "/dev/null/nowhere", ...more };
  expect(await processOf(["--version"], env)).toMatchObject(RIGHT);
});

it("keeps nothing when Node is told so", async () => {
  const cache = temporaryFolder();
  const env = { XDG_CACHE_HOME: cache, NODE_DISABLE_COMPILE_CACHE: "1" };
  expect(await processOf(["--version"], env)).toMatchObject(RIGHT);
  expect(readdirSync(cache)).toEqual([]);
});
