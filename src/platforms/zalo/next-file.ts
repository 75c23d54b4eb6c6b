/** The next version of a file, which takes the file's place when it is whole; whoever has it is alone. */
import { type FileHandle, open, readFile, realpath, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";

/** Who has it says so that often, and has died when nothing was heard for so long, in milliseconds. */
const BEAT_MS = 1_000;
export const ABANDONED_MS = 5_000;

/** Others may take it, or leave it, between two looks at it. */
const MOST_TRIES = 5;

export class NextFile {
  readonly #path: string;
  readonly #name: string;
  readonly #handle: FileHandle;
  readonly #beat: NodeJS.Timeout;
  #isPut = false;

  private constructor(path: string, name: string, handle: FileHandle) {
    this.#path = path;
    this.#name = name;
    this.#handle = handle;
    const tell = () => {
      const now = new Date();
      handle.utimes(now, now).catch(() => undefined);
    };
    this.#beat = setInterval(tell, BEAT_MS).unref();
  }

  /**
   * @param link the file, or a link to it, which stays one
   * @param isWhole whether a text is what the next version would have: one that a process has left so, takes its place
   * @returns undefined while another process has it
   * @throws what the file system says
   */
  static async claim(
    link: string,
    isWhole: (text: string) => boolean,
  ): Promise<NextFile | undefined> {
    const path = await realpath(link);
    const name = `${path}.next`;
    for (let tries = 0; tries < MOST_TRIES; tries++)
      try {
        return new NextFile(path, name, await open(name, "wx", 0o600));
      } catch (error) {
        if (!isCode(error, "EEXIST")) throw error;
        if (!(await isCleared(name, path, isWhole))) return undefined;
      }
    return undefined;
  }

  /** Takes the file's place, on the disk. @throws what the file system says */
  async put(text: string): Promise<void> {
    await this.#handle.writeFile(text);
    await this.#handle.sync();
    await replace(this.#name, this.#path);
    this.#isPut = true;
  }

  /** Lets others have it. */
  async leave(): Promise<void> {
    clearInterval(this.#beat);
    await this.#handle.close();
    if (!this.#isPut) await rm(this.#name, { force: true });
  }
}

/** Takes away what somebody has left there. @returns whether it may be free now */
async function isCleared(
  name: string,
  path: string,
  isWhole: (text: string) => boolean,
): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(name);
    if (Date.now() - mtimeMs < ABANDONED_MS) return false;
    if (isWhole(await readFile(name, "utf8"))) await replace(name, path);
    else await rm(name, { force: true });
    return true;
  } catch (error) {
    // Whoever had it was done meanwhile.
    if (isCode(error, "ENOENT")) return true;
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException).code === code;
}

async function replace(name: string, path: string): Promise<void> {
  await rename(name, path);
  const folder = await open(dirname(path), "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
