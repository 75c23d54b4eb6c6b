/** Files of snapshots whose file of tests was deleted, or has another name now. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { NOTE, SNAPSHOT_END, SNAPSHOT_FOLDER } from "./snapshots.ts";

/** @param paths files and folders of tests: only what is below a folder is looked at. @returns their paths, sorted */
export function leftSnapshots(paths: readonly string[]): string[] {
  const folders = paths.filter((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory());
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
  );
  return [...new Set(files.filter(isLeft))].toSorted();
}

function isLeft(file: string): boolean {
  const folder = dirname(file);
  if (basename(folder) !== SNAPSHOT_FOLDER || !file.endsWith(SNAPSHOT_END)) return false;
  const tests = join(dirname(folder), basename(file, SNAPSHOT_END));
  if ([".yaml", ".yml"].some((end) => existsSync(tests + end))) return false;
  // What somebody else keeps there is not ours to tell of, or to remove.
  return readFileSync(file, "utf8").startsWith(NOTE);
}
