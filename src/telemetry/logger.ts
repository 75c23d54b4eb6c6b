import { type Logger, pino } from "pino";
import pretty from "pino-pretty";
import type { Settings } from "../settings/settings.ts";

/**
 * The program's log, on standard output: one JSON object a line, or lines for people.
 * @param mask takes secrets out of a finished line
 */
export function createLogger(
  { level, format }: Settings["log"],
  mask: (line: string) => string,
): Logger {
  const options = {
    level,
    // Hosts and process ids are the platform's to add.
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    hooks: { streamWrite: mask },
  };
  return format === "pretty"
    ? pino(options, pretty({ colorize: process.stdout.isTTY, sync: true }))
    : pino(options, pino.destination({ sync: true }));
}
