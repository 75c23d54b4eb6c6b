/** The figures for people: by theme and kind, and what was missed as short differences. */
import { mutated, type Verdict } from "./mutants.ts";
import { type Figures, type Tally, total } from "./tally.ts";

const HEAD = "                                                   made wrong found  line missed";

/** One line for each kind of which something is missed, or for all of them. */
export function tableOf(tallies: readonly Tally[], all: boolean): string[] {
  const themes = new Set(tallies.map(({ kind }) => kind.theme));
  return [...themes].flatMap((theme) => {
    const ofTheme = tallies.filter(({ kind }) => kind.theme === theme);
    const shown = ofTheme.filter(({ wrong, atRightLine }) => all || atRightLine < wrong);
    return [
      `\n${theme.padEnd(46)} ${HEAD.trimStart()}`,
      ...shown.map((tally) => row(`  ${tally.kind.name}`, tally)),
      row("  all", total(ofTheme)),
    ];
  });
}

function row(name: string, { made, wrong, found, atRightLine }: Figures): string {
  const missed = wrong - found;
  const cells = [made, wrong, found, atRightLine, missed === 0 ? "" : missed];
  return `${name.padEnd(50)} ${cells.map((cell) => String(cell).padStart(5)).join(" ")}`.trimEnd();
}

/** What was missed, and what was told elsewhere. */
export function missesOf({ kind, missed, elsewhere }: Tally): string[] {
  return [
    ...missed.flatMap((verdict) => [
      `missed: ${kind.name}: ${verdict.goesWrong}`,
      ...changeOf(verdict),
    ]),
    ...elsewhere.flatMap((verdict) => {
      const { where, message } = verdict.problem ?? {};
      return [
        `elsewhere: ${kind.name}: ${where?.file}:${where?.line} ${message}`,
        ...changeOf(verdict),
      ];
    }),
  ];
}

/** The lines that the mistake changed, before and after. */
function changeOf({ mutant }: Verdict): string[] {
  const before = mutant.right.text.split("\n");
  const after = mutated(mutant).text.split("\n");
  const first = before.findIndex((line, at) => line !== after[at]);
  let same = 0;
  const most = Math.min(before.length, after.length) - first;
  while (same < most && before.at(-1 - same) === after.at(-1 - same)) same++;
  const part = (lines: readonly string[], mark: string) =>
    lines
      .slice(first, lines.length - same)
      .slice(0, 6)
      .map((line) => `  ${mark} ${line.trim().slice(0, 150)}`);
  return [`  ${mutant.right.file}:${first + 1}`, ...part(before, "-"), ...part(after, "+")];
}

/** The last lines: all that a check of the files could know, in percent. */
export function summaryOf(tallies: readonly Tally[], alarms: number): string[] {
  const knowable = tallies.filter(({ kind }) => kind.unknowable === undefined);
  const { made, wrong, found, atRightLine } = total(knowable);
  const unknowable = total(tallies.filter(({ kind }) => kind.unknowable !== undefined));
  return [
    "",
    `${made} mutants of ${knowable.length} kinds: ${wrong} go wrong, found ${found} (${percent(found, wrong)}), of these ${atRightLine} at the right line (${percent(atRightLine, found)})`,
    `and ${unknowable.made} of ${tallies.length - knowable.length} kinds that a check of the files can't know: ${unknowable.wrong} go wrong, ${unknowable.found} found`,
    `false alarms: ${alarms}`,
  ];
}

function percent(part: number, of: number): string {
  return of === 0 ? "none" : `${((100 * part) / of).toFixed(1)} %`;
}
