/** The other nodes on this journal, as one tells them. What is told may be lost with a node. */
import type { LoggedEvent } from "./event-log.ts";

/** News that anybody in the database may hear: nothing that a customer or a platform said. */
export interface Peers {
  tell(notice: PeerNotice): void;
  hear(hearer: (notice: { readonly kind: string }) => void): void;
  /** Called when something may not have been heard. */
  onGap(hearer: () => void): void;
}

export type PeerNotice =
  /** Somebody follows the feed there: what happens is told for a while, or what comes at the webhooks. */
  | { readonly kind: "follow"; readonly of?: "deliveries" }
  | { readonly kind: "events"; readonly events: readonly LoggedEvent[] };

/** What only those who may read the journal get. */
export interface Parcels {
  /** Sends plain data to all, or to one that something came from. @param what which hearer it is for */
  send(what: ParcelKind, content: unknown, to?: string): void;
  /** @param hearer is given what is in it, undefined when it is gone, and who sent it */
  hear(what: ParcelKind, hearer: (open: () => Promise<unknown>, from: string) => void): void;
}

type ParcelKind = "deliveries" | "question" | "answer";
