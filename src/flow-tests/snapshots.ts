/** Stored inputs of all steps, one file of snapshots for one file of tests. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { MAX_YAML_BYTES, readTextFile } from "../documents/read-text-file.ts";
import { toYaml } from "../documents/to-yaml.ts";
import { writeTextFile } from "../documents/write-text-file.ts";
import { YamlDocument } from "../documents/yaml-document.ts";
import { AhaflowError, ProblemsError } from "../errors.ts";
import type { StepRecord } from "../journal/records.ts";
import { makeFolder } from "../make-folder.ts";
import { type Difference, differences } from "./differences.ts";

/** The inputs of a run's steps, by their ids. */
export type Snapshot = Readonly<Record<string, unknown>>;

/** The end of the name of a file of snapshots, in place of the `.yaml` of its tests. */
export const SNAPSHOT_END = ".snap.yaml";
export const SNAPSHOT_FOLDER = "__snapshots__";

/** How a file of snapshots begins. */
export const NOTE =
  "# Written by `ahaflow test --update`: read what changed before you commit it.\n";

/** A stored snapshot that no test asks for. */
export interface LeftSnapshot {
  readonly file: string;
  /** The test that had it; null: its whole file of tests is gone. */
  readonly test: string | null;
}

const AT = ["expect", "snapshot"];

/** The snapshot of a run: what its steps were about to send. */
export function snapshotOf(steps: readonly StepRecord[]): Snapshot {
  return Object.fromEntries(
    steps.filter(({ input }) => input !== undefined).map(({ path, input }) => [path, input]),
  );
}

/** The snapshots of one file of tests: compared with what is stored, or taken to be stored. */
export class Snapshots {
  readonly #file: string;
  readonly #update: boolean;
  readonly #stored: ReadonlyMap<string, unknown>;
  readonly #taken = new Map<string, Snapshot>();

  /**
   * @param testFile path of the tests
   * @param update whether what comes now is right
   * @throws ProblemsError when the stored file is not YAML
   */
  constructor(testFile: string, update: boolean) {
    const name = `${basename(testFile).replace(/\.ya?ml$/, "")}${SNAPSHOT_END}`;
    this.#file = join(dirname(testFile), SNAPSHOT_FOLDER, name);
    this.#update = update;
    this.#stored = update ? new Map() : read(this.#file);
  }

  /** What is different from the stored snapshot of a test; nothing when it is being updated. */
  check(test: string, snapshot: Snapshot): Difference[] {
    this.#taken.set(test, snapshot);
    if (this.#update) return [];
    if (this.#stored.has(test)) return differences(this.#stored.get(test), snapshot, AT, "exact");
    const actual = "none is stored; write it with `ahaflow test --update`";
    return [{ path: AT, expected: "a snapshot", actual }];
  }

  /** Those that are stored and that no test has asked for; none while they are being updated. */
  left(): LeftSnapshot[] {
    const names = [...this.#stored.keys()].filter((name) => !this.#taken.has(name));
    return names.map((test) => ({ file: this.#file, test }));
  }

  /**
   * Stores the snapshots that were checked, and no others.
   * @returns whether that changed a file
   * @throws AhaflowError when it can't be written
   */
  write(): boolean {
    return orNotWritten(this.#file, () => this.#write());
  }

  #write(): boolean {
    const before = existsSync(this.#file) ? readFileSync(this.#file, "utf8") : undefined;
    if (this.#taken.size === 0) {
      rmSync(this.#file, { force: true });
      return before !== undefined;
    }
    const after = `${NOTE}${toYaml(Object.fromEntries(this.#taken))}\n`;
    if (before === after) return false;
    makeFolder(dirname(this.#file));
    writeTextFile(this.#file, after);
    return true;
  }
}

/** Removes a file of snapshots. @throws AhaflowError when that can't be done */
export function removeSnapshots(file: string): void {
  orNotWritten(file, () => rmSync(file, { force: true }));
}

function orNotWritten<Result>(file: string, act: () => Result): Result {
  try {
    return act();
  } catch (cause) {
    const { code = "unknown" } = cause as NodeJS.ErrnoException;
    throw new AhaflowError("not_written", `${file} can't be written (${code})`, {
      hint: "check the permissions of the folder and the space on the disk",
      cause,
    });
  }
}

function read(file: string): ReadonlyMap<string, unknown> {
  if (!existsSync(file)) return new Map();
  const text = readTextFile(file, MAX_YAML_BYTES);
  if (!("text" in text))
    throw new AhaflowError("snapshot_unreadable", `the file ${file} ${text.why}`);
  const document = new YamlDocument(file, text.text);
  if (document.problems.length > 0)
    throw new ProblemsError(document.problems, new Map([[file, document.source]]));
  return new Map(Object.entries(document.value ?? {}));
}
