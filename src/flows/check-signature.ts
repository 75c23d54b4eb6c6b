/** What a signature's recipe must not be, whoever wrote it: one that anybody could make. */
import type { ValuePath, YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import type { Auth, Signature } from "../generated/flow.ts";
import { AUTH_PATH } from "./auth-path.ts";
import { problemAt } from "./parse-flow.ts";

/** Checks the recipes of `auth`. */
export function checkSignatures(document: YamlDocument, auth: readonly Auth[]): Problem[] {
  return auth.flatMap(({ signature }, index) =>
    signature === undefined
      ? []
      : mistakesOf(signature).map(({ at, message, hint, rule = "wrong-value" }) =>
          problemAt(document, [...AUTH_PATH, index, "signature", ...at], rule, message, hint),
        ),
  );
}

/** Whether the flow's schema has left of a way in what it has to have. */
export function isWhole({ signature }: Auth): boolean {
  const { digest, in: place, of }: Partial<Signature> = signature ?? {};
  return signature === undefined || ![digest, place, of].includes(undefined);
}

interface Mistake {
  readonly at: ValuePath;
  readonly rule?: string;
  readonly message: string;
  readonly hint: string;
}

function mistakesOf({ digest, key, of, in: place, timestamp }: Signature): Mistake[] {
  const mistakes: Mistake[] = [];
  const isKeyed = digest.startsWith("hmac-");
  if (isKeyed && key === undefined)
    mistakes.push({
      at: [],
      rule: "missing-field",
      message: `${digest} needs a key`,
      hint: 'write key: "{{secrets.NAME}}"',
    });
  if (!isKeyed && key !== undefined)
    mistakes.push({
      at: ["key"],
      message: `${digest} has no key`,
      hint: `write hmac-${digest}, or make it one of the parts: of: [{ value: "{{secrets.NAME}}" }, …]`,
    });
  if (!isKeyed && !of.some(({ value }) => value !== undefined))
    mistakes.push({
      at: ["of"],
      message: `a ${digest} without a secret among its parts can be made by anybody`,
      hint: 'write { value: "{{secrets.NAME}}" } where the sender has the secret',
    });
  const isOfBody = of.some((part) => BODY_PARTS.some((name) => part[name] !== undefined));
  const isOfQuery = of.some((part) => part.query_pairs !== undefined);
  if (!isOfBody && !isOfQuery)
    mistakes.push({
      at: ["of"],
      message: "nothing of what is sent is signed: whoever has one signature can send anything",
      hint: "let the body be one of the parts: { raw: true }, or as the sender says it",
    });
  if (place.list === undefined)
    for (const [index, part] of of.entries())
      if (part.piece !== undefined)
        mistakes.push({
          at: ["of", index, "piece"],
          message: "the signature's header is no list, and has no pieces",
          hint: "write in: { header: …, list: v1 }",
        });
  if (timestamp !== undefined && !isSigned(timestamp, of, isOfBody))
    mistakes.push({
      at: ["timestamp"],
      message: "the timestamp is not among what is signed: anybody could write another one",
      hint: "make it one of the parts, as the sender does",
    });
  return mistakes;
}

const BODY_PARTS = ["raw", "body", "pairs", "sorted_json"] as const;

function isSigned(
  { header, piece, body }: NonNullable<Signature["timestamp"]>,
  of: Signature["of"],
  isOfBody: boolean,
): boolean {
  if (body !== undefined) return isOfBody;
  return of.some((part) =>
    header === undefined
      ? part.piece === piece
      : part.header?.toLowerCase() === header.toLowerCase(),
  );
}
