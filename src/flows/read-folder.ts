import { readFileSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { AhaflowError, type Problem } from "../errors.ts";
import type { FlowSource } from "./compiled-flow.ts";

/** Largest flow file that is read, in bytes; a longer one is not a flow that people wrote. */
const MAX_FILE_BYTES = 1_048_576;

/**
 * Reads every flow of the given folders and files, sorted by path. Folders are searched
 * recursively for `*.yaml` and `*.yml`; `*.test.yaml`, `*.snap.yaml`, hidden folders and
 * node_modules are not.
 * @param isWanted another choice of file names
 * @throws AhaflowError `flows_unreadable` when a given path does not exist
 */
export async function readFlowSources(
  paths: readonly string[],
  isWanted: (name: string) => boolean = isFlowFile,
): Promise<{ sources: FlowSource[]; problems: Problem[] }> {
  const files = new Set<string>();
  for (const path of paths) for (const file of await filesIn(path, isWanted)) files.add(file);
  const sources: FlowSource[] = [];
  const problems: Problem[] = [];
  for (const file of [...files].toSorted()) {
    const source = await readSource(file);
    if (typeof source === "string") sources.push({ file, text: source });
    else problems.push(source);
  }
  return { sources, problems };
}

/** Whether the paths are folders, so that what they hold is a whole set of flows. */
export async function areFolders(paths: readonly string[]): Promise<boolean> {
  const found = await Promise.all(paths.map((path) => stat(path).catch(() => undefined)));
  return found.every((info) => info?.isDirectory() === true);
}

async function filesIn(path: string, isWanted: (name: string) => boolean): Promise<string[]> {
  const info = await stat(path).catch(() => undefined);
  if (info === undefined)
    throw new AhaflowError("flows_unreadable", `there is no folder or file ${path}`, {
      hint: "name the flows with --flows or AHAFLOW_FLOWS; the default is ./flows",
    });
  if (!info.isDirectory()) return [path];
  const entries = await readdir(path, { withFileTypes: true });
  const nested = await Promise.all(
    entries
      .filter((entry) => !entry.name.startsWith(".") && entry.name !== "node_modules")
      .map(async (entry) => {
        const file = join(path, entry.name);
        // A folder that is called like a flow is told so by readSource.
        if (entry.isDirectory() && !isWanted(entry.name)) return filesIn(file, isWanted);
        return isWanted(entry.name) ? [file] : [];
      }),
  );
  return nested.flat();
}

function isFlowFile(name: string): boolean {
  return /\.ya?ml$/.test(name) && !/\.(test|snap)\.ya?ml$/.test(name);
}

async function readSource(file: string): Promise<string | Problem> {
  const problem = (message: string, hint: string): Problem => ({
    rule: "file-unreadable",
    severity: "error",
    message,
    hint,
    where: { file, line: 1, column: 1 },
    length: 1,
  });
  const info = await stat(file).catch(() => undefined);
  if (info === undefined) return problem("the file can't be found", "is it a broken link?");
  if (!info.isFile())
    return problem("this is called like a flow, and is not a file", "rename it, or move it away");
  if (info.size > MAX_FILE_BYTES)
    return problem("the file is larger than 1 MiB", "split it into several flows");
  try {
    // Read in one go: a thousand small files are quicker so than through the thread pool.
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    return error instanceof TypeError
      ? problem("the file is not UTF-8 text", "save it as UTF-8")
      : problem("the file can't be read", "check its permissions");
  }
}
