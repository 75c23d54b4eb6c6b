/**
 * A copy of the journal while the daemon goes on. All that was committed is put into the main file;
 * until the copy is whole, new commits go to the write-ahead log alone, so nothing waits.
 */
import { spawn } from "node:child_process";
import { AhaflowError } from "../../errors.ts";
import type { Backup } from "../backup.ts";

export interface BackupOptions {
  readonly file: string;
  /** Keeps the main file as it is. @returns its size in bytes */
  readonly hold: () => Promise<number>;
  /** Lets the main file change again. */
  readonly release: () => Promise<unknown>;
}

/** How long one copy may take, in milliseconds: the write-ahead log grows meanwhile. */
const LONGEST_MS = 600_000;

const COPY =
  "require('fs').createReadStream(process.argv[1], { end: Number(process.argv[2]) - 1 }).pipe(process.stdout)";

/** Makes copies, one at a time. */
export class Backups {
  readonly #options: BackupOptions;
  #busy = false;

  constructor(options: BackupOptions) {
    this.#options = options;
  }

  /** The main file may not change while it is copied. @throws AhaflowError `backup_running` */
  demandNone(): void {
    if (this.#busy)
      throw new AhaflowError("backup_running", "a backup is being made already; ask again later");
  }

  /** @throws AhaflowError `backup_running`, `journal_write_failed` */
  async begin(): Promise<Backup> {
    this.demandNone();
    this.#busy = true;
    try {
      return this.#copy(await this.#options.hold());
    } catch (error) {
      this.#busy = false;
      throw error;
    }
  }

  #copy(size: number): Backup {
    // A process of its own: closing the file in this one would give up its lock.
    const child = spawn(process.execPath, ["-e", COPY, this.#options.file, String(size)], {
      stdio: ["ignore", "pipe", "ignore"],
      timeout: LONGEST_MS,
    });
    const ended = new Promise<boolean>((resolve) => {
      child.once("error", () => resolve(false));
      child.once("close", (code) => resolve(code === 0));
    });
    const done = ended.then(async (whole) => {
      await this.#options.release().catch(() => undefined);
      this.#busy = false;
      return whole;
    });
    return { size, stream: child.stdout, done, stop: () => void child.kill() };
  }
}
