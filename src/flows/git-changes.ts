import { lstatSync, readlinkSync, realpathSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { MAX_YAML_BYTES, readTextFile } from "../documents/read-text-file.ts";
import { type Checkout, checkoutOf, gitCommit } from "./git-commit.ts";
import { type CommitFiles, type FileIds, isFileOf } from "./git-files.ts";
import { isFlowFile } from "./read-folder.ts";

/** What was read for an installation. */
export interface ReadFiles {
  /** The folder of flows. */
  readonly folder: string;
  /** Text of each flow, sample and schema, by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** The path of ahaflow.yaml. */
  readonly config: string;
}

/** The commit of a folder, and whether what was read differs from it; `dirty` undefined: not known. */
export interface CheckedCommit {
  readonly commit: string | undefined;
  readonly dirty: boolean | undefined;
}

/** How many files are looked at before webhooks get their turn. */
const AT_ONCE = 50;

/**
 * Holds what was read against the commit that the folder of flows is checked out at: flows, samples and
 * schemas of the checkout that the commit has otherwise or not at all, flows that it has and the folder
 * has not, and `ahaflow.yaml` if it has that.
 */
export async function checkCommit(read: ReadFiles, commits: CommitFiles): Promise<CheckedCommit> {
  const commit = gitCommit(read.folder);
  if (commit === undefined) return { commit, dirty: undefined };
  try {
    const root = realpathSync(read.folder);
    const checkout = checkoutOf(root);
    return { commit, dirty: checkout && (await isDirty(commit, checkout, root, read, commits)) };
  } catch {
    // A file has gone meanwhile: the next reload is on its way.
    return { commit, dirty: undefined };
  }
}

async function isDirty(
  commit: string,
  checkout: Checkout,
  root: string,
  read: ReadFiles,
  commits: CommitFiles,
): Promise<boolean | undefined> {
  const flows = within(checkout, root);
  const found = await textsIn(checkout, root, read);
  const others = [...found.keys()].filter((path) => !isBelow(path, flows));
  const config = readTextFile(read.config, MAX_YAML_BYTES);
  const configPath = "text" in config ? within(checkout, realpathSync.native(read.config)) : "..";
  const asked = [flows, ...[configPath, ...others].filter(isInside).toSorted()];
  const files = await commits.at(checkout.git, commit, asked);
  if (files === undefined) return undefined;
  // The configuration may be this machine's own.
  if ("text" in config && files.has(configPath)) found.set(configPath, config.text);
  let looked = 0;
  for (const [path, text] of found) {
    if (!isFileOf(files.get(path) ?? "", text)) return true;
    if (++looked % AT_ONCE === 0) await nextTurn();
  }
  return flowsOf(files, flows).some((path) => !found.has(path));
}

/** What was read in the checkout, by its path from the top; of a link also where it leads. */
async function textsIn(
  checkout: Checkout,
  root: string,
  { folder, texts }: ReadFiles,
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  let looked = 0;
  for (const [file, text] of texts) {
    const real = realpathSync.native(file);
    if (isInside(within(checkout, real))) found.set(within(checkout, real), text);
    const named = join(root, relative(resolve(folder), resolve(file)));
    if (named !== real && lstatSync(named).isSymbolicLink())
      found.set(within(checkout, named), readlinkSync(named));
    if (++looked % AT_ONCE === 0) await nextTurn();
  }
  return found;
}

function within({ top }: Checkout, file: string): string {
  return relative(top, file).split(sep).join("/");
}

function isInside(path: string): boolean {
  return !path.startsWith("..");
}

function isBelow(path: string, folder: string): boolean {
  return folder === "" || path.startsWith(`${folder}/`);
}

/** Files of the commit that would be read as flows. */
function flowsOf(files: FileIds, folder: string): string[] {
  return [...files.keys()].filter((path) => {
    const names = path.slice(folder === "" ? 0 : folder.length + 1).split("/");
    return (
      isBelow(path, folder) &&
      isFlowFile(names.at(-1) ?? "") &&
      !names.some((name) => name.startsWith(".") || name === "node_modules")
    );
  });
}
