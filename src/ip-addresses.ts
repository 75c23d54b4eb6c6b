/** Addresses and ranges of them. An IPv4 address inside of an IPv6 one is the IPv4 address. */
import ipaddr from "ipaddr.js";

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Leading bits of an IPv6 address that belong to one customer of a provider, who has all behind them. */
const ONE_CUSTOMER_BITS = 64;

/** Whether a text is an address, or a range as CIDR. */
export function isRange(text: string): boolean {
  return rangeOf(text) !== undefined;
}

/**
 * Makes a check of whether an address lies in one of the ranges; a text that is none lies in none.
 * @param ranges addresses, and ranges as CIDR
 */
export function addressCheck(ranges: readonly string[]): (address: string | undefined) => boolean {
  const known = ranges.map(rangeOf).filter((range) => range !== undefined);
  return (text) => {
    const address = addressOf(text);
    if (address === undefined) return false;
    return known.some(
      ([start, bits]) => start.kind() === address.kind() && address.match(start, bits),
    );
  };
}

/** Whether anybody can be called there: no private, loopback, link-local or reserved address. */
export function isPublicAddress(text: string): boolean {
  return addressOf(text)?.range() === "unicast";
}

/**
 * Under what an address is counted: of IPv6 the first 64 bits, since who has one of those has them
 * all. A text that is no address is `unknown`.
 */
export function addressGroup(text: string | undefined): string {
  const address = addressOf(text);
  if (address === undefined) return "unknown";
  if (address instanceof ipaddr.IPv4) return address.toString();
  const parts = address.parts.slice(0, ONE_CUSTOMER_BITS / 16);
  return `${parts.map((part) => part.toString(16)).join(":")}::/${ONE_CUSTOMER_BITS}`;
}

/** An address as proxies write it, without its port: `203.0.113.7:5123`, `[2001:db8::1]:5123`. */
export function withoutPort(text: string): string {
  return (
    /^([\d.]+):\d{1,5}$/.exec(text)?.[1] ?? /^\[([^\]]+)\](?::\d{1,5})?$/.exec(text)?.[1] ?? text
  );
}

function addressOf(text: string | undefined): Address | undefined {
  return text !== undefined && isAddress(text) ? ipaddr.process(text) : undefined;
}

function rangeOf(text: string): [Address, number] | undefined {
  const [address = "", bits, ...more] = text.split("/");
  if (more.length > 0 || !isAddress(address)) return undefined;
  const given = ipaddr.parse(address);
  const longest = given.kind() === "ipv4" ? 32 : 128;
  const length = bits === undefined ? longest : Number(bits);
  if (bits !== undefined && (!/^\d{1,3}$/.test(bits) || length > longest)) return undefined;
  const plain = ipaddr.process(address);
  if (plain.kind() === given.kind()) return [plain, length];
  // A range of IPv4 addresses that is written as one of IPv6.
  return length < 96 ? [given, length] : [plain, length - 96];
}

/** Four decimal parts, or IPv6: the other ways to write IPv4 are read differently by everybody. */
export function isAddress(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);
}
