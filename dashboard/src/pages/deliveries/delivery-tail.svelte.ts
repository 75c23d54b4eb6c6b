/** The newest deliveries, and those that come meanwhile. */

import type { Delivery, DeliveryList } from "../../../../src/generated/admin-api.ts";
import { get, type Query } from "../../api/client.ts";
import { follow } from "../../api/live.svelte.ts";
import { isLoggedOut } from "../../api/session.svelte.ts";

const PAGE = 50;

/** The list is read again at most this often while much comes, in milliseconds. */
const LEAST_PAUSE_MS = 1_000;

export class DeliveryTail {
  rows = $state.raw<readonly Delivery[]>([]);
  /** Daemons whose deliveries may be missing. */
  unanswered = $state.raw<readonly string[]>([]);
  isLoading = $state(true);
  failure = $state.raw<unknown>();

  #fresh = $state.raw<DeliveryList>();
  #cursor = $state<string>();
  #stop = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #restUntil = 0;
  readonly #asked: () => Query;
  readonly #mayMove: () => boolean;

  /** @param asked the filters. @param mayMove whether new ones may come in by themselves now */
  constructor(asked: () => Query, mayMove: () => boolean) {
    this.#asked = asked;
    this.#mayMove = mayMove;
    $effect(() => {
      asked();
      this.restart();
      const end = follow("delivery", this.#soon, this.#soon);
      return () => {
        end();
        this.#leave();
      };
    });
  }

  /** How many newer ones are not shown. */
  get unseen(): number {
    const newest = this.rows[0]?.id;
    const fresh = this.#fresh?.deliveries ?? [];
    const at = fresh.findIndex(({ id }) => id === newest);
    return at < 0 ? fresh.length : at;
  }

  /** There are more new ones than were read. */
  get hasGap(): boolean {
    return this.#fresh?.cursor !== undefined && this.unseen === this.#fresh.deliveries.length;
  }

  get canReadOn(): boolean {
    return this.#cursor !== undefined;
  }

  restart = (): void => {
    this.#leave();
    this.#stop = new AbortController();
    void this.#read(undefined, (page) => this.#take(page));
  };

  more = (): void => {
    void this.#read(this.#cursor, (page) => {
      const known = new Set(this.rows.map(({ id }) => id));
      this.rows = [...this.rows, ...page.deliveries.filter(({ id }) => !known.has(id))];
      this.#cursor = page.cursor;
    });
  };

  /** Lets the newer ones in. */
  show = (): void => {
    const fresh = this.#fresh;
    if (fresh === undefined) return;
    if (this.hasGap) this.#take(fresh);
    else this.rows = [...fresh.deliveries.slice(0, this.unseen), ...this.rows];
    this.#fresh = undefined;
  };

  #take(page: DeliveryList): void {
    this.rows = page.deliveries;
    this.#cursor = page.cursor;
    this.#fresh = undefined;
  }

  async #read(cursor: string | undefined, take: (page: DeliveryList) => void): Promise<void> {
    const { signal } = this.#stop;
    this.isLoading = true;
    try {
      const query = { ...this.#asked(), limit: PAGE, cursor };
      const page = await get<DeliveryList>("deliveries", query, signal);
      if (signal.aborted) return;
      take(page);
      this.unanswered = page.unanswered;
      this.failure = undefined;
    } catch (error) {
      if (!signal.aborted && !isLoggedOut(error)) this.failure = error;
    } finally {
      if (!signal.aborted) this.isLoading = false;
    }
  }

  #soon = (): void => {
    this.#timer ??= setTimeout(() => void this.#look(), Math.max(0, this.#restUntil - Date.now()));
  };

  async #look(): Promise<void> {
    this.#restUntil = Date.now() + LEAST_PAUSE_MS;
    this.#timer = undefined;
    await this.#read(undefined, (page) => {
      this.#fresh = page;
      if (this.rows.length === 0 || this.#mayMove()) this.show();
    });
  }

  #leave(): void {
    this.#stop.abort();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
