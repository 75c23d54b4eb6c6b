/** Least length of a secret that is masked at all, in characters. */
const SHORTEST = 4;
/** Least length of one that is masked in the midst of data: a shorter one is a part of many words and numbers. */
export const SHORTEST_INSIDE = 8;
export const MASK = "[redacted]";

/** Least part of a secret that is masked at the end of a text that was cut off, in characters. */
export const SHORTEST_PART = 8;

type Redact = (value: unknown) => unknown;

/**
 * Makes a function that replaces every secret, in all its {@link formsOf forms}, in the texts and
 * keys of plain data; also the beginning of one where a text was cut off. What holds no secret
 * comes back as the same object. Secrets of fewer than 4 characters are left alone: they would mask
 * half of every text.
 */
export function createRedactor(secrets: Iterable<string>): Redact {
  const forms = new Set([...secrets].filter(({ length }) => length >= SHORTEST).flatMap(formsOf));
  return forms.size === 0 ? (value) => value : inTexts(textMask(forms));
}

/**
 * Masks customers' data where it is shown: as {@link createRedactor}, but secrets of fewer than 8
 * characters only where they are the whole of a text. So an order `DH2024-17` can still be read
 * when a secret is `2024`.
 */
export function createDataRedactor(secrets: Iterable<string>): Redact {
  const { long, short } = byLength(secrets);
  const whole = new Set(short.flatMap(formsOf));
  const mask = textMask(new Set(long.flatMap(formsOf)));
  // A field that is called as a secret is no secret.
  return inTexts((text) => (whole.has(text) ? MASK : mask(text)), mask);
}

/** The secrets that are masked wherever they stand in data, and those that are as whole texts. */
export function byLength(secrets: Iterable<string>): { long: string[]; short: string[] } {
  const all = [...secrets];
  const long = all.filter(({ length }) => length >= SHORTEST_INSIDE);
  const short = all.filter(({ length }) => length >= SHORTEST && length < SHORTEST_INSIDE);
  return { long, short };
}

/**
 * What replaces these forms of secrets in one text.
 * @param replace what stands in the place of a form, or of the beginning of one at the end of a text that was
 *   cut off; {@link MASK} unless given
 */
export function textMask(
  forms: ReadonlySet<string>,
  replace: (found: string) => string = () => MASK,
): (text: string) => string {
  if (forms.size === 0) return (text) => text;
  // The longest first: one secret may begin with another.
  const longestFirst = [...forms].toSorted((one, two) => two.length - one.length);
  const pattern = new RegExp(longestFirst.map(escaped).join("|"), "g");
  const cutOff = cutOffFinder(longestFirst);
  const inside = (text: string) => text.replace(pattern, (found) => replace(found));
  return (text) => {
    const cut = cutOff(text);
    if (cut === undefined) return inside(text);
    const [from, to] = cut;
    return inside(text.slice(0, from)) + replace(text.slice(from, to)) + text.slice(to);
  };
}

/**
 * Does something to each text and key of plain data, and to the values of maps. Data without maps that
 * does not change is the same object.
 */
export function inTexts(change: (text: string) => string, changeKey = change): Redact {
  const redact = (value: unknown): unknown => {
    if (typeof value === "string") return change(value);
    if (Array.isArray(value)) return redactArray(value, redact);
    if (value instanceof Map) return new Map([...value].map(([key, one]) => [key, redact(one)]));
    return isPlainObject(value) ? redactObject(value, changeKey, redact) : value;
  };
  return redact;
}

/**
 * How a secret may look on its way through URLs, forms, JSON, HTML and base64, and some of those
 * twice: senders and the other side encode what they got. The journal knows a form by its place here:
 * a further one comes last.
 */
export function formsOf(secret: string): string[] {
  const once = [...inUrl(secret), ...inJson(secret)];
  const twice = [...once.flatMap(inUrl), ...once.flatMap(inJson)];
  // An answer that repeats a step's input, which had an answer in it.
  const thrice = inJson(secret).flatMap(inJson).flatMap(inJson);
  const inHtml = secret.replace(/[&<>"']/g, (one) => HTML[one] as string);
  // A Mac writes accents as characters of their own.
  const looks = [secret.normalize("NFC"), secret.normalize("NFD")];
  return [secret, ...once, ...twice, ...thrice, inHtml, ...inBase64(Buffer.from(secret)), ...looks];
}

const HTML: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function inUrl(text: string): string[] {
  // By way of UTF-8, as half a surrogate pair can't be encoded.
  const encoded = encodeURIComponent(Buffer.from(text).toString());
  const lowerCaseEncoded = encoded.replace(/%../g, (code) => code.toLowerCase());
  const inForm = new URLSearchParams([["", text]]).toString().slice(1);
  return [encoded, lowerCaseEncoded, inForm];
}

/** As JavaScript writes it; with \/ and \u, as PHP and others do. */
function inJson(text: string): string[] {
  const plain = JSON.stringify(text).slice(1, -1);
  const ascii = plain.replace(
    /[^\x20-\x7e]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return [plain, ascii, plain.replaceAll("/", "\\/"), ascii.replaceAll("/", "\\/")];
}

/** The characters that are the secret's alone, wherever it stands in what was encoded. */
function inBase64(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((before) => {
    const from = Math.ceil((before * 8) / 6);
    const to = Math.floor(((before + bytes.length) * 8) / 6);
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString("base64")
      .slice(from, to);
    // A few characters of base64 could be anything.
    if (text.length < SHORTEST_PART) return [];
    return [text, text.replaceAll("+", "-").replaceAll("/", "_")];
  });
}

/** Finds what a text ends with, when a secret begins so; an ellipsis may stand after it. */
function cutOffFinder(
  forms: readonly string[],
): (text: string) => [from: number, to: number] | undefined {
  const long = forms.filter(({ length }) => length > SHORTEST_PART);
  const longest = long[0]?.length ?? 0;
  const starts = new Set(long.map((form) => escaped(form.slice(0, SHORTEST_PART))));
  const whole = new Set(forms);
  const start = starts.size === 0 ? undefined : new RegExp([...starts].join("|"), "g");
  return (text) => {
    // Looked at for every text, so what is not there has to be cheap.
    if (start === undefined || text.length < SHORTEST_PART) return undefined;
    const dots = text.endsWith("…") ? 1 : text.endsWith("...") ? 3 : 0;
    const end = text.length - dots;
    start.lastIndex = Math.max(0, end - longest);
    for (let at = start.exec(text)?.index; at !== undefined; at = start.exec(text)?.index) {
      const part = text.slice(at, end);
      if (!whole.has(part) && long.some((form) => form.startsWith(part))) return [at, end];
    }
    return undefined;
  };
}

/** A text as a regular expression finds it. */
export function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}

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
  const names = Object.keys(object);
  let entries: [string, unknown][] | undefined;
  for (const [index, name] of names.entries()) {
    const value = object[name];
    const [shownName, shown] = [redactText(name), redact(value)];
    if (entries === undefined && shownName === name && shown === value) continue;
    entries ??= names.slice(0, index).map((before) => [before, object[before]]);
    entries.push([shownName, shown]);
  }
  return entries === undefined ? object : Object.fromEntries(entries);
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

/** Fields that let somebody in. */
const CREDENTIAL_FIELDS =
  /token|secret|password|passwd|passcode|api[-_]?key|access[-_]?key|private[-_]?key|authorization|signature|cookie|^(pass|pwd|pin|otp|jwt|session)$/i;

/** A copy of plain data without the values of fields that let somebody in. */
export function maskCredentials(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskCredentials);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).map(([name, part]) => [
    name,
    CREDENTIAL_FIELDS.test(name) ? "[redacted]" : maskCredentials(part),
  ]);
  return Object.fromEntries(kept);
}
