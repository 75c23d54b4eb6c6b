/** The text of an answer, whatever its charset; never one with characters that were not sent. */
import { isUtf8 } from "node:buffer";

const utf8 = new TextDecoder("utf-8", { fatal: true });
const CHARSET = /;\s*charset\s*=\s*["']?([^\s"';]+)/i;
const JSON_TYPE = /^\s*[\w.-]+\/(x-)?([\w.+-]+\+)?json\s*(;|$)/i;

/** What a server says by habit; text in one of them is hardly ever UTF-8 by chance. */
const SINGLE_BYTE = /^(iso-8859-\d+|latin\d|(windows-|cp)125\d|(us-)?ascii)$/i;

/** Whether a Content-Type says that it is JSON, under any of its names. */
export function isJsonType(contentType: string): boolean {
  return JSON_TYPE.test(contentType);
}

/**
 * Reads a body in the charset that it says: by a byte order mark, else by its Content-Type, else
 * UTF-8.
 * @returns undefined when the charset is not known or the bytes are none of it
 */
export function responseText(body: Uint8Array, contentType = ""): string | undefined {
  const charset = marked(body) ?? said(body, contentType) ?? guessed(body, contentType);
  try {
    // MySQL's names for it come from PHP.
    if (charset === undefined || /^utf-?8(mb[34])?$/i.test(charset)) return utf8.decode(body);
    const decoder = new TextDecoder(charset, { fatal: true });
    // Asked at once, Node.js takes windows-1252 for Latin-1; in a stream it does not.
    return decoder.decode(body, { stream: true }) + decoder.decode();
  } catch {
    return undefined;
  }
}

/** JSON is UTF-8, and has no charset to say (RFC 8259, 8.1 and 11): one that it is sent with anyway counts only where it is none. */
function said(body: Uint8Array, contentType: string): string | undefined {
  const charset = CHARSET.exec(contentType)?.[1];
  const isHabit = charset !== undefined && SINGLE_BYTE.test(charset) && isJsonType(contentType);
  return isHabit && isUtf8(body) ? undefined : charset;
}

/** A header as its sender meant it: undici reads each byte as a character of Latin-1. */
export function headerText(value: string): string {
  if (!/[\x80-\xff]/.test(value)) return value;
  try {
    return utf8.decode(Buffer.from(value, "latin1"));
  } catch {
    return value;
  }
}

/** The charset of a byte order mark, which goes before all else (WHATWG Encoding). */
function marked([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return first === 0xff && second === 0xfe ? "utf-16le" : undefined;
}

/** JSON begins with a character of ASCII: a zero byte beside it is UTF-16. */
function guessed([first, second]: Uint8Array, contentType: string): string | undefined {
  if (!isJsonType(contentType)) return undefined;
  if (first === 0) return "utf-16be";
  return second === 0 ? "utf-16le" : undefined;
}
