import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** The commit that a folder is checked out at; undefined when it is no checkout. */
export function gitCommit(folder: string): string | undefined {
  try {
    const git = checkoutOf(realpathSync(folder))?.git;
    const head = git && readLine(join(git, "HEAD"));
    if (git === undefined || head === undefined) return undefined;
    const ref = /^ref: (.+)$/.exec(head)?.[1];
    return ref === undefined ? asCommit(head) : resolveRef(git, ref);
  } catch {
    return undefined;
  }
}

/** Whether git is writing the files of the checkout that a folder is in: it holds its lock meanwhile. */
export function isGitAtWork(folder: string): boolean {
  try {
    const git = checkoutOf(realpathSync(folder))?.git;
    return git !== undefined && existsSync(join(git, "index.lock"));
  } catch {
    return false;
  }
}

/** A checkout: its top, and the folder with its objects and references. */
export interface Checkout {
  readonly top: string;
  readonly git: string;
}

/** The checkout that a folder is in. @param folder without links */
export function checkoutOf(folder: string): Checkout | undefined {
  const git = join(folder, ".git");
  const info = statSync(git, { throwIfNoEntry: false });
  if (info?.isDirectory()) return { top: folder, git };
  // A worktree or submodule: the file says where its git folder is.
  if (info?.isFile())
    return { top: folder, git: resolve(folder, (readLine(git) ?? "").replace(/^gitdir: /, "")) };
  return dirname(folder) === folder ? undefined : checkoutOf(dirname(folder));
}

function resolveRef(git: string, ref: string): string | undefined {
  const shared = readLine(join(git, "commondir"));
  const homes = shared === undefined ? [git] : [git, resolve(git, shared)];
  for (const home of homes) {
    const commit = asCommit(readLine(join(home, ref)));
    if (commit !== undefined) return commit;
    const packed = read(join(home, "packed-refs"))
      ?.split("\n")
      .find((line) => line.endsWith(` ${ref}`));
    if (packed !== undefined) return asCommit(packed.split(" ")[0]);
  }
  return undefined;
}

function asCommit(text: string | undefined): string | undefined {
  return text !== undefined && /^[0-9a-f]{40,64}$/.test(text) ? text : undefined;
}

function readLine(file: string): string | undefined {
  return read(file)?.split("\n")[0]?.trim();
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
