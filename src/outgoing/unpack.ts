/** Undoes the Content-Encoding of an answer. */
import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate, inflateRaw } from "node:zlib";
import { responseTooLarge } from "./failure.ts";

/** Packings of packings that are undone: no server has a use for more. */
const MOST_CODINGS = 3;

type Unpack = (packed: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

const inflateZlib = promisify(inflate);
const inflateBare = promisify(inflateRaw);
const WAYS: ReadonlyMap<string, Unpack> = new Map<string, Unpack>([
  ["gzip", promisify(gunzip)],
  ["x-gzip", promisify(gunzip)],
  ["br", promisify(brotliDecompress)],
  // Half of the servers leave out what should stand around it (RFC 9110, 8.4.1.2).
  ["deflate", (packed, options) => (isZlib(packed) ? inflateZlib : inflateBare)(packed, options)],
]);

/** What is said to servers that ask. */
export const ACCEPTED_CODINGS = "gzip, br, deflate";

/**
 * The body as it was before it was packed.
 * @param coding the header Content-Encoding
 * @param largestBytes of what comes out: a few bytes can stand for gigabytes
 * @returns undefined when the coding is not known, or the bytes are not what it says
 * @throws ActionError invalid_request when more would come out
 */
export async function unpack(
  packed: Buffer,
  coding: string | string[] | undefined,
  largestBytes: number,
  who: string,
  hint?: string,
): Promise<Buffer | undefined> {
  if (coding === undefined || packed.length === 0) return packed;
  const codings = String(coding)
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && name !== "identity");
  if (codings.length > MOST_CODINGS) return undefined;
  let bytes = packed;
  for (const name of codings.toReversed()) {
    const way = WAYS.get(name);
    if (way === undefined) return undefined;
    try {
      bytes = await way(bytes, { maxOutputLength: largestBytes });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "ERR_BUFFER_TOO_LARGE") throw responseTooLarge(who, hint);
      return undefined;
    }
  }
  return bytes;
}

/** Whether it begins as RFC 1950 says. */
function isZlib([first = 0, second = 0]: Buffer): boolean {
  return (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0;
}
