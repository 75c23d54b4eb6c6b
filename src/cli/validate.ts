import { resolve } from "node:path";
import { Command, Option } from "commander";
import type { Catalog } from "../flows/catalog.ts";
import { checkAlert } from "../flows/check-alert.ts";
import { loadFlows } from "../flows/load-flows.ts";
import { flowSurroundings } from "../installation.ts";
import { readConfigFile } from "../settings/config-file.ts";
import { type Flags, fullEnvironment, readPaths } from "../settings/load-settings.ts";
import { placeholdersIn } from "../settings/placeholders.ts";
import { standInSettings } from "../settings/stand-ins.ts";
import { type Console, EXIT } from "./console.ts";
import { githubReport } from "./reports/github.ts";
import { jsonReport } from "./reports/json.ts";
import type { Report } from "./reports/report.ts";
import { sarifReport } from "./reports/sarif.ts";
import { textReport } from "./reports/text.ts";

const FORMATS = { text: textReport, json: jsonReport, github: githubReport, sarif: sarifReport };

/** `ahaflow validate`: every mistake of flows and configuration, without running anything. */
export function validateCommand(console: Console, done: (code: number) => void): Command {
  return new Command("validate")
    .description("check flows and configuration; nothing is run or called")
    .argument("[path...]", "files and folders; default: the folder of flows")
    .option("--flows <dir>", "folder of flows, when no path is given")
    .option("--config <file>", "configuration (AHAFLOW_CONFIG, default ./ahaflow.yaml)")
    .addOption(
      new Option("--format <format>", "how problems are shown")
        .choices(Object.keys(FORMATS))
        .default("text"),
    )
    .option("--strict", "warnings fail too")
    .option("--verbose", "list the next runs of every schedule too (format text)")
    .addHelpText(
      "after",
      `
Environment variables and secret files of ahaflow.yaml need not exist: a check in CI has no secrets. A
variable that is there must not be a placeholder.

Exit code: 0 clean, 1 errors (with --strict: warnings too), 2 wrong usage.

Examples:
  ahaflow validate                       everything in ./flows
  ahaflow validate flows/order.yaml      one file
  ahaflow validate --verbose             when will the schedules run?
  ahaflow validate --format github       notes on the lines of a pull request
  ahaflow validate --format sarif > r.sarif`,
    )
    .action(
      async (
        paths: string[],
        options: Flags & { format: keyof typeof FORMATS; strict?: boolean; verbose?: boolean },
      ) => {
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
      },
    );
}

async function check(
  paths: readonly string[],
  flags: Flags,
  { env, err }: Console,
): Promise<Report & { readonly catalog: Catalog | undefined }> {
  const places = readPaths(flags, env);
  const { document, config, problems: own } = readConfigFile(places.config);
  const problems = [...own];
  // What is not set is no mistake here, but what is set can be seen.
  const sources = { env: fullEnvironment(flags, env), folder: undefined };
  const placeholders = placeholdersIn(document, config, sources);
  const searched = paths.length > 0 ? paths : [places.flows];
  const flows = await loadFlows(searched, flowSurroundings(standInSettings(config)));
  if (flows.files === 0 && flows.problems.length === 0)
    err(`note: there is no flow in ${searched.join(", ")}; flows are *.yaml files`);
  const alert = config.on_failure?.call;
  const isWhole = searched.some((path) => resolve(path) === resolve(places.flows));
  if (alert !== undefined && flows.catalog !== undefined && isWhole)
    problems.push(...checkAlert(alert, flows.catalog, document.spanOf(["on_failure", "call"])));
  // With a broken configuration, its names are unknown: what flows say of them would be noise.
  const known = own.length === 0 ? flows.problems : flows.problems.filter(isOwnMistake);
  return {
    catalog: flows.catalog,
    problems: [...problems, ...placeholders, ...known],
    texts: new Map([...flows.texts, [document.file, document.source]]),
    files: flows.files,
  };
}

const CONFIG_RULES = new Set(["unknown-connection", "unknown-secret", "unknown-variable"]);

function isOwnMistake({ rule }: Report["problems"][number]): boolean {
  return !CONFIG_RULES.has(rule);
}
