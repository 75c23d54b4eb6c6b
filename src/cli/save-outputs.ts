/** Answers of a run become the samples that its steps declare. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { writeTextFile } from "../documents/write-text-file.ts";
import { AhaflowError } from "../errors.ts";
import { DECLARING } from "../flows/compile-outputs.ts";
import type { TriggeredFlow } from "../flows/compiled-flow.ts";
import { sourceTree } from "../flows/source-tree.ts";
import type { StepRecord } from "../journal/records.ts";
import { makeFolder } from "../make-folder.ts";

/** How answers are written. */
export interface SaveOptions {
  /** What is done to a body before anybody sees it. */
  readonly mask: (body: unknown) => unknown;
  /** Whether a file that is there is written over. */
  readonly force: boolean;
}

/**
 * Writes the bodies that the `http.request` steps of a run got, beside the flow.
 * @returns a line for each of the flow's steps: the file, or why there is none, and what to add
 * @throws AhaflowError `not_saved` when a file can't be written
 */
export function saveOutputs(
  { flow, name, source }: TriggeredFlow,
  steps: readonly StepRecord[],
  options: SaveOptions,
): string[] {
  const calls = sourceTree(flow).all.filter(({ step }) => step.uses === DECLARING);
  if (calls.length === 0)
    return [`no step of ${name} is an ${DECLARING}: there is nothing to save`];
  return calls.map(({ id, step }) => {
    const { output } = step;
    if (output !== undefined && typeof output !== "string")
      return `${id}: nothing saved, its output is declared by a schema`;
    const record = steps.find(
      (one) => one.status === "succeeded" && one.uses === DECLARING && isOf(one.path, id),
    );
    const body = (record?.output as { body?: unknown } | undefined)?.body;
    if (record === undefined) return `${id}: nothing saved, it was not answered`;
    if (!isData(body)) return `${id}: nothing saved, what it was answered is no JSON`;
    const file = output ?? `samples/${name}-${id}.json`;
    const path = join(dirname(source.file), file);
    if (existsSync(path) && !options.force)
      return `${id}: nothing saved, ${path} is there already; --force overwrites it`;
    write(path, options.mask(body));
    return output === undefined
      ? `${id}: saved as ${path}; add to the step: output: ${file}`
      : `${id}: saved as ${path}, which its output names`;
  });
}

/** Whether a step's path in the run is that of a step of this id. */
function isOf(path: string, id: string): boolean {
  return path === id || path.endsWith(`/${id}`);
}

/** A text that was no JSON, or bytes that were no text, make no sample. */
function isData(body: unknown): body is object {
  if (typeof body !== "object" || body === null) return false;
  const keys = Object.keys(body);
  return !(keys.length === 1 && keys[0] === "base64");
}

function write(file: string, body: unknown): void {
  try {
    makeFolder(dirname(file));
    writeTextFile(file, `${JSON.stringify(body, undefined, 2)}\n`);
  } catch (cause) {
    throw new AhaflowError("not_saved", `the answer can't be written to ${file}`, {
      hint: "may the folder be written, and is there room?",
      cause,
    });
  }
}
