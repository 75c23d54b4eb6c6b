import { write, writeSync } from "node:fs";

const STANDARD_OUTPUT = 1;

/** How much of the log may wait to be written, in UTF-16 units; what comes then is lost. */
const MOST_WAITING = 16 * 1024 * 1024;

/** What comes so soon after a write goes with the next one, in milliseconds: a write costs more than a line. */
const TOGETHER_MS = 20;

/** How long a reader that takes nothing now is left alone, in milliseconds. */
const BUSY_MS = 100;

/**
 * Standard output of a daemon, which goes on when its log can't be written: of a reader that has left
 * nothing is said, of another failure once. Lines never hold up the one who writes them, and what
 * failed is tried again with the next line. (pino's own destination waits for ever at the end of
 * the process for a disk that is full.)
 */
export class LogOutput {
  #waiting: string[] = [];
  #length = 0;
  /** Bytes that are to be written before what waits. */
  #begun: Buffer = Buffer.alloc(0);
  #writing = false;
  #resting = false;
  #gone = false;
  #told = false;

  constructor() {
    process.once("exit", () => this.#writeLast());
  }

  /** Takes a line with its line break. */
  write(line: string): void {
    if (this.#gone || this.#length + line.length > MOST_WAITING) return;
    this.#waiting.push(line);
    this.#length += line.length;
    if (!this.#writing && !this.#resting) this.#writeMore();
  }

  #writeMore(): void {
    const bytes = this.#take();
    if (bytes.length === 0) return;
    this.#writing = true;
    write(STANDARD_OUTPUT, bytes, (error, written) => {
      if (error?.code === "EAGAIN") return void setTimeout(() => this.#writeMore(), BUSY_MS);
      this.#writing = false;
      if (error !== null) return this.#fail(error);
      this.#begun = bytes.subarray(written);
      this.#resting = true;
      setTimeout(() => {
        this.#resting = false;
        this.#writeMore();
      }, TOGETHER_MS).unref();
    });
  }

  #take(): Buffer {
    if (this.#begun.length === 0) {
      this.#begun = Buffer.from(this.#waiting.join(""));
      this.#waiting = [];
      this.#length = 0;
    }
    return this.#begun;
  }

  /** The process ends by a call or a bug. What is being written now has to be left to the system. */
  #writeLast(): void {
    if (this.#writing) this.#begun = Buffer.alloc(0);
    try {
      for (let bytes = this.#take(); bytes.length > 0; bytes = this.#take())
        this.#begun = bytes.subarray(writeSync(STANDARD_OUTPUT, bytes));
    } catch (error) {
      this.#fail(error as NodeJS.ErrnoException);
    }
  }

  #fail({ code }: NodeJS.ErrnoException): void {
    if (code === "EPIPE") this.#gone = true;
    if (code === "EPIPE" || this.#told) return;
    this.#told = true;
    try {
      writeSync(2, `error: the log can't be written (${code}); the daemon goes on\n`);
    } catch {
      // Nobody reads standard error either.
    }
  }
}
