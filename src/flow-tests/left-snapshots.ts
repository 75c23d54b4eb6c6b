/** Files of snapshots whose file of tests was deleted, or has another name now. */
import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { MAX_YAML_BYTES, readTextFile } from "../documents/read-text-file.ts";
import { findFiles } from "../flows/read-folder.ts";
import { NOTE, SNAPSHOT_END, SNAPSHOT_FOLDER } from "./snapshots.ts";

/** @param paths files and folders of tests: only what is below a folder is looked at. @returns their paths, sorted */
export async function leftSnapshots(paths: readonly string[]): Promise<string[]> {
  return (await findFiles(paths, (name) => name.endsWith(SNAPSHOT_END))).filter(isLeft);
}

function isLeft(file: string): boolean {
  const folder = dirname(file);
  // A file that was given is one of tests.
  if (basename(folder) !== SNAPSHOT_FOLDER || !file.endsWith(SNAPSHOT_END)) return false;
  const tests = join(dirname(folder), basename(file, SNAPSHOT_END));
  if ([".yaml", ".yml"].some((end) => existsSync(tests + end))) return false;
  // What somebody else keeps there, or what can't be read, is not ours to tell of, or to remove.
  const read = readTextFile(file, MAX_YAML_BYTES);
  return "text" in read && read.text.startsWith(NOTE);
}
