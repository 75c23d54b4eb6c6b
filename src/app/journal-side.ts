/**
 * A journal is of runs against one side: the simulators of `--simulate`, some other stand-in for the
 * platforms, or the platforms. What was accepted for one is never carried on with another.
 */
import { AhaflowError } from "../errors.ts";
import { isAddress, isPublicAddress } from "../ip-addresses.ts";
import type { ConnectionSettings } from "../platforms/connection-settings.ts";
import { platformOf } from "../platforms/installed.ts";
import type { Settings } from "../settings/settings.ts";
import type { Side } from "../stores/asks.ts";
import type { JournalStore } from "../stores/journal-store.ts";
import { journalPlace } from "./open-journal.ts";

/** A side in words. @param who the platforms of the connections */
function inWords(side: Side, who: string): string {
  if (side === "simulator") return "the simulator of --simulate";
  return side === "platform"
    ? who
    : `a stand-in for ${who} (base_url begins with http://, or is no public address)`;
}

/** The platforms of connections, as people call them. */
function platformsOf(connections: readonly ConnectionSettings[]): string {
  const titles = new Set(connections.map((one) => platformOf(one).title));
  return titles.size === 0 ? "the platform" : [...titles].join(" and ");
}

/** Holds a daemon to the side of its journal. */
export class JournalSide {
  readonly #simulated: boolean;
  #store: JournalStore | undefined;
  #side: Side | undefined;

  /** @param simulated every connection leads to the simulator of `--simulate` */
  constructor(simulated: boolean) {
    this.#simulated = simulated;
  }

  /**
   * Takes a journal for the side that the connections lead to. A journal without anything in it may
   * have any; one of before this was written down is not the simulator's.
   * @throws AhaflowError `other_side` when it has runs of another
   */
  async open(store: JournalStore, settings: Settings): Promise<void> {
    const { side, used } = await store.side();
    this.#store = store;
    this.#side = used ? (side ?? (this.#simulated ? "platform" : undefined)) : undefined;
    this.check(settings);
    this.take(settings);
  }

  /** @throws AhaflowError `other_side`, `two_sides` for settings that this journal can't have */
  check(settings: Settings): void {
    const side = this.#sideOf(settings);
    // Without connections nothing leads anywhere, but dedupe keys of a simulation are none of the shop's.
    const isOther = side === undefined ? this.#side === "simulator" : side !== this.#side;
    if (this.#side === undefined || !isOther) return;
    const who = platformsOf([...settings.connections.values()]);
    const { place, choose } = journalPlace(settings);
    throw new AhaflowError(
      "other_side",
      `the journal in ${place} is of runs against ${inWords(this.#side, who)}, and now the connections lead to ${inWords(side ?? "platform", who)}`,
      {
        hint: `what was accepted for one is never carried on with the other: start with another ${choose}, or with base_url as it was`,
      },
    );
  }

  /** Writes down where settings lead that were checked, before any run of theirs. */
  take(settings: Settings): void {
    const side = this.#sideOf(settings);
    if (side === undefined || side === this.#side) return;
    this.#side = side;
    // Not awaited: no later write is on the disk before it, and a full disk is no reason not to start.
    this.#store?.setSide(side).catch(() => undefined);
  }

  #sideOf({ connections }: Settings): Side | undefined {
    if (this.#simulated) return "simulator";
    const [first, ...others] = [...connections.values()];
    if (first === undefined) return undefined;
    const side = sideOf(first);
    const other = others.find((one) => sideOf(one) !== side);
    if (other === undefined) return side;
    throw new AhaflowError(
      "two_sides",
      `the connection ${first.name} leads to ${inWords(side, platformsOf([first]))}, and ${other.name} to ${inWords(sideOf(other), platformsOf([other]))}`,
      {
        hint: "they would share dedupe keys and waiting runs: give each side a daemon and a folder in AHAFLOW_DATA of its own",
      },
    );
  }
}

/** Most platforms are reached by https, in public; simulators speak http alone. */
function sideOf(settings: ConnectionSettings): Side {
  const isReal = platformOf(settings).connections.isReal?.(settings);
  if (isReal !== undefined) return isReal ? "platform" : "stand-in";
  const { baseUrl } = settings;
  if (!URL.canParse(baseUrl)) return "stand-in";
  const { protocol, hostname } = new URL(baseUrl);
  const host = hostname.replace(/^\[|\]$/g, "");
  const isPublic = isAddress(host) ? isPublicAddress(host) : !/(^|\.)localhost$/.test(host);
  return protocol === "https:" && isPublic ? "platform" : "stand-in";
}
