import { dirname, extname, resolve } from "node:path";
import { JsonLimitError, parseJson } from "../documents/parse-json.ts";
import {
  MAX_JSON_BYTES,
  MAX_YAML_BYTES,
  type ReadText,
  readTextFile,
} from "../documents/read-text-file.ts";
import { type ValuePath, YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import { problemAt } from "./parse-flow.ts";

/** The JSON and YAML files that a flow names, samples and schemas; what was read is remembered. */
export class BesideFiles {
  /** Full path to the text as it was read; undefined where nothing could be read. */
  readonly texts = new Map<string, string | undefined>();
  /** The same of files that the flow does not name, and that need not be there: its tests. */
  readonly unnamed = new Map<string, string | undefined>();
  readonly #document: YamlDocument;

  constructor(document: YamlDocument) {
    this.#document = document;
  }

  /** Reads a file; what is wrong with it is a problem of the flow, where it names the file. */
  read(at: ValuePath, name: string, problems: Problem[]): unknown {
    const file = resolve(dirname(this.#document.file), name);
    const kind = at.at(-1);
    const read = readBeside(file);
    this.texts.set(file, textOf(read));
    const report = (rule: string, message: string, hint: string) =>
      problems.push(problemAt(this.#document, at, rule, message, hint));
    if (!("text" in read)) {
      report(
        "missing-file",
        `the ${kind} ${name} ${read.why}`,
        "paths start at the folder of the flow",
      );
      return undefined;
    }
    const { value, problems: broken } = parse(name, read.text);
    const first = broken[0];
    if (first === undefined) return value;
    const message = `the ${kind} ${name} is broken at line ${first.where.line}: ${first.message}`;
    report("broken-file", message, first.hint ?? "mend that file");
    return undefined;
  }

  /** The text of a file that the flow does not name; undefined when there is none. */
  textOf(file: string): string | undefined {
    const path = resolve(file);
    const text = readText(path);
    this.unnamed.set(path, text);
    return text;
  }
}

/** JSON has its own parser: YAML reads nearly all of it, but not all, and more. */
function parse(name: string, text: string): { value: unknown; problems: readonly Problem[] } {
  if (extname(name) !== ".json") return new YamlDocument(name, text);
  try {
    return { value: parseJson(text), problems: [] };
  } catch (error) {
    if (error instanceof JsonLimitError)
      return { value: undefined, problems: [notJson(name, error.why, error.place)] };
    // Read as YAML for the place of the mistake; what JSON alone forbids stands at line 1.
    const { problems } = new YamlDocument(name, text);
    return {
      value: undefined,
      problems: problems.length > 0 ? problems : [notJson(name, (error as Error).message)],
    };
  }
}

function notJson(file: string, message: string, place = { line: 1, column: 1 }): Problem {
  const where = { file, ...place };
  return { rule: "broken-file", severity: "error", message, where, length: 1 };
}

/** The text of a file, undefined when it can't be read. */
export function readText(file: string): string | undefined {
  return textOf(readBeside(file));
}

function readBeside(file: string): ReadText {
  return readTextFile(file, extname(file) === ".json" ? MAX_JSON_BYTES : MAX_YAML_BYTES);
}

function textOf(read: ReadText): string | undefined {
  return "text" in read ? read.text : undefined;
}
