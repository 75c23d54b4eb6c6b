import { Command } from "commander";
import type { Console } from "./console.ts";
import { runsExportCommand } from "./runs-export.ts";

/** `ahaflow runs`: what the journal knows. */
export function runsCommand(console: Console, done: (code: number) => void): Command {
  return new Command("runs")
    .description("the running daemon's runs")
    .addCommand(runsExportCommand(console, done));
}
