import { resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { AhaflowError } from "../errors.ts";
import { checkMocksBeside } from "../flow-tests/check-mocks.ts";
import type { Catalog } from "../flows/catalog.ts";
import { checkAlert } from "../flows/check-alert.ts";
import { loadFlows } from "../flows/load-flows.ts";
import type { ConfigFile } from "../generated/config.ts";
import { flowSurroundings } from "../installation/installation.ts";
import { readConfigFile } from "../settings/config-file.ts";
import { type Flags, fullEnvironment, readPaths } from "../settings/load-settings.ts";
import { placeholdersIn, weakSecretsIn } from "../settings/placeholders.ts";
import { asListed, RULE_LISTS, type RuleList, refusalOf } from "../settings/rule-lists.ts";
import { shownText } from "../settings/shown-text.ts";
import { standInSettings } from "../settings/stand-ins.ts";
import { saidOf, unknownVariables } from "../settings/unknown-variables.ts";
import { type Console, EXIT } from "./console.ts";
import { githubReport } from "./reports/github.ts";
import { jsonReport } from "./reports/json.ts";
import type { Report } from "./reports/report.ts";
import { sarifReport } from "./reports/sarif.ts";
import { textReport } from "./reports/text.ts";

interface ValidateFlags extends Flags {
  readonly format: keyof typeof FORMATS;
  readonly strict?: boolean;
  readonly verbose?: boolean;
  readonly error?: readonly string[];
  readonly ignore?: readonly string[];
}

const FORMATS = { text: textReport, json: jsonReport, github: githubReport, sarif: sarifReport };

/** `ahaflow validate`: every mistake of flows and configuration, without running anything. */
export function validateCommand(console: Console, done: (code: number) => void): Command {
  return new Command("validate")
    .argument("[path...]", "files and folders; default: the folder of flows")
    .option("--flows <dir>", "folder of flows, when no path is given")
    .option("--config <file>", "configuration (AHAFLOW_CONFIG, default ./ahaflow.yaml)")
    .addOption(
      new Option("--format <format>", "how problems are shown")
        .choices(Object.keys(FORMATS))
        .default("text"),
    )
    .option("--strict", "warnings fail too")
    .option("--error <rule>", "its warnings are errors; again for more rules", collect("error"))
    .option("--ignore <rule>", "its warnings are left out; again for more", collect("ignore"))
    .option("--verbose", "list the next runs of every schedule too (format text)")
    .addHelpText(
      "after",
      `
Environment variables and secret files of ahaflow.yaml need not exist: a check in CI has no secrets. A
variable that is there must not be a placeholder. What --error and --ignore say goes before
validate.error and validate.ignore of ahaflow.yaml; docs/rules.md lists the rules.

Exit code: 0 clean, 1 errors (with --strict: warnings too), 2 wrong usage.

Examples:
  ahaflow validate                       everything in ./flows
  ahaflow validate flows/order.yaml      one file
  ahaflow validate --error maybe-skipped no step may read what another may not have given
  ahaflow validate --verbose             when will the schedules run?
  ahaflow validate --format github       notes on the lines of a pull request
  ahaflow validate --format sarif > r.sarif`,
    )
    .action(async (paths: string[], options: ValidateFlags) => {
      const { catalog, ...report } = await check(paths, options, console);
      const text = FORMATS[options.format](report);
      if (text !== "") console.out(text);
      if (options.verbose === true && options.format === "text" && catalog !== undefined) {
        const { nextRunsReport } = await import("./next-runs.ts");
        const runs = nextRunsReport(catalog, Date.now());
        if (runs !== "") console.out(runs);
      }
      const fails = report.problems.some(
        ({ severity }) => severity === "error" || options.strict === true,
      );
      done(fails ? EXIT.failed : EXIT.ok);
    });
}

/** Reads an option that may stand several times. @throws InvalidArgumentError */
function collect(list: RuleList): (rule: string, before?: readonly string[]) => readonly string[] {
  return (rule, before = []) => {
    const wrong = refusalOf(list, rule);
    if (wrong !== undefined) throw new InvalidArgumentError(`${wrong.message}; ${wrong.hint}`);
    return [...before, rule];
  };
}

/** @throws AhaflowError when the command line asks for both */
function rulesOf({ validate }: ConfigFile, flags: ValidateFlags): ReadonlyMap<string, RuleList> {
  const both = flags.ignore?.find((rule) => flags.error?.includes(rule));
  if (both !== undefined)
    throw new AhaflowError("bad_argument", `${both} is given to --error and to --ignore`, {
      hint: "give it to one of the two",
    });
  return new Map(
    [validate, flags].flatMap((given) =>
      RULE_LISTS.flatMap((list) => (given?.[list] ?? []).map((rule) => [rule, list] as const)),
    ),
  );
}

async function check(
  paths: readonly string[],
  flags: ValidateFlags,
  { env, err }: Console,
): Promise<Report & { readonly catalog: Catalog | undefined }> {
  const places = readPaths(flags, env);
  const { document, config, problems: own } = readConfigFile(places.config);
  const problems = [...own];
  // What is not set is no mistake here, but what is set can be seen.
  const sources = { env: fullEnvironment(flags, env), folder: undefined };
  for (const variable of unknownVariables(sources.env, document.source))
    err(`note: ${saidOf(variable)}`);
  const placeholders = placeholdersIn(document, config, sources);
  const searched = paths.length > 0 ? paths : [places.flows];
  const flows = await loadFlows(searched, flowSurroundings(standInSettings(config, document.file)));
  if (flows.files === 0 && flows.problems.length === 0)
    err(`note: there is no flow in ${searched.join(", ")}; flows are *.yaml files`);
  const alert = config.on_failure?.call;
  const isWhole = searched.some((path) => resolve(path) === resolve(places.flows));
  if (alert !== undefined && flows.catalog !== undefined && isWhole)
    problems.push(...checkAlert(alert, flows.catalog, document.spanOf(["on_failure", "call"])));
  const mocks = checkMocksBeside(flows.catalog?.flows.values() ?? []);
  const samples = [...flows.beside.values()].filter((text) => text !== undefined);
  const weak = weakSecretsIn(document, config, sources, samples);
  // With a broken configuration, its names are unknown: what flows say of them would be noise.
  const known = own.length === 0 ? flows.problems : flows.problems.filter(isOwnMistake);
  const told = asListed(
    [...problems, ...placeholders, ...weak, ...known, ...mocks.problems],
    rulesOf(config, flags),
  );
  const texts = new Map([...flows.texts, ...mocks.texts]);
  if (told.some(({ where }) => where.file === document.file))
    texts.set(document.file, shownText(document));
  return {
    catalog: flows.catalog,
    problems: told,
    texts,
    files: flows.files,
  };
}

const CONFIG_RULES = new Set([
  "unknown-action",
  "unknown-connection",
  "unknown-secret",
  "unknown-variable",
]);

function isOwnMistake({ rule }: Report["problems"][number]): boolean {
  return !CONFIG_RULES.has(rule);
}
