import { findJsonMistake, mayRepeatKey } from "../documents/json-mistake.ts";
import { JsonLimitError, parseJson } from "../documents/parse-json.ts";
import type { FormTypes } from "../flows/compiled-flow.ts";
import { withFormTypes } from "./form-types.ts";
import { parseForm } from "./parse-form.ts";
import { WebhookRejection } from "./webhook-rejection.ts";

const NO_TYPES: FormTypes = new Map();
const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * Reads a body by its content type: JSON, or a form with the types that the flow knows. An empty body is null, and a number of JSON
 * that would lose digits is text (see parse-json.ts).
 * @throws WebhookRejection 400 when it can't be read, an object has a key twice or a form's fields
 *   contradict one another, 413 when a form
 *   has too many fields, 415 when it is of another type
 */
export function parseBody(
  contentType: string | undefined,
  body: Uint8Array,
  types: FormTypes = NO_TYPES,
): unknown {
  if (body.length === 0) return null;
  const [type = "", ...parameters] = (contentType ?? "").toLowerCase().split(";");
  const parse = parserFor(type.trim());
  const charset = /^\s*charset="?([^"\s]*)"?\s*$/;
  const other = parameters
    .map((text) => charset.exec(text)?.[1])
    .find((name) => name !== undefined);
  const isForeign = other !== undefined && other !== "utf-8" && other !== "utf8";
  // What curl -d sends without -H calls itself a form.
  if (parse !== readJson && !isForeign && looksLikeJson(body)) throw unsupported(JSON_HINT);
  if (parse === undefined || isForeign) throw unsupported(TYPES);
  const value = parse(decode(body));
  return parse === parseForm ? withFormTypes(value as ReturnType<typeof parseForm>, types) : value;
}

const TYPES = "send application/json or application/x-www-form-urlencoded, in UTF-8";
const JSON_HINT = "this looks like JSON: send it with the header Content-Type: application/json";

function unsupported(message: string): WebhookRejection {
  return new WebhookRejection(415, "unsupported_media_type", message);
}

/** Whether a JSON object or list begins there; a form would have its braces and quotes encoded. */
function looksLikeJson(body: Uint8Array): boolean {
  return /^\s*[{[]\s*["{[\]}\d]/.test(Buffer.from(body.subarray(0, 100)).toString("latin1"));
}

function parserFor(type: string): ((text: string) => unknown) | undefined {
  if (type === "application/json" || /^application\/[\w.+-]+\+json$/.test(type)) return readJson;
  return type === "application/x-www-form-urlencoded" ? parseForm : undefined;
}

function decode(body: Uint8Array): string {
  try {
    return decoder.decode(body);
  } catch {
    throw new WebhookRejection(400, "invalid_encoding", "the body is not UTF-8");
  }
}

function readJson(text: string): unknown {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (error) {
    if (error instanceof JsonLimitError) throw new WebhookRejection(400, error.code, error.message);
    throw new WebhookRejection(400, "invalid_json", `the body is not valid JSON${placeOf(text)}`);
  }
  // Who signs, filters or logs the body before us may have taken the other one.
  if (mayRepeatKey(text, value) && findJsonMistake(text) !== undefined)
    throw new WebhookRejection(
      400,
      "duplicate_key",
      `a key stands twice in one object of the body${placeOf(text)}`,
    );
  return value;
}

function placeOf(text: string): string {
  const mistake = findJsonMistake(text);
  return mistake === undefined ? "" : `: line ${mistake.line}, column ${mistake.column}`;
}
