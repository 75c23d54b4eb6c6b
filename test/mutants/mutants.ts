/** Makes mutants of right flows, and finds out of each whether `validate` tells of it, and where. */
import { createHash } from "node:crypto";
import type { Problem } from "#src/errors.js";
import { type Behaviour, behaviourOf, differenceOf } from "./behaviour.ts";
import type { Kind, Mistake } from "./kind.ts";
import { type RightFlow, SETTINGS, type Text } from "./project.ts";
import type { Source } from "./source.ts";

/** A right flow with one mistake in one of its files. */
export interface Mutant {
  readonly kind: Kind;
  readonly flow: RightFlow;
  readonly right: Source;
  readonly mistake: Mistake;
}

/** What became of a mutant. */
export interface Verdict {
  readonly mutant: Mutant;
  /** What is told of it, the first at a right line if there is one. */
  readonly problem: Problem | undefined;
  readonly atRightLine: boolean;
  /** What it does otherwise than the right flow; undefined: nothing. */
  readonly goesWrong: string | undefined;
}

/**
 * At most so many mutants of a kind, chosen by their hash: another kind or another flow changes
 * little of what is chosen of this one.
 */
export function mutantsOf(kind: Kind, flows: readonly RightFlow[], most: number): Mutant[] {
  return flows
    .flatMap((flow) => flow.sources.map((right) => ({ flow, right })))
    .flatMap((one) => kind.make(one.right).map((mistake) => ({ kind, ...one, mistake })))
    .map((mutant) => [hashOf(mutant), mutant] as const)
    .toSorted(([one], [two]) => (one < two ? -1 : 1))
    .slice(0, most)
    .map(([, mutant]) => mutant);
}

/** The file with its mistake. */
export function mutated({ right, mistake }: Mutant): Text {
  let { text } = right;
  for (const edit of mistake.edits.toSorted((one, two) => two.start - one.start))
    text = text.slice(0, edit.start) + edit.with + text.slice(edit.end);
  return { file: right.file, text };
}

const behaviours = new WeakMap<RightFlow, Promise<Behaviour>>();

/** Checks a mutant, and runs it where nothing keeps it from starting. */
export async function judge(mutant: Mutant): Promise<Verdict> {
  const { flow } = mutant;
  const changed = mutated(mutant);
  const { problems, catalog } = await flow.load(changed);
  const atLine = problems.find(rightLines(mutant, changed));
  const told = { mutant, problem: atLine ?? problems[0], atRightLine: atLine !== undefined };
  // With an error nothing ever runs.
  if (catalog === undefined) return { ...told, goesWrong: "does not start" };
  const own = [...catalog.flows.values()].find(({ name }) => name === flow.suite.flow.name);
  if (own === undefined) return { ...told, goesWrong: "is no flow" };
  const right = behaviours.get(flow) ?? behaviourOf(flow.suite.flow, flow.suite, SETTINGS);
  behaviours.set(flow, right);
  const goesWrong = differenceOf(await right, await behaviourOf(own, flow.suite, SETTINGS));
  return { ...told, goesWrong };
}

/** The places where a message is right: where the text was changed, and what the kind names. */
function rightLines(
  { kind, flow, right, mistake }: Mutant,
  changed: Text,
): (problem: Problem) => boolean {
  const { edits, also = [] } = mistake;
  const lines = new Set(also.map((at) => lineAt(changed.text, moved(at, edits))));
  for (const { start, with: text } of edits) {
    const from = moved(start, edits);
    const last = lineAt(changed.text, from + text.length);
    for (let line = lineAt(changed.text, from); line <= last; line++) lines.add(line);
  }
  const texts = new Map(
    [...flow.around, changed].map(({ file, text }) => [file, text.split("\n")]),
  );
  return ({ where: { file, line } }) =>
    (file === right.file && lines.has(line)) ||
    kind.readers?.test(texts.get(file)?.[line - 1] ?? "") === true;
}

/** Where a place of the right text is in the changed one. */
function moved(at: number, edits: Mistake["edits"]): number {
  return edits
    .filter(({ start }) => start < at)
    .reduce(
      (sum, { start, end, with: text }) => sum + text.length - (Math.min(end, at) - start),
      at,
    );
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

function hashOf({ kind, right, mistake }: Mutant): string {
  const edits = mistake.edits.map(({ start, end, with: text }) => `${start} ${end} ${text}`);
  return createHash("sha256")
    .update([kind.name, right.file, ...edits].join("\0"))
    .digest("hex");
}
