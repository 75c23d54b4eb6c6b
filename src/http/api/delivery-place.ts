/** Where a delivery stands among those of all daemons: by time, and those of one daemon in their order. */
export interface DeliveryPlace {
  /** Milliseconds since 1970, by its daemon's clock; never less than that of the one before. */
  readonly at: number;
  /** Names the daemon from its start to its end. */
  readonly daemon: string;
  /** Counted from 1 there. */
  readonly number: number;
}

/** The place as an id; also the cursor of a list. */
export function placeId({ at, daemon, number }: DeliveryPlace): string {
  return `${at}-${number}-${daemon}`;
}

/** Undefined for what is none. */
export function readPlaceId(id: string): DeliveryPlace | undefined {
  const [, at, number, daemon] = /^(\d{1,15})-(\d{1,15})-([\da-f-]{36})$/.exec(id) ?? [];
  return daemon === undefined ? undefined : { at: Number(at), number: Number(number), daemon };
}

/** Below zero when the first comes first in a list with the newest first. */
export function newestFirst(a: DeliveryPlace, b: DeliveryPlace): number {
  if (a.at !== b.at) return b.at - a.at;
  if (a.daemon !== b.daemon) return a.daemon < b.daemon ? 1 : -1;
  return b.number - a.number;
}
