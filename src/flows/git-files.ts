import { execFile } from "node:child_process";
import { createHash } from "node:crypto";

/** The id of each file of a commit, by its path from the top of the checkout. */
export type FileIds = ReadonlyMap<string, string>;

/** Where the program is looked for. */
const PATH = "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin:/run/current-system/sw/bin";

/** What asking may take, in milliseconds. */
const TIMEOUT_MS = 5_000;

const MOST_BYTES = 64 * 1024 * 1024;

/**
 * The files of a commit, which never change: kept until another commit is asked for. The git program
 * reads its objects and nothing else: no index, no hook, no filter, no monitor, no network, and no
 * settings but the repository's own.
 */
export class CommitFiles {
  #key = "";
  #files: FileIds | undefined;

  /**
   * @param paths files and folders, from the top of the checkout; the empty one is all
   * @returns undefined when git can't be asked
   */
  async at(
    gitFolder: string,
    commit: string,
    paths: readonly string[],
  ): Promise<FileIds | undefined> {
    const key = JSON.stringify([gitFolder, commit, paths]);
    if (key !== this.#key || this.#files === undefined) {
      this.#files = await listFiles(gitFolder, commit, paths);
      this.#key = key;
    }
    return this.#files;
  }
}

/** Whether a text is a file of this id, as it was committed or with the line ends of a checkout. */
export function isFileOf(id: string, text: string): boolean {
  return [text, `\ufeff${text}`].some((one) =>
    [one, one.replaceAll("\r\n", "\n")].some((bytes) => blobId(bytes, id.length) === id),
  );
}

function blobId(text: string, length: number): string {
  const bytes = Buffer.from(text);
  const hash = createHash(length === 64 ? "sha256" : "sha1");
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}

function listFiles(
  gitFolder: string,
  commit: string,
  paths: readonly string[],
): Promise<FileIds | undefined> {
  const named = paths.includes("") ? [] : paths;
  const args = ["ls-tree", "-r", "-z", "--full-tree", commit, "--", ...named];
  const env = {
    PATH,
    GIT_DIR: gitFolder,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    // A clone that lacks objects would fetch them.
    GIT_NO_LAZY_FETCH: "1",
    GIT_ALLOW_PROTOCOL: "",
  };
  const options = { env, timeout: TIMEOUT_MS, maxBuffer: MOST_BYTES };
  return new Promise((done) => {
    execFile("git", args, options, (error, out) => done(error === null ? idsIn(out) : undefined));
  });
}

/** Lines of `mode type id`, a tab and the path. */
function idsIn(out: string): FileIds {
  const lines = out.split("\0").filter((line) => line !== "");
  return new Map(
    lines.map((line) => {
      const [info = "", ...path] = line.split("\t");
      return [path.join("\t"), info.split(" ")[2] ?? ""];
    }),
  );
}
