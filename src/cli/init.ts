/**
 * The files of a new project stand in `starter/`, ready to be read; a name that begins with `_`
 * there begins with a dot in the project (packers drop or obey files like .gitignore).
 */
import { lstatSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { AhaflowError } from "../errors.ts";
import { makeFolder } from "../make-folder.ts";
import { packageRoot } from "../package-root.ts";
import { type Console, EXIT } from "./console.ts";
import { EDITOR_SCHEMAS, editorSchema } from "./schema.ts";

const STARTER = fileURLToPath(new URL("starter/", packageRoot));

/** `ahaflow init`: a little project that validates, tests and runs at once. */
export function initCommand(console: Console, done: (code: number) => void): Command {
  return new Command("init")
    .argument("[dir]", "folder of the project; it is made if need be", ".")
    .addHelpText(
      "after",
      `
Nothing is overwritten: when one of the files exists, none is written.

Examples:
  ahaflow init shop-bot && cd shop-bot && ahaflow test`,
    )
    .action((folder: string) => {
      const files = projectFiles();
      refuseExisting(folder, [...files.keys()]);
      writeAll(folder, files);
      console.out(nextSteps(folder, [...files.keys()]));
      done(EXIT.ok);
    });
}

/** The text of each file of a new project, by its path. */
function projectFiles(): Map<string, string> {
  const files = new Map<string, string>();
  for (const entry of readdirSync(STARTER, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const path = file.slice(STARTER.length).replaceAll(/(^|[\\/])_/g, "$1.");
    files.set(path, readFileSync(file, "utf8"));
  }
  for (const name of EDITOR_SCHEMAS)
    files.set(join("schemas", `${name}.schema.json`), `${editorSchema(name)}\n`);
  return new Map([...files].toSorted(([one], [two]) => (one < two ? -1 : 1)));
}

function refuseExisting(folder: string, paths: readonly string[]): void {
  const existing = paths.filter((path) => exists(join(folder, path)));
  if (existing.length === 0) return;
  const names = existing.map((path) => join(folder, path)).join(", ");
  throw new AhaflowError("file_exists", `these exist already: ${names}`, {
    hint: "nothing was written; name another folder, or move them away",
  });
}

function exists(file: string): boolean {
  try {
    lstatSync(file);
    return true;
  } catch (error) {
    // ENOTDIR and the like: what is in the way would fail the writing half way through.
    return (error as NodeJS.ErrnoException).code !== "ENOENT";
  }
}

/** Writes all of them, or takes back what was written: else a second try would find them in its way. */
function writeAll(folder: string, files: ReadonlyMap<string, string>): void {
  const written: string[] = [];
  try {
    for (const [path, text] of files) {
      const file = join(folder, path);
      written.push(file);
      writeNew(file, text);
    }
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException;
    // Somebody else has made it meanwhile.
    if (code === "EEXIST") written.pop();
    for (const file of written) rmSync(file, { force: true });
    throw error;
  }
}

function writeNew(file: string, text: string): void {
  try {
    makeFolder(dirname(file));
    writeFileSync(file, text, { flag: "wx" });
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? "unknown";
    throw new AhaflowError("not_written", `${file} can't be written (${code})`, {
      hint: "check the permissions of the folder and the space on the disk",
      cause,
    });
  }
}

function nextSteps(folder: string, paths: readonly string[]): string {
  return [
    ...paths.map((path) => `wrote ${join(folder, path)}`),
    "",
    "Next:",
    ...(folder === "." ? [] : [`  cd ${folder}`]),
    "  ahaflow validate                  check flows and configuration",
    "  ahaflow test                      run the tests beside the flows",
    "  ahaflow run welcome --simulate    one run, against a simulator",
    "  ahaflow start --simulate          the daemon, against a simulator",
    "README.md says how to put in your own bot.",
  ].join("\n");
}
