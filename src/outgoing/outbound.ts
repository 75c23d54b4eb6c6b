/**
 * Where `http.request` may go. Only public addresses, unless `outbound.allow` says otherwise: a
 * flow's URL may come from a webhook, and must not reach what stands beside the daemon.
 */
import { lookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { ActionError } from "../errors.ts";
import { addressCheck, isAddress, isPublicAddress, isRange } from "../ip-addresses.ts";

export class Outbound {
  readonly #isInRange: (address: string) => boolean;
  readonly #hosts: ReadonlySet<string>;

  /** @param allow addresses, CIDR ranges and host names */
  constructor(allow: readonly string[]) {
    this.#isInRange = addressCheck(allow.filter(isRange));
    const hosts = allow.filter((entry) => !isRange(entry));
    this.#hosts = new Set(hosts.map((host) => host.toLowerCase()));
  }

  /**
   * Refuses a URL that names an address that may not be called; names are looked at when they are
   * resolved, by {@link lookup}.
   * @throws ActionError invalid_request
   */
  check({ hostname }: URL): void {
    const host = hostname.replace(/^\[|\]$/g, "");
    if (isAddress(host) && !this.#allows(host)) throw refused();
  }

  /** Resolves names as Node does, and refuses those that lead to an address that may not be called. */
  readonly lookup: LookupFunction = (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const [first] = found ?? [];
      if (error !== null || first === undefined) return callback(error, "", 0);
      const isAllowed =
        this.#hosts.has(hostname.toLowerCase()) ||
        found.every(({ address }) => this.#allows(address));
      if (!isAllowed) callback(refused(), "", 0);
      else if (options.all === true) callback(null, found);
      else callback(null, first.address, first.family);
    });
  };

  #allows(address: string): boolean {
    return isPublicAddress(address) || this.#isInRange(address);
  }
}

function refused(): ActionError {
  return new ActionError("invalid_request", "the url leads to an address that is not public", {
    code: "address_not_allowed",
    hint: "if it has to be called, add the host or its range to outbound.allow in ahaflow.yaml",
  });
}
