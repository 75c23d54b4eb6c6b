import type {
  Entered,
  Freed,
  OpenRuns,
  SharedJournal,
  Taken,
  Taking,
  Turn,
} from "../../engine/dispatch/shared-journal.ts";
import type { Standing } from "../../engine/dispatch/work-queue.ts";
import type { NodeAbout, NodeRecord } from "../../journal/nodes.ts";
import type { NewRun, RunResult } from "../../journal/records.ts";
import type { SharedReads } from "../asks.ts";
import { type JournalParts, JournalStore } from "../journal-store.ts";

/** How often the others hear that this node lives, in milliseconds. */
const BEAT_MS = 1_000;

/** A node that was in touch for so long has heard of all others that live, in milliseconds. */
const JUDGES_AFTER_MS = 4_000;

export interface SharedParts extends JournalParts {
  readonly read: JournalParts["read"] &
    (<Name extends keyof SharedReads>(
      name: Name,
      ask: SharedReads[Name]["ask"],
    ) => Promise<SharedReads[Name]["answer"]>);
  /** This node's id; another one once it was given up. */
  readonly node: () => string;
  /** For how long this node has been in touch with the database without a gap, in milliseconds. */
  readonly inTouchMs: () => number;
}

/** The journal of several nodes. */
export class SharedJournalStore extends JournalStore implements SharedJournal {
  readonly #parts: SharedParts;
  onGivenUp: () => void = () => undefined;
  onDue: () => void = () => undefined;
  readonly #beat: NodeJS.Timeout;
  /** What it tells of itself, as JSON, and the node that has told that. */
  #about: string | undefined;
  #toldBy: string | undefined;

  constructor(parts: SharedParts) {
    super(parts);
    this.#parts = parts;
    this.#beat = setInterval(() => {
      // One that fails is no news: the journal says itself what is wrong.
      this.#tellThatItLives().catch(() => undefined);
    }, BEAT_MS).unref();
  }

  isInTouch(): boolean {
    return this.#parts.inTouchMs() > 0;
  }

  /** The id of this node; another one once it was given up. */
  get node(): string {
    return this.#parts.node();
  }

  /** What the others are told of this daemon, with its next beat. */
  set about(about: NodeAbout) {
    const text = JSON.stringify(about);
    if (text === this.#about) return;
    this.#about = text;
    this.#toldBy = undefined;
  }

  /** Those that share the journal: who lives, and who was given up in the last day. */
  nodes(): Promise<readonly NodeRecord[]> {
    return this.#parts.read("nodes", { self: this.#parts.node() });
  }

  override close(): Promise<void> {
    clearInterval(this.#beat);
    return super.close();
  }

  async enter(run: NewRun, turn: Turn): Promise<Entered> {
    return this.#parts.writes.write("enter", { ...this.entering(run), turn });
  }

  async leave(
    runId: string,
    result: RunResult,
    how: Parameters<SharedJournal["leave"]>[2],
  ): Promise<Freed> {
    const freed = await this.#parts.writes.write("leave", {
      runId,
      result: this.ending(result),
      ...how,
    });
    this.#parts.changed?.();
    return freed;
  }

  endUnwanted(at: number): Promise<Freed> {
    return this.#parts.writes.write("endUnwanted", { at });
  }

  take(taking: Taking): Promise<Taken> {
    return this.#parts.writes.write("take", taking);
  }

  async giveBack(runId: string, at: number | undefined): Promise<void> {
    await this.#parts.writes.write("giveBack", { runId, at });
  }

  keepOnly(runIds: readonly string[]): Promise<boolean> {
    return this.#parts.writes.write("keepOnly", runIds);
  }

  keyedFlows(): Promise<readonly string[]> {
    return this.#parts.writes.write("keyedFlows", undefined);
  }

  applyLimits(limits: Parameters<SharedJournal["applyLimits"]>[0]): Promise<boolean> {
    return this.#parts.writes.write("applyLimits", limits);
  }

  countOpen(at: number): Promise<OpenRuns> {
    return this.#parts.read("countOpen", { at });
  }

  standing(runId: string, at: number): Promise<Standing | undefined> {
    return this.#parts.read("standing", { runId, at });
  }

  /** Tells the others that this node lives, and lets go of what dead ones had. */
  async #tellThatItLives(): Promise<void> {
    const judges = this.#parts.inTouchMs() > JUDGES_AFTER_MS;
    const node = this.#parts.node();
    const about = this.#toldBy === node ? undefined : this.#about;
    const dead = await this.#parts.writes.write("beat", { judges, about });
    // It may have more to tell by now.
    if (about === this.#about) this.#toldBy = node;
    if (dead > 0) this.onDue();
  }
}
