/** Signatures by a recipe that the flow, or the sender's preset, says: digest, place and parts. */
import { createHash, createHmac } from "node:crypto";
import { durationMs } from "../../documents/duration.ts";
import type { Signature, SignaturePlace, SignedTime } from "../../generated/flow.ts";
import { allOf, isOneOf } from "./same-text.ts";
import type { Sent } from "./sent.ts";
import { type Chunk, type Pieces, signedTexts } from "./signed-texts.ts";
import { isNear } from "./timestamp.ts";

/** Whether one of the signatures that came is one that a good key makes. */
export function passesSignature(
  { digest, key = [], encoding = "hex", in: place, of, timestamp, tolerance = "5m" }: Signature,
  sent: Sent,
): boolean {
  const { signatures, pieces } = foundAt(place, sent);
  if (signatures.length === 0) return false;
  if (timestamp !== undefined) {
    const time = timeAt(timestamp, sent, pieces);
    if (!isNear(time, sent.request.receivedAt, durationMs(tolerance))) return false;
  }
  const keys = digest.startsWith("hmac-") ? allOf(key) : [undefined];
  const omitted = new Set(place.query === undefined ? [] : [place.query]);
  const good = signedTexts(of, { sent, pieces, omitted }).flatMap((chunks) =>
    keys.map((one) => digestOf(digest, one, chunks, encoding)),
  );
  return signatures.some((given) =>
    isOneOf(encoding === "hex" ? given.toLowerCase() : given, good),
  );
}

function digestOf(
  digest: Signature["digest"],
  key: string | undefined,
  chunks: readonly Chunk[],
  encoding: "hex" | "base64",
): string {
  const name = digest.replace("hmac-", "");
  const hash = key === undefined ? createHash(name) : createHmac(name, key);
  for (const chunk of chunks) hash.update(chunk);
  return hash.digest(encoding);
}

interface Found {
  readonly signatures: readonly string[];
  /** The other names of a list. */
  readonly pieces: Pieces;
}

function foundAt({ header, prefix = "", list, body, query }: SignaturePlace, sent: Sent): Found {
  if (header !== undefined && list !== undefined) return listed(sent.header(header), list);
  const given =
    header === undefined
      ? body === undefined
        ? sent.parameter(query ?? "")
        : sent.field(body)
      : sent.header(header);
  const signatures = given?.startsWith(prefix) === true ? [given.slice(prefix.length)] : [];
  return { signatures, pieces: new Map() };
}

/** `t=1,v1=ab,v1=cd`: of a piece that stands twice, nobody knows which one counts. */
function listed(header = "", name: string): Found {
  const entries = header.split(",").map((entry) => {
    const at = entry.indexOf("=");
    return [entry.slice(0, Math.max(at, 0)).trim(), entry.slice(at + 1).trim()] as const;
  });
  const signatures = entries.filter(([key]) => key === name).map(([, value]) => value);
  const others = entries.filter(([key]) => key !== name);
  const pieces = new Map(others);
  return { signatures: pieces.size === others.length ? signatures : [], pieces };
}

function timeAt({ header, piece, body }: SignedTime, sent: Sent, pieces: Pieces) {
  if (header !== undefined) return sent.header(header);
  return piece === undefined ? sent.field(body ?? "") : pieces.get(piece);
}
