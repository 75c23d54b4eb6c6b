/** The next version of a file, which takes the file's place when it is whole; whoever has it is alone. */
import { type FileHandle, open, readFile, realpath, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";

/** Who has had it for so long has died: asking Zalo takes less, in milliseconds. */
const ABANDONED_MS = 20_000;

export class NextFile {
  readonly #path: string;
  readonly #name: string;
  readonly #handle: FileHandle;
  #isPut = false;

  private constructor(path: string, name: string, handle: FileHandle) {
    this.#path = path;
    this.#name = name;
    this.#handle = handle;
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
    for (let tries = 0; tries < 2; tries++)
      try {
        return new NextFile(path, name, await open(name, "wx", 0o600));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
        const { mtimeMs } = await stat(name);
        if (Date.now() - mtimeMs < ABANDONED_MS) return undefined;
        if (isWhole(await readFile(name, "utf8"))) await replace(name, path);
        else await rm(name, { force: true });
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
    await this.#handle.close();
    if (!this.#isPut) await rm(this.#name, { force: true });
  }
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
