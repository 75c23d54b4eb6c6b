/** The last requests on the webhook listener, for whoever looks: what came is read again only then. */
import { randomUUID } from "node:crypto";
import type { Changes, Delivery, RequestChange } from "../../journal/changes.ts";
import type { DeliveryPlace } from "./delivery-place.ts";

/** One of them. */
export interface KeptDelivery extends DeliveryPlace {
  readonly flow: string | undefined;
  /** The path of that flow, with the names of its parameters. */
  readonly path: string | undefined;
  readonly isRefused: boolean;
  /** About what it takes in memory, in bytes. */
  readonly size: number;
  /** Makes what came of its bytes; secrets are not masked yet. */
  readonly read: () => Delivery;
}

const MOST = 500;
const MOST_BYTES = 16 * 1_048_576;

/** What a delivery takes besides its body, about, in bytes. */
const OWN_BYTES = 2_048;

export class DeliveryTail {
  /** The oldest first. */
  readonly #kept = new Set<KeptDelivery>();
  readonly #daemon = randomUUID();
  #bytes = 0;
  #lastNumber = 0;
  #lastAt = 0;

  constructor(changes: Pick<Changes, "hear">) {
    changes.hear((change) => {
      if (change.of === "request") this.#keep(change);
    });
  }

  /** Those that are kept, the newest first. */
  get newestFirst(): readonly KeptDelivery[] {
    return [...this.#kept].toReversed();
  }

  /** Lets go of one. */
  forget(kept: KeptDelivery): void {
    if (this.#kept.delete(kept)) this.#bytes -= kept.size;
  }

  #keep({ delivery: read, flow, path, code, size: bytes }: RequestChange): void {
    if (read === undefined) return;
    const size = bytes + OWN_BYTES;
    const isRefused = code !== undefined;
    const [daemon, number] = [this.#daemon, ++this.#lastNumber];
    // A clock that is set back does not change their order.
    const at = (this.#lastAt = Math.max(this.#lastAt, Date.now()));
    this.#kept.add({ at, daemon, number, flow, path, isRefused, size, read });
    this.#bytes += size;
    for (const oldest of this.#kept) {
      if (this.#kept.size <= MOST && this.#bytes <= MOST_BYTES) return;
      this.forget(oldest);
    }
  }
}
