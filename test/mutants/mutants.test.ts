/** The mutation test in short: one mutant of each kind. `npm run mutate` makes them all. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runTests } from "#src/flow-tests/run-tests.js";
import { offline } from "./behaviour.ts";
import { figuresOf, readFigures } from "./figures.ts";
import { KINDS } from "./kinds/all.ts";
import { judge, mutantsOf } from "./mutants.ts";
import { openProject, type Project, SETTINGS, type Text } from "./project.ts";
import { tallyOf } from "./tally.ts";

let project: Project;
beforeAll(async () => {
  project = await openProject();
});
afterAll(() => project.close());

const figures = readFigures();
const themes = [...new Set(KINDS.map(({ theme }) => theme))];

it("nothing is told of the right flows, together or alone", async () => {
  expect(project.alarms).toEqual([]);
  expect(project.flows.length).toBeGreaterThan(25);
  for (const flow of project.flows)
    expect((await flow.load(flow.sources[0] as Text)).problems).toEqual([]);
});

it("the right flows pass their tests", async () => {
  const suites = project.flows.map(({ suite }) => suite);
  const { files } = await runTests(suites, {
    ...offline(SETTINGS),
    update: false,
    paths: [],
    covered: [],
  });
  const failed = files
    .flatMap(({ flow, cases }) => cases.map((one) => ({ ...one, flow })))
    .filter(({ differences }) => differences.length > 0)
    .map(({ flow, name, differences }) => ({ flow, name, differences }));
  expect(failed).toEqual([]);
});

it("each kind has a name of its own, and figures", () => {
  expect(KINDS.map(figuresOf), "write them: npm run mutate -- --update").toEqual(
    Object.keys(figures),
  );
});

describe("what was found of every mutant of a kind is found", () => {
  it.each(themes)("%s", async (theme) => {
    const worse: string[] = [];
    for (const kind of KINDS.filter((one) => one.theme === theme)) {
      const [first] = mutantsOf(kind, project.flows, 1);
      expect(first, `"${kind.name}" can't be made in any flow`).toBeDefined();
      const known = figures[figuresOf(kind)];
      if (first === undefined || known === undefined) continue;
      const { wrong, found, atRightLine } = tallyOf(kind, [await judge(first)]);
      if (known.found === known.wrong && found < wrong) worse.push(`${kind.name}: missed`);
      else if (known.atRightLine === known.wrong && atRightLine < found)
        worse.push(`${kind.name}: told at another line`);
    }
    expect(worse).toEqual([]);
  });
});
