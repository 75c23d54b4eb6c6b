import { type Logger, pino } from "pino";
import { LogOutput } from "./log-output.ts";

/** Where finished lines of the log go, each with its line break. */
export interface LogLines {
  readonly write: (line: string) => void;
}

/**
 * The program's log, on standard output: one JSON object a line, or lines for people.
 * @param mask takes secrets out of a finished line
 * @param output what has it instead of standard output
 */
export async function createLogger(
  { level, format }: { readonly level: string; readonly format: "json" | "pretty" },
  mask: (line: string) => string,
  output: LogLines = new LogOutput(),
): Promise<Logger> {
  const options = {
    level,
    // Hosts and process ids are the platform's to add.
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    hooks: { streamWrite: mask },
  };
  if (format === "json") return pino(options, output);
  // Loaded only for people at a terminal: it costs memory that a daemon does not need.
  const { prettyFactory } = await import("pino-pretty");
  const pretty = prettyFactory({ colorize: process.stdout.isTTY });
  return pino(options, { write: (line) => output.write(pretty(line)) });
}
