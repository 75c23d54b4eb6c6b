/**
 * Keeps refused deliveries for whoever looks for them, and never so many that the disk or good
 * webhooks feel it: some in a minute with what came, of the others the number.
 */
import { RateLimiterMemory } from "rate-limiter-flexible";
import type { WebhookPayload } from "../../journal/records.ts";
import type { RefusalStore, RefusedDelivery } from "../../journal/refused-deliveries.ts";
import { readPayload, type WebhookRequest } from "../../triggers/webhook.ts";

/** Refusals with what came that are kept in a minute: of one flow, and of all. */
const OF_A_FLOW = 30;
const OF_ALL = 120;

/** How long refusals of one kind are only counted before one stands for them, in milliseconds. */
const COUNTED_MS = 300_000;

/** Kinds of refusals that are counted at once; a flow has a handful. */
const MOST_KINDS = 1_000;

/** The largest payload that is kept, in characters of JSON. */
const LARGEST = 16_384;

/** The longest path that is kept: strangers make them up. */
const LONGEST_PATH = 200;

/** What is known of a refusal. */
export interface Refused extends Omit<RefusedDelivery, "count" | "payload" | "bodyText"> {
  /** What came, without credentials; undefined when the sender was not let in. */
  readonly received: WebhookRequest | undefined;
}

export interface RefusalKeeperOptions {
  readonly store: Pick<RefusalStore, "refuse">;
  /** Masks secrets in plain data. */
  readonly redact: (value: unknown) => unknown;
}

export class RefusalKeeper {
  readonly #options: RefusalKeeperOptions;
  readonly #ofAFlow = new RateLimiterMemory({ points: OF_A_FLOW, duration: 60 });
  readonly #ofAll = new RateLimiterMemory({ points: OF_ALL, duration: 60 });
  /** By flow and code: the last one that only was counted. */
  readonly #counted = new Map<string, RefusedDelivery>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: RefusalKeeperOptions) {
    this.#options = options;
  }

  /** Keeps a refusal, or counts it. Nobody waits for it, and it never throws. */
  async keep(refused: Refused): Promise<void> {
    const { received, ...known } = refused;
    if (received === undefined || !(await this.#hasRoom(known.flow ?? "")))
      return this.#count({ ...NOTHING, ...known, count: 1 });
    await this.#write({ ...whatCame(received), ...known, count: 1 });
  }

  /** Writes what was only counted. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const counted = [...this.#counted.values()].filter(({ count }) => count > 0);
    this.#counted.clear();
    for (const refused of counted) await this.#write(refused);
  }

  /** The first of a kind is written at once. */
  async #count(refused: RefusedDelivery): Promise<void> {
    const key = `${refused.flow ?? ""}\0${refused.code}`;
    const before = this.#counted.get(key)?.count;
    if (before === undefined && this.#counted.size >= MOST_KINDS) return;
    const path = refused.path.length > LONGEST_PATH ? "(a long path)" : refused.path;
    const count = before === undefined ? 0 : before + refused.count;
    this.#counted.set(key, { ...refused, path, count });
    this.#timer ??= setTimeout(() => void this.flush(), COUNTED_MS).unref();
    if (before === undefined) await this.#write({ ...refused, path });
  }

  async #hasRoom(flow: string): Promise<boolean> {
    try {
      await this.#ofAFlow.consume(flow);
      await this.#ofAll.consume("");
      return true;
    } catch {
      return false;
    }
  }

  async #write(refused: RefusedDelivery): Promise<void> {
    const masked = this.#options.redact(refused) as RefusedDelivery;
    // A disk that can't be written has its line in the log.
    await this.#options.store.refuse(masked).catch(() => undefined);
  }
}

type Came = Pick<RefusedDelivery, "payload" | "bodyText">;

const NOTHING: Came = { payload: undefined, bodyText: undefined };

/** The payload; where the body can't be parsed, its text. One that is too large is not kept. */
function whatCame(received: WebhookRequest): Came {
  if (received.body.length > LARGEST) return NOTHING;
  const came = parsed(received);
  return JSON.stringify(came).length > LARGEST ? NOTHING : came;
}

function parsed(received: WebhookRequest): Came {
  try {
    return { payload: readPayload(received), bodyText: undefined };
  } catch {
    // Where a credential stands in a text that can't be read, nobody knows.
    const isOpen = received.withheld === undefined || received.withheld.length === 0;
    const bodyText = isOpen ? new TextDecoder().decode(received.body) : undefined;
    return { payload: withoutBody(received), bodyText };
  }
}

function withoutBody(received: WebhookRequest): WebhookPayload {
  return readPayload({ ...received, query: "", body: new Uint8Array() });
}
