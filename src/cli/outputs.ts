/** What a command writes to: standard output and standard error. */
export interface Outputs {
  /** Writes a line to standard output. */
  readonly out: (line: string) => void;
  /** Writes a line to standard error. */
  readonly err: (line: string) => void;
  /** Aborts when standard output takes nothing more. */
  readonly unread: AbortSignal;
  /** What the process ends with when not all of its output was taken; undefined: all was. */
  readonly exitCode: () => number | undefined;
}

/** As a shell says it of a program that ended by SIGPIPE, which Node does not let happen. */
const NOBODY_READS = 141;

/**
 * The outputs of a process. Whoever reads may leave, as `head` does: that is said with the exit code
 * alone, and what a command does beside writing is done all the same.
 */
export function openOutputs(process: NodeJS.Process): Outputs {
  const unread = new AbortController();
  let exitCode: number | undefined;
  const err = (line: string) => tryWrite(process.stderr, line, () => undefined);
  const lose = (error: unknown) => {
    if (unread.signal.aborted) return;
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    exitCode = code === "EPIPE" ? NOBODY_READS : 1;
    // An answer of the system may come when the command has ended already.
    process.exitCode = exitCode;
    unread.abort();
    if (code === "EPIPE") return;
    err(`error: standard output can't be written (${code}): not all of it is there`);
  };
  process.stdout.on("error", lose);
  process.stderr.on("error", () => undefined);
  return {
    out: (line) => {
      if (!unread.signal.aborted) tryWrite(process.stdout, line, lose);
    },
    err,
    unread: unread.signal,
    exitCode: () => exitCode,
  };
}

/** Files and devices throw where pipes tell by an event. */
function tryWrite(
  stream: NodeJS.WriteStream,
  line: string,
  onError: (error: unknown) => void,
): void {
  try {
    stream.write(`${line}\n`);
  } catch (error) {
    onError(error);
  }
}
