/**
 * Half of what a command takes is compiling the program. Node 22.1 and later keep what was compiled from
 * one call to the next, where they are given a folder.
 */
import { lstatSync } from "node:fs";
import nodeModule from "node:module";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { makeFolder } from "../make-folder.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Keeps compiled code in the user's cache. Without a folder that is safe, nothing is kept, and nothing said.
 * NODE_COMPILE_CACHE names another folder, NODE_DISABLE_COMPILE_CACHE=1 says none: Node does that itself.
 * @param name code that was compiled with other flags of V8 has a folder of its own
 */
export function keepCompiledCode(env: Environment, name: string): void {
  const { enableCompileCache } = nodeModule as { enableCompileCache?: (folder: string) => unknown };
  const isDecided = env["NODE_COMPILE_CACHE"] ?? env["NODE_DISABLE_COMPILE_CACHE"];
  if (enableCompileCache === undefined || isDecided !== undefined) return;
  const folder = ownFolder(join(cacheOf(env), "ahaflow", name));
  if (folder !== undefined) enableCompileCache(folder);
}

/** The folder for what may be lost, of this user: never one that is shared, for its code is run. */
function cacheOf(env: Environment): string {
  const { XDG_CACHE_HOME: given = "", LOCALAPPDATA: local = "" } = env;
  if (isAbsolute(given)) return given;
  if (process.platform === "win32" && isAbsolute(local)) return local;
  return join(homedir(), process.platform === "darwin" ? "Library/Caches" : ".cache");
}

/** @returns the folder, made if it can be; undefined when others could write to it */
function ownFolder(path: string): string | undefined {
  try {
    makeFolder(path, 0o700);
    const { uid, mode } = lstatSync(path);
    const isOwn = process.getuid === undefined || uid === process.getuid();
    return isOwn && (process.platform === "win32" || (mode & 0o022) === 0) ? path : undefined;
  } catch {
    return undefined; // No home, a disk that is full or can't be written to.
  }
}
