const SHORTEST = 4;
const MASK = "[redacted]";

/**
 * Makes a function that replaces every secret, also URL-encoded or escaped as in JSON, in the
 * texts and keys of plain data. What holds no secret comes back as the same object. Secrets of
 * fewer than 4 characters are left alone: they would mask half of every text.
 */
export function createRedactor(secrets: Iterable<string>): (value: unknown) => unknown {
  const forms = new Set([...secrets].filter(({ length }) => length >= SHORTEST).flatMap(formsOf));
  if (forms.size === 0) return (value) => value;
  // The longest first: one secret may begin with another.
  const longestFirst = [...forms].toSorted((one, two) => two.length - one.length);
  const pattern = new RegExp(longestFirst.map(escaped).join("|"), "g");
  const redactText = (text: string) => text.replace(pattern, MASK);
  const redact = (value: unknown): unknown => {
    if (typeof value === "string") return redactText(value);
    if (Array.isArray(value)) return redactArray(value, redact);
    return isPlainObject(value) ? redactObject(value, redactText, redact) : value;
  };
  return redact;
}

function formsOf(secret: string): string[] {
  // By way of UTF-8, as half a surrogate pair can't be encoded.
  const encoded = encodeURIComponent(Buffer.from(secret).toString());
  const lowerCaseEncoded = encoded.replace(/%../g, (code) => code.toLowerCase());
  const inForm = new URLSearchParams([["", secret]]).toString().slice(1);
  const inJson = JSON.stringify(secret).slice(1, -1);
  return [secret, encoded, lowerCaseEncoded, inForm, inJson];
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}

type Redact = (value: unknown) => unknown;

function redactArray(values: readonly unknown[], redact: Redact): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (const [index, value] of values.entries()) {
    const shown = redact(value);
    if (shown === value) continue;
    copy ??= [...values];
    copy[index] = shown;
  }
  return copy ?? values;
}

function redactObject(
  object: Readonly<Record<string, unknown>>,
  redactText: (text: string) => string,
  redact: Redact,
): object {
  const entries = Object.entries(object);
  let changed = false;
  for (const entry of entries) {
    const [name, value] = entry;
    entry[0] = redactText(name);
    entry[1] = redact(value);
    changed ||= entry[0] !== name || entry[1] !== value;
  }
  return changed ? Object.fromEntries(entries) : object;
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Headers that let somebody in, however their value was made (base64 of a secret, say). */
const CREDENTIAL_HEADERS =
  /^(authorization|proxy-authorization|cookie|.*(token|secret|api-?key).*)$/i;

/** A copy of a step's input without the values of its credential headers, if it has any. */
export function maskCredentialHeaders(input: unknown): unknown {
  if (typeof input !== "object" || input === null || !("headers" in input)) return input;
  const { headers } = input;
  if (typeof headers !== "object" || headers === null) return input;
  const kept = Object.entries(headers).map(([name, value]) => [
    name,
    CREDENTIAL_HEADERS.test(name) ? "[redacted]" : value,
  ]);
  return { ...input, headers: Object.fromEntries(kept) };
}
