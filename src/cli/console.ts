import type { Readable } from "node:stream";

/** What a command has of the world outside: its environment, input, two outputs, and when to end. */
export interface Console {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Standard input; missing: nothing comes. */
  readonly input?: Readable;
  /** Writes a line to standard output. */
  readonly out: (line: string) => void;
  /** Writes a line to standard error. */
  readonly err: (line: string) => void;
  /** Aborts when standard output takes nothing more: whoever read it has left, or its disk is full. */
  readonly unread: AbortSignal;
  /** Aborts when the process is asked to end. */
  readonly ending: AbortSignal;
  /** Calls the listener each time the process is asked to read its files again (SIGHUP). */
  readonly onHangup: (listener: () => void) => void;
  /** Asks the person at the terminal; missing when there is none. @returns what was typed */
  readonly ask?: (question: string) => Promise<string>;
}

/** Exit codes that scripts rely on. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;
