/** The figures of every kind as they are committed: they may only get better. */
import { readFileSync, writeFileSync } from "node:fs";
import type { Kind } from "./kind.ts";
import type { Figures, Tally } from "./tally.ts";

const FILE = "test/mutants/figures.json";

type AllFigures = Record<string, Figures>;

/** The name under which the figures of a kind stand. */
export function figuresOf({ theme, name }: Kind): string {
  return `${theme}: ${name}`;
}

/** The figures by the names of the kinds. */
export function readFigures(): AllFigures {
  const stored = JSON.parse(readFileSync(FILE, "utf8")) as Record<string, number[]>;
  return Object.fromEntries(
    Object.entries(stored).map(([name, [made = 0, wrong = 0, found = 0, atRightLine = 0]]) => [
      name,
      { made, wrong, found, atRightLine },
    ]),
  );
}

/** Stores the figures of all kinds: mutants, those that go wrong, found, and at the right line. */
export function writeFigures(tallies: readonly Tally[]): void {
  const lines = tallies.map(
    ({ kind, made, wrong, found, atRightLine }) =>
      `  ${JSON.stringify(figuresOf(kind))}: [${[made, wrong, found, atRightLine].join(", ")}]`,
  );
  writeFileSync(FILE, `{\n${lines.join(",\n")}\n}\n`);
}

/** The kinds of which less is found now than the figures say, of as many that go wrong. */
export function worseThan(figures: AllFigures, tallies: readonly Tally[]): string[] {
  return tallies.flatMap((now) => {
    const before = figures[figuresOf(now.kind)];
    if (before === undefined) return [`${figuresOf(now.kind)}: has no figures yet`];
    const lost = now.wrong - now.found - (before.wrong - before.found);
    const strayed = now.found - now.atRightLine - (before.found - before.atRightLine);
    if (lost > 0) return [`${figuresOf(now.kind)}: ${lost} more are missed`];
    // One that was missed and is told of elsewhere now is no step back.
    return strayed > -lost
      ? [`${figuresOf(now.kind)}: ${strayed} more are told at another line`]
      : [];
  });
}
