import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "./temporary-folder.ts";

/** Why this machine can't mount file systems; undefined when it can. */
export const NO_MOUNT = reasonOf((folder) => {
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], { stdio: "pipe" });
  execFileSync("umount", [folder], { stdio: "pipe" });
});

/** Why this machine can't make a file unwritable for root; undefined when it can. */
export const NO_IMMUTABLE = reasonOf((folder) => {
  const file = join(folder, "file");
  writeFileSync(file, "");
  execFileSync("chattr", ["+i", file], { stdio: "pipe" });
  execFileSync("chattr", ["-i", file], { stdio: "pipe" });
});

/** Why this machine can't limit a process that runs; undefined when it can. */
export const NO_LIMITS = reasonOf(() => {
  execFileSync("prlimit", ["--version"], { stdio: "pipe" });
});

/** Lets a process write nothing more into files, as on a full disk, or write again. */
export function letWrite(pid: number, may: boolean): void {
  const limit = may ? "unlimited" : "0";
  execFileSync("prlimit", ["--pid", String(pid), `--fsize=${limit}:unlimited`], { stdio: "pipe" });
}

/** A disk of its own, as small as wanted. It goes when the test ends. */
export class SmallDisk {
  readonly folder = temporaryFolder();

  /** @param size as tmpfs takes it: `2m` */
  constructor(size: string) {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", this.folder]);
    onTestFinished(() => void execFileSync("umount", ["-l", this.folder]));
  }

  /** Takes all the room that is left. */
  fill(): void {
    const piece = Buffer.alloc(4_096);
    try {
      for (;;) writeFileSync(join(this.folder, "ballast"), piece, { flag: "a" });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
    }
  }

  /** Gives back what {@link fill} took. */
  free(): void {
    rmSync(join(this.folder, "ballast"), { force: true });
  }

  /** Mounts it anew, read-only or not; no process may have a file of it open. */
  remount(how: "ro" | "rw"): void {
    execFileSync("mount", ["-o", `remount,${how}`, this.folder]);
  }
}

/** Lets nobody write these files, root included, until the test ends or it is taken back. */
export function freeze(files: readonly string[]): () => void {
  execFileSync("chattr", ["+i", ...files]);
  const thaw = () => void execFileSync("chattr", ["-i", ...files]);
  onTestFinished(thaw);
  return thaw;
}

function reasonOf(attempt: (folder: string) => void): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), "ahaflow-test-"));
  try {
    attempt(folder);
    return undefined;
  } catch (error) {
    const [line = "unknown"] = (error as Error).message.split("\n");
    console.warn(`tests of disk faults are left out: ${line}`);
    return line;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
