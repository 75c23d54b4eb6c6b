/** The list of runs: pages of the API, one after the other, and what happens meanwhile. */
import type { RunList as RunPage, RunSummary } from "../../../../src/generated/admin-api.ts";
import { get, type Query } from "../../api/client.ts";
import { follow } from "../../api/live.svelte.ts";
import type { RunChange } from "../../api/run-change.ts";
import { isLoggedOut } from "../../api/session.svelte.ts";
import { merged, withOlder, withStates } from "./live-list.ts";

/** Runs of the first page, which is there soon, and of the others, of which there may be many. */
const FIRST = 100;
const OTHERS = 500;
/** The list is read again at most this often while much happens... */
const LEAST_PAUSE_MS = 1_000;
/** ...and for at most this part of the time. */
const PAUSE_FOR_WORK = 8;
/** What an end tells more than its state, such as why it failed, can wait for so long. */
const END_MS = 1_500;
/** So many older pages are read again when changes were missed. */
const MOST_FURTHER = 5;

export class RunList {
  rows = $state.raw<readonly RunSummary[]>([]);
  /** Newer ones, which come in by a click or while nothing can jump. */
  unseen = $state.raw<readonly RunSummary[]>([]);
  /** There are more of them than were read. */
  hasGap = $state(false);
  isLoading = $state(true);
  failure = $state.raw<unknown>();

  #cursor = $state<string>();
  #stop = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #due = 0;
  #hasMissed = false;
  /** The pages behind the first one. */
  #older: { readonly cursor: string; readonly ids: readonly string[] }[] = [];
  #restUntil = 0;
  readonly #asked: () => Query;
  readonly #mayMove: () => boolean;

  /** @param asked the filters. @param mayMove whether new runs may come in by themselves now */
  constructor(asked: () => Query, mayMove: () => boolean) {
    this.#asked = asked;
    this.#mayMove = mayMove;
    $effect(() => {
      asked();
      this.restart();
      const unfollow = follow(
        "run",
        (changes) => this.#apply(changes),
        () => this.#miss(),
      );
      return () => {
        unfollow();
        this.#leave();
      };
    });
  }

  get isDone(): boolean {
    return this.#cursor === undefined && !this.isLoading;
  }

  /** Begins anew: other filters, or too much came in between. */
  restart = (): void => {
    this.#leave();
    this.#stop = new AbortController();
    this.#older = [];
    void this.#load(undefined, (page) => {
      this.rows = page.runs;
      this.unseen = [];
      this.hasGap = false;
      this.#cursor = page.cursor;
    });
  };

  /** Reads the next page, if there is one. */
  more = (): void => {
    if (this.isLoading || this.#cursor === undefined) return;
    const cursor = this.#cursor;
    void this.#load(cursor, (page) => {
      this.rows = withOlder(this.rows, page.runs);
      this.#older.push({ cursor, ids: page.runs.map(({ id }) => id) });
      this.#cursor = page.cursor;
    });
  };

  /** Lets the newer runs in. */
  show = (): void => {
    if (this.unseen.length === 0) return;
    if (this.hasGap) return this.restart();
    this.rows = [...this.unseen, ...this.rows];
    this.unseen = [];
  };

  /** Reads what the list lacks; meanwhile it says so. */
  async #load(cursor: string | undefined, take: (page: RunPage) => void): Promise<void> {
    const { signal } = this.#stop;
    this.isLoading = true;
    await this.#read(cursor, take);
    if (!signal.aborted) this.isLoading = false;
  }

  async #read(cursor: string | undefined, take: (page: RunPage) => void): Promise<void> {
    const { signal } = this.#stop;
    try {
      const limit = cursor === undefined ? FIRST : OTHERS;
      const page = await get<RunPage>("runs", { ...this.#asked(), limit, cursor }, signal);
      if (signal.aborted) return;
      take(page);
      this.failure = undefined;
    } catch (error) {
      if (!signal.aborted && !isLoggedOut(error)) this.failure = error;
    }
  }

  #apply(changes: RunChange[]): void {
    this.rows = withStates(this.rows, changes);
    if (changes.some((change) => change.new === true)) this.#lookBy(0);
    else if (changes.some(({ change }) => change === "ended")) this.#lookBy(Date.now() + END_MS);
  }

  #miss(): void {
    this.#hasMissed = true;
    this.#lookBy(0);
  }

  /** Looks at the first page at a time or before, or when the last look is long enough ago. */
  #lookBy(time: number): void {
    const due = Math.max(time, this.#restUntil);
    if (this.#timer !== undefined && this.#due <= due) return;
    clearTimeout(this.#timer);
    this.#due = due;
    this.#timer = setTimeout(() => void this.#look(), Math.max(0, due - Date.now()));
  }

  async #look(): Promise<void> {
    const began = Date.now();
    // What happens from here on is for the next look: this one may be too early for it.
    this.#timer = undefined;
    this.#restUntil = began + LEAST_PAUSE_MS;
    await this.#read(undefined, (page) => {
      const now = merged(this.rows, page.runs, page.cursor === undefined);
      this.rows = now.rows;
      this.unseen = now.unseen;
      this.hasGap = now.hasGap;
      if (this.rows.length === 0) this.#cursor = page.cursor;
      if (this.#mayMove()) this.show();
    });
    if (this.#hasMissed) await this.#lookFurther();
    this.#restUntil = Math.max(this.#restUntil, began + PAUSE_FOR_WORK * (Date.now() - began));
  }

  /** Reads again the older pages that had runs without an end, since what became of them was not told. */
  async #lookFurther(): Promise<void> {
    this.#hasMissed = false;
    const open = new Set(this.rows.filter((run) => run.finished_at === null).map(({ id }) => id));
    const pages = this.#older.filter(({ ids }) => ids.some((id) => open.has(id)));
    for (const { cursor } of pages.slice(0, MOST_FURTHER))
      await this.#read(cursor, (page) => {
        this.rows = merged(this.rows, page.runs, true).rows;
      });
  }

  #leave(): void {
    this.#stop.abort();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
