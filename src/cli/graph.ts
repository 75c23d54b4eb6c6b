import { Command } from "commander";
import { ProblemsError } from "../errors.ts";
import { flowGraph } from "../flows/graph.ts";
import { flowSurroundings } from "../installation/installation.ts";
import { readConfigFile } from "../settings/config-file.ts";
import { type Flags, readPaths } from "../settings/load-settings.ts";
import { shownText } from "../settings/shown-text.ts";
import { standInSettings } from "../settings/stand-ins.ts";
import { type Console, EXIT } from "./console.ts";
import { findFlow } from "./find-flow.ts";

/** `ahaflow graph`: a flow as a picture, in the language of Mermaid. */
export function graphCommand(console: Console, done: (code: number) => void): Command {
  return new Command("graph")
    .argument("<flow>", "the flow's name")
    .option("--flows <dir>", "folder of flows (AHAFLOW_FLOWS, default ./flows)")
    .option("--config <file>", "configuration (AHAFLOW_CONFIG, default ./ahaflow.yaml)")
    .addHelpText(
      "after",
      `
Many sites and editors draw it from a Markdown block that begins with \`\`\`mermaid.
Environment variables and secret files of ahaflow.yaml need not exist.

Examples:
  ahaflow graph order-thanks > order-thanks.mmd`,
    )
    .action(async (name: string, flags: Flags) => {
      const places = readPaths(flags, console.env);
      const { document, config, problems } = readConfigFile(places.config);
      if (problems.length > 0)
        throw new ProblemsError(problems, new Map([[document.file, shownText(document)]]));
      const surroundings = flowSurroundings(standInSettings(config, document.file));
      console.out(flowGraph((await findFlow(places.flows, surroundings, name)).flow));
      done(EXIT.ok);
    });
}
