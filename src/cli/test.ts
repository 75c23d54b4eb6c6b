import { once } from "node:events";
import { Command, InvalidArgumentError, Option } from "commander";
import { pino } from "pino";
import { AhaflowError, ProblemsError } from "../errors.ts";
import { readTests } from "../flow-tests/read-tests.ts";
import { runTests, type TestsResult } from "../flow-tests/run-tests.ts";
import { loadFlows } from "../flows/load-flows.ts";
import { watchFiles } from "../flows/watch.ts";
import { flowSurroundings } from "../installation/installation.ts";
import { filesNamed } from "../settings/check-connections.ts";
import { readConfigFile } from "../settings/config-file.ts";
import { type Flags, readPaths } from "../settings/load-settings.ts";
import { shownText } from "../settings/shown-text.ts";
import { standInSettings } from "../settings/stand-ins.ts";
import { createMemoryRunStore } from "../stores/memory/memory-run-store.ts";
import { type Console, EXIT } from "./console.ts";
import { reportError } from "./report-error.ts";
import { jsonTests } from "./reports/tests-json.ts";
import { junitTests } from "./reports/tests-junit.ts";
import { coverageShortfall, coverageText, textTests } from "./reports/tests-text.ts";

interface TestFlags extends Flags {
  readonly reporter: "text" | "json" | "junit";
  readonly coverage?: boolean;
  /** Percent. */
  readonly coverageMin?: number;
  readonly update?: boolean;
  readonly watch?: boolean;
}

/** How often `--watch` looks for changes that no watcher told, in milliseconds. */
const POLL_MS = 2_000;

/** `ahaflow test`: the `*.test.yaml` beside the flows, without network and without waiting. */
export function testCommand(console: Console, done: (code: number) => void): Command {
  return new Command("test")
    .argument("[path...]", "files and folders of tests; default: the folder of flows")
    .option("--flows <dir>", "folder of flows (AHAFLOW_FLOWS, default ./flows)")
    .option("--config <file>", "configuration (AHAFLOW_CONFIG, default ./ahaflow.yaml)")
    .addOption(
      new Option("--reporter <name>", "how results are shown")
        .choices(["text", "json", "junit"])
        .default("text"),
    )
    .option("--coverage", "list the steps, and the sides of each if, that no test reached")
    .option(
      "--coverage-min <percent>",
      "--coverage, and a failure when less of the steps, or of the branches, was reached",
      percentage,
    )
    .option(
      "--update",
      "store the snapshots as they come now, and remove those that no test asks for",
    )
    .option(
      "--watch",
      "run again whenever flows, tests, samples, configuration or documents change",
    )
    .addHelpText(
      "after",
      `
Environment variables and secret files of ahaflow.yaml are not read: secrets are secret:NAME.

Exit code: 0 all passed, 1 a test failed, there is none or coverage is too low, 2 wrong usage.

Examples:
  ahaflow test                                every *.test.yaml in ./flows
  ahaflow test flows/order-thanks.test.yaml   one file
  ahaflow test --coverage                     and what no test reached
  ahaflow test --coverage-min 80              exit 1 below 80% of all steps or branches
  ahaflow test --reporter junit > junit.xml   for CI`,
    )
    .action(async (paths: string[], flags: TestFlags) => {
      done(
        flags.watch === true
          ? await watch(paths, flags, console)
          : await run(paths, flags, console),
      );
    });
}

async function run(paths: readonly string[], flags: TestFlags, console: Console): Promise<number> {
  const result = await testAll(paths, flags, console);
  const { coverageMin: minimum } = flags;
  const coverage = flags.coverage === true || minimum !== undefined ? result.coverage : undefined;
  if (flags.reporter === "json") console.out(jsonTests(result, coverage));
  else if (flags.reporter === "junit") console.out(junitTests(result));
  else console.out(textTests(result));
  // JUnit has no place for it.
  if (coverage !== undefined && flags.reporter === "text") console.out(coverageText(coverage));
  if (coverage !== undefined && flags.reporter === "junit") console.err(coverageText(coverage));
  const shortfall = minimum === undefined ? undefined : coverageShortfall(result.coverage, minimum);
  if (shortfall !== undefined) console.err(shortfall);
  const cases = result.files.flatMap((file) => file.cases);
  const passed = cases.every(({ differences }) => differences.length === 0);
  return passed && shortfall === undefined ? EXIT.ok : EXIT.failed;
}

/** @throws InvalidArgumentError */
function percentage(text: string): number {
  if (/^\d{1,3}$/.test(text) && Number(text) <= 100) return Number(text);
  throw new InvalidArgumentError("It has to be a whole number from 0 to 100.");
}

async function testAll(
  paths: readonly string[],
  flags: TestFlags,
  { env, err }: Console,
): Promise<TestsResult> {
  const places = readPaths(flags, env);
  const { document, config, problems: wrong } = readConfigFile(places.config);
  if (wrong.length > 0)
    throw new ProblemsError(wrong, new Map([[document.file, shownText(document)]]));
  const settings = standInSettings(config, document.file);
  const surroundings = flowSurroundings(settings);
  const flows = await loadFlows([places.flows], surroundings);
  if (flows.catalog === undefined) throw new ProblemsError(flows.problems, flows.texts);
  const where = paths.length > 0 ? paths : [places.flows];
  const { suites, problems, texts } = await readTests(where, {
    flows: flows.catalog.flows,
    vars: new Set(Object.keys(settings.vars)),
  });
  if (problems.length > 0) throw new ProblemsError(problems, texts);
  return runTests(suites, {
    createStore: createMemoryRunStore,
    values: { vars: settings.vars, secrets: settings.secrets },
    limits: settings.limits,
    // There is nothing to mask: secrets are stand-ins.
    redact: (value) => value,
    logger: pino({ level: "error", base: null }, { write: (line) => err(line.trimEnd()) }),
    update: flags.update === true,
    paths: where,
    // A flow without any test is missing from the tests, not from what they should reach.
    covered:
      paths.length > 0 ? new Set(suites.map(({ flow }) => flow)) : flows.catalog.flows.values(),
  });
}

/** Runs at once and after each change, one at a time, until the process is asked to end. */
async function watch(
  paths: readonly string[],
  flags: TestFlags,
  console: Console,
): Promise<number> {
  const places = readPaths(flags, console.env);
  let named = namedFiles(places.config);
  const runOnce = async () => {
    named = namedFiles(places.config);
    // A mistake in a file is mended while this goes on.
    await run(paths, flags, console).catch((error: unknown) => reportError(error, console));
    console.err("waiting for changes; Ctrl+C ends");
  };
  let running: Promise<unknown> = Promise.resolve();
  const close = watchFiles({
    folder: places.flows,
    files: () => [...paths, places.config ?? "ahaflow.yaml", ...named],
    // Its first look tells as well, and so begins the first run.
    onChange: () => {
      running = running.then(runOnce);
    },
    pollMs: POLL_MS,
  });
  if (!console.ending.aborted) await once(console.ending, "abort");
  await close();
  await running;
  return EXIT.ok;
}

/** The files that ahaflow.yaml names; none while it can't be read itself. */
function namedFiles(config: string | undefined): readonly string[] {
  try {
    const { document, folder } = readConfigFile(config);
    return filesNamed(document, folder);
  } catch (error) {
    if (error instanceof AhaflowError) return [];
    throw error;
  }
}
