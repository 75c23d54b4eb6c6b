/** `npm run mutate`: how many mistakes `validate` finds, by kind, and which it misses. */
import { parseArgs } from "node:util";
import { figuresOf, readFigures, worseThan, writeFigures } from "./figures.ts";
import type { Kind } from "./kind.ts";
import { KINDS } from "./kinds/all.ts";
import { judge, mutantsOf, type Verdict } from "./mutants.ts";
import { openProject, type Project } from "./project.ts";
import { missesOf, summaryOf, tableOf } from "./report.ts";
import { type Tally, tallyOf } from "./tally.ts";

const USAGE = `npm run mutate -- [options]
  --kind NAME   only kinds whose name has this in it, with their misses; may stand several times
  --verbose     every miss of every kind as a short difference
  --all         also the kinds of which nothing is missed
  --update      store the figures in test/mutants/figures.json`;

/** Mutants of a kind at most. */
const MOST = 6;

const { values: flags } = parseArgs({
  options: {
    kind: { type: "string", multiple: true },
    verbose: { type: "boolean", default: false },
    all: { type: "boolean", default: false },
    update: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

async function main(): Promise<number> {
  const kinds = KINDS.filter(
    (kind) => flags.kind?.some((part) => figuresOf(kind).includes(part)) ?? true,
  );
  const project = await openProject();
  const tallies: Tally[] = [];
  for (const kind of kinds) tallies.push(await tallied(kind, project));
  project.close();
  const alarms = project.alarms.map(
    ({ where, message, rule }) => `false alarm: ${where.file}:${where.line} ${message} [${rule}]`,
  );
  const misses = flags.verbose || flags.kind !== undefined ? tallies.flatMap(missesOf) : [];
  const dead = tallies.filter(({ made }) => made === 0);
  const wrong = [
    ...alarms,
    ...dead.map(({ kind }) => `${figuresOf(kind)}: can't be made in any flow`),
    ...(flags.update ? [] : worseThan(readFigures(), tallies)),
  ];
  for (const part of [
    tableOf(tallies, flags.all),
    misses,
    summaryOf(tallies, alarms.length),
    wrong,
  ])
    if (part.length > 0) console.log(part.join("\n"));
  if (flags.update && flags.kind === undefined) writeFigures(tallies);
  return wrong.length === 0 ? 0 : 1;
}

async function tallied(kind: Kind, { flows }: Project): Promise<Tally> {
  const verdicts: Verdict[] = [];
  for (const mutant of mutantsOf(kind, flows, MOST)) verdicts.push(await judge(mutant));
  return tallyOf(kind, verdicts);
}

if (flags.help) console.log(USAGE);
else process.exitCode = await main();
