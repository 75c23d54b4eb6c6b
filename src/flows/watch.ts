/**
 * Tells when files may have changed. The watcher is only the quick way: a slow poll stands behind
 * it for what no watcher sees (bind mounts without events, a folder that is itself a link).
 */
import { readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { watch as chokidar, type FSWatcher } from "chokidar";
import { gitCommit, isGitAtWork } from "./git-commit.ts";

export interface WatchOptions {
  /** Searched recursively; may be a link. */
  readonly folder: string;
  /** Further files, asked for each time since they change with what is read. */
  readonly files: () => readonly string[];
  /** Called after a change and a quiet moment. */
  readonly onChange: () => void;
  /** How often the poll looks, in milliseconds. */
  readonly pollMs: number;
}

/** How long nothing has to change before a change counts as done: half-written files, checkouts. */
const QUIET_MS = 100;
/** A change is told at the latest after this time, however many follow it. */
const LONGEST_WAIT_MS = 400;
/** How long git may take for a checkout; a lock that is older was left by a git that died. */
const LONGEST_CHECKOUT_MS = 5_000;

/** Begins to watch; what it returns ends it. */
export function watchFiles(options: WatchOptions): () => Promise<void> {
  let quiet: NodeJS.Timeout | undefined;
  let waitingSince: number | undefined;
  let seen: string | undefined;
  let watched: { readonly target: string; readonly watcher: FSWatcher } | undefined;
  let closed = false;
  // One look at the files at a time.
  let looking: Promise<void> = Promise.resolve();

  const tell = () => {
    const waited = Date.now() - (waitingSince ?? 0);
    if (waited < LONGEST_CHECKOUT_MS && isGitAtWork(options.folder)) {
      quiet = setTimeout(tell, QUIET_MS);
      return;
    }
    quiet = undefined;
    waitingSince = undefined;
    looking = looking.then(tellNow);
  };
  const tellNow = async () => {
    // Before anybody reads: the poll need not tell of this again, and tells of what comes after it.
    seen = await fingerprint(options.folder, options.files()).catch(() => undefined);
    if (!closed) options.onChange();
  };
  const touch = () => {
    const now = Date.now();
    waitingSince ??= now;
    clearTimeout(quiet);
    quiet = setTimeout(tell, Math.max(0, Math.min(QUIET_MS, waitingSince + LONGEST_WAIT_MS - now)));
  };
  const follow = async () => {
    const target = await realpath(options.folder).catch(() => options.folder);
    if (closed || watched?.target === target) return;
    await watched?.watcher.close();
    const watcher = chokidar([options.folder, ...options.files()], {
      ignoreInitial: true,
      // A folder that goes away while this is closed leaves a handle: it must not keep the process.
      persistent: false,
      ignored: (path) => /(^|[/\\])(node_modules|\.git)([/\\]|$)/.test(path),
    });
    // The poll sees what a watcher that can't go on misses.
    watcher.on("all", touch).on("error", touch);
    watched = { target, watcher };
  };
  const look = async () => {
    await follow();
    const now = await fingerprint(options.folder, options.files());
    // The first look too: the files may have changed since they were read for the start.
    if (!closed && seen !== now) touch();
    seen = now;
  };
  const poll = () => {
    looking = looking.then(look).catch(touch);
  };
  poll();
  const timer = setInterval(poll, options.pollMs);
  return async () => {
    closed = true;
    clearInterval(timer);
    clearTimeout(quiet);
    await looking;
    await watched?.watcher.close();
  };
}

/** A text that changes with the files: where the folder really is, its commit, each file's state. */
async function fingerprint(folder: string, files: readonly string[]): Promise<string> {
  const lines = await Promise.all([
    realpath(folder).catch(() => "missing"),
    state(folder),
    ...(await readdir(folder, { recursive: true }).catch(() => [] as string[]))
      .filter((name) => !/(^|[/\\])(node_modules|\.git)([/\\]|$)/.test(name))
      .map((name) => state(join(folder, name))),
    ...files.map(state),
  ]);
  // Git writes the files first, and then which commit they are.
  return [gitCommit(folder), ...lines].join("\n");
}

async function state(file: string): Promise<string> {
  const info = await stat(file).catch(() => undefined);
  if (info === undefined) return `${file} missing`;
  // A folder's times change with what lies in it, also with what doesn't count here.
  if (info.isDirectory()) return `${file} ${info.ino} ${info.mode} ${info.uid} ${info.gid}`;
  // Changes with what is in it, and with who may read it.
  return `${file} ${info.ino} ${info.size} ${info.ctimeMs}`;
}
