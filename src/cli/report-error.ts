import { CommanderError } from "commander";
import { AhaflowError, ProblemsError } from "../errors.ts";
import { type Console, EXIT } from "./console.ts";

/** Says what ended a command. @returns the exit code; @throws what is a bug */
export async function reportError(error: unknown, { err }: Console): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof ProblemsError) {
    const { textReport } = await import("./reports/text.ts");
    err(textReport({ problems: error.problems, texts: error.texts }));
    return EXIT.failed;
  }
  if (!(error instanceof AhaflowError)) throw error;
  err(`error: ${error.message}`);
  if (error.hint !== undefined) err(`  ${error.hint}`);
  return USAGE_CODES.has(error.code) ? EXIT.usage : EXIT.failed;
}

/** Errors that say that the command was called wrongly. */
const USAGE_CODES: ReadonlySet<string> = new Set([
  "bad_argument",
  "bad_setting",
  "config_unreadable",
  "flows_unreadable",
]);
