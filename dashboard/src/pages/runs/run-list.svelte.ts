/** The list of runs: pages of the API, one after the other, and what happens meanwhile. */
import type { RunList as RunPage, RunSummary } from "../../../../src/generated/admin-api.ts";
import { get, type Query } from "../../api/client.ts";
import { follow } from "../../api/live.svelte.ts";
import type { RunChange } from "../../api/run-change.ts";
import { isLoggedOut } from "../../api/session.svelte.ts";
import { merged, toldRuns, withOlder, withStates } from "./live-list.ts";

/** Runs of the first page, which is there soon, and of the others, of which there may be many. */
const FIRST = 100;
const OTHERS = 500;
/** The list is read again at most this often... */
const LEAST_PAUSE_MS = 200;
/** ...at most this often when more changed since the last look... */
const BUSY_PAUSE_MS = 1_000;
const BUSY = 20;
/** ...and for at most this part of the time. */
const PAUSE_FOR_WORK = 8;
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
  #isLooking = false;
  #began = 0;
  #hasMissed = false;
  /** Changes since the last look began. */
  #changes = 0;
  /** New runs that are known from the feed alone, until a look that began after has read them. */
  #told: readonly RunSummary[] = [];
  /** More is new than the feed has told: until the next look it would leave holes in the list. */
  #isBehind = true;
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
    this.#isBehind = true;
    void this.#load(undefined, (page) => {
      this.rows = page.runs;
      this.unseen = [];
      this.#told = [];
      this.#isBehind = false;
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
    if (this.hasGap) return this.restart();
    if (this.unseen.length === 0) return;
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
    this.unseen = withStates(this.unseen, changes);
    this.#told = withStates(this.#told, changes);
    this.#takeIn(changes);
    this.#lookSoon(changes.length);
  }

  /** Shows the runs that changes tell of as new before they are read. */
  #takeIn(changes: readonly RunChange[]): void {
    if (this.#isBehind) return;
    const known = new Set([...this.rows, ...this.unseen].map(({ id }) => id));
    const told = toldRuns(changes, known, this.#asked());
    if (told.length === 0) return;
    // The next look reads no more than this.
    this.#isBehind = this.#told.length + told.length > FIRST;
    if (this.#isBehind) return;
    this.#told = [...told, ...this.#told];
    this.unseen = [...told, ...this.unseen];
    if (this.#mayMove()) this.show();
  }

  #miss(): void {
    this.#hasMissed = true;
    this.#isBehind = true;
    this.#lookSoon(BUSY + 1);
  }

  /** Looks at the first page, now or when the last look is long enough ago for so many changes. */
  #lookSoon(changes: number): void {
    this.#changes += changes;
    const pause = this.#changes > BUSY ? BUSY_PAUSE_MS : LEAST_PAUSE_MS;
    const due = Math.max(this.#began + pause, this.#restUntil);
    if (this.#isLooking || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => void this.#look(), Math.max(0, due - Date.now()));
  }

  async #look(): Promise<void> {
    const { signal } = this.#stop;
    // What happens from here on is for the next look: this one may be too early for it.
    this.#timer = undefined;
    this.#isLooking = true;
    this.#began = Date.now();
    this.#changes = 0;
    const before = new Set(this.#told.map(({ id }) => id));
    await this.#read(undefined, (page) => this.#take(page, before));
    if (signal.aborted) return;
    if (this.#hasMissed) await this.#lookFurther();
    if (signal.aborted) return;
    this.#isLooking = false;
    this.#restUntil = this.#began + PAUSE_FOR_WORK * (Date.now() - this.#began);
    if (this.#changes > 0) this.#lookSoon(0);
  }

  /** @param before the runs that had been told when the page was asked for */
  #take(page: RunPage, before: ReadonlySet<string>): void {
    const now = merged(this.rows, page.runs, page.cursor === undefined);
    const oldest = page.cursor === undefined ? "" : (page.runs.at(-1)?.id ?? "");
    const isShort = this.#told.some(({ id }) => before.has(id) && id < oldest);
    const known = new Set([...page.runs, ...now.rows].map(({ id }) => id));
    this.#told = this.#told.filter(({ id }) => !before.has(id));
    this.rows = now.rows;
    this.unseen = [...this.#told.filter(({ id }) => !known.has(id)), ...now.unseen];
    this.hasGap = now.hasGap || isShort;
    this.#isBehind = false;
    if (this.rows.length === 0) this.#cursor = page.cursor;
    if (this.#mayMove()) this.show();
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
    this.#isLooking = false;
  }
}
