import { writeSync } from "node:fs";

/** Until secrets are known the message is left out: where it happened says enough. */
let mask = (text: string): string =>
  text
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .join("\n");

/** Says how secrets are masked in what {@link reportBug} shows. */
export function maskBugsBy(known: (text: string) => string): void {
  mask = known;
}

/**
 * Says on standard error, as one line of JSON, that a bug ends the process: the stack, secrets
 * masked. Written at once, as the process is about to end.
 */
export function reportBug(event: string, error: unknown): void {
  const stack = error instanceof Error ? (error.stack ?? error.message) : typeof error;
  const line = JSON.stringify({
    level: "fatal",
    time: new Date().toISOString(),
    event,
    stack: mask(stack),
    msg: "a bug of ahaflow ends the process; its runs go on with the next start",
  });
  try {
    writeSync(2, `${line}\n`);
  } catch {
    // Nobody reads standard error; the exit code is left.
  }
}
