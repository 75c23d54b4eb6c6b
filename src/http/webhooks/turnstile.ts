/**
 * Lets webhooks in one after the other while the daemon has more to do than it can: what was accepted
 * is worked on meanwhile, and the sender feels it by an answer that comes later. Flows take turns, so that the
 * flood of one does not hold up the others. Only who has waited in vain is refused.
 */
import type { Work } from "../../engine/dispatch/work-queue.ts";
import { loopLoad } from "./loop-load.ts";

export interface TurnstileOptions {
  readonly workOf: (flow: string) => Work;
  /** Runs to do that keep the daemon busy; with fewer nobody waits. */
  readonly enough: number;
  /** Runs that there may be to do. */
  readonly most: number;
  /** Share of its time for which the daemon works; measured at the event loop unless given. */
  readonly load?: () => number;
}

/** A flow with no more runs than this to do never waits. */
const FEW = 16;

/** How long a webhook waits at most, in milliseconds: senders give up after some seconds. */
const LONGEST_WAIT_MS = 1_500;

/** How often it is looked who may go in, in milliseconds. */
const LOOK_MS = 10;

/**
 * Share of its time for which the event loop works when the daemon does what it can: other programs want the processor,
 * too. The more there is to do, the sooner webhooks wait.
 */
const BUSY = 0.6;

/** What the bodies of webhooks that wait may take in all, in bytes. */
const MOST_BYTES = 32 * 1024 * 1024;

interface Waiting {
  /** As `performance.now()` has it. */
  readonly until: number;
  readonly bytes: number;
  readonly go: () => void;
}

export class Turnstile {
  readonly #options: TurnstileOptions;
  readonly #load: () => number;
  /** Who waits, by flow; the flow whose turn is next comes first. */
  readonly #lines = new Map<string, Set<Waiting>>();
  #bytes = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: TurnstileOptions) {
    this.#options = options;
    this.#load = options.load ?? loopLoad();
  }

  /** @returns undefined when it may go in at once, else resolves when it may, or has waited long enough */
  pass(flow: string, bytes: number): Promise<void> | undefined {
    const { all, own } = this.#options.workOf(flow);
    if (all < this.#options.enough || own <= FEW || !this.#isBusy(all)) return undefined;
    if (this.#bytes + bytes > MOST_BYTES) return undefined;
    return new Promise((go) => {
      const line = this.#lines.get(flow) ?? new Set();
      this.#lines.set(flow, line.add({ until: performance.now() + LONGEST_WAIT_MS, bytes, go }));
      this.#bytes += bytes;
      this.#timer ??= setInterval(() => this.#look(), LOOK_MS);
    });
  }

  #isBusy(all: number): boolean {
    return this.#load() >= BUSY * (1 - all / this.#options.most);
  }

  #look(): void {
    const { all } = this.#options.workOf("");
    let room = this.#isBusy(all) ? this.#options.enough - all : Number.POSITIVE_INFINITY;
    while (room-- > 0 && this.#letNextIn());
    const now = performance.now();
    for (const [flow, line] of this.#lines)
      for (const waiting of line) {
        if (waiting.until > now) break;
        this.#letIn(flow, line, waiting);
      }
    if (this.#lines.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** The flow whose turn it was goes behind the others. @returns whether somebody waited */
  #letNextIn(): boolean {
    for (const [flow, line] of this.#lines) {
      this.#lines.delete(flow);
      this.#lines.set(flow, line);
      const [first] = line;
      if (first !== undefined) this.#letIn(flow, line, first);
      return true;
    }
    return false;
  }

  #letIn(flow: string, line: Set<Waiting>, waiting: Waiting): void {
    line.delete(waiting);
    if (line.size === 0) this.#lines.delete(flow);
    this.#bytes -= waiting.bytes;
    waiting.go();
  }
}
