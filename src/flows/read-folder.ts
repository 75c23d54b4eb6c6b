import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { MAX_YAML_BYTES, readTextFile, whyUnreadable } from "../documents/read-text-file.ts";
import { AhaflowError, type Problem } from "../errors.ts";
import type { FlowSource } from "./compiled-flow.ts";

/**
 * Reads every flow of the given folders and files, sorted by path. Folders are searched
 * recursively for `*.yaml` and `*.yml`; `*.test.yaml`, `*.snap.yaml`, hidden folders and
 * node_modules are not.
 * @param isWanted another choice of file names
 * @throws AhaflowError `flows_unreadable` when a given path does not exist, or a folder can't be read
 */
export async function readFlowSources(
  paths: readonly string[],
  isWanted: (name: string) => boolean = isFlowFile,
): Promise<{ sources: FlowSource[]; problems: Problem[] }> {
  const sources: FlowSource[] = [];
  const problems: Problem[] = [];
  for (const file of await findFiles(paths, isWanted)) {
    const source = readSource(file);
    if (typeof source === "string") sources.push({ file, text: source });
    else problems.push(source);
  }
  return { sources, problems };
}

/**
 * The files of these names below folders, and those that are given, sorted. Hidden folders, node_modules and links to folders
 * are not searched.
 * @throws AhaflowError `flows_unreadable` when a given path does not exist, or a folder can't be read
 */
export async function findFiles(
  paths: readonly string[],
  isWanted: (name: string) => boolean,
): Promise<string[]> {
  const found = new Set<string>();
  for (const path of paths) for (const file of await filesIn(path, isWanted)) found.add(file);
  return [...found].toSorted();
}

/** Whether the paths are folders, so that what they hold is a whole set of flows. */
export async function areFolders(paths: readonly string[]): Promise<boolean> {
  const found = await Promise.all(paths.map((path) => stat(path).catch(() => undefined)));
  return found.every((info) => info?.isDirectory() === true);
}

async function filesIn(path: string, isWanted: (name: string) => boolean): Promise<string[]> {
  const info = await stat(path).catch((error: unknown) => throwUnreadable(path, error));
  if (!info.isDirectory()) return [path];
  const entries = await readdir(path, { withFileTypes: true }).catch((error: unknown) =>
    throwUnreadable(path, error),
  );
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

function throwUnreadable(path: string, cause: unknown): never {
  const { code = "" } = cause as NodeJS.ErrnoException;
  if (/^(ENOENT|ENOTDIR)$/.test(code))
    throw new AhaflowError("flows_unreadable", `there is no folder or file ${path}`, {
      hint: "give one that is there; without one, flows and tests are in --flows, AHAFLOW_FLOWS or ./flows",
    });
  throw new AhaflowError("flows_unreadable", `${path} ${whyUnreadable(cause)}`, {
    hint: "make it readable for the user that ahaflow runs as, with the folders above it",
    cause,
  });
}

/** Whether a file of this name is read as a flow. */
export function isFlowFile(name: string): boolean {
  return /\.ya?ml$/.test(name) && !/\.(test|snap)\.ya?ml$/.test(name);
}

function readSource(file: string): string | Problem {
  const problem = (message: string, hint: string): Problem => ({
    rule: "file-unreadable",
    severity: "error",
    message,
    hint,
    where: { file: JSON.stringify(file).slice(1, -1), line: 1, column: 1 },
    length: 1,
  });
  // It would break the lines of every message that names it.
  if (CONTROL.test(file)) return problem("the name has a control character", "rename the file");
  const read = readTextFile(file, MAX_YAML_BYTES);
  if ("text" in read) return read.text;
  switch (read.reason) {
    case "missing":
      return problem("the file can't be found", "is it a broken link?");
    case "no-file":
      return problem("this is called like a flow, and is not a file", "rename it, or move it away");
    case "too-large":
      return problem("the file is larger than 1 MiB", "split it into several flows");
    case "no-text":
      return problem("the file is not UTF-8 text", "save it as UTF-8");
    case "other":
      return problem(`the file ${read.why}`, "check its permissions, and where it links to");
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\0-\x1f\x7f]/;
