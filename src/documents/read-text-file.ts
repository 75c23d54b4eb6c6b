import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";

/** Largest YAML file that is read, in bytes; a longer one is nothing that people wrote. */
export const MAX_YAML_BYTES = 1_048_576;

/** Largest JSON file that is read, in bytes. */
export const MAX_JSON_BYTES = 8_388_608;

/** A text, or why there is none, as the end of a sentence about the file. */
export type ReadText =
  | { readonly text: string }
  | {
      readonly reason: "missing" | "no-file" | "too-large" | "no-text" | "other";
      readonly why: string;
    };

const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * Reads a file of UTF-8 text, without the mark that some editors begin it with. A pipe or a device
 * is never waited for, and no more is read than the limit.
 */
export function readTextFile(file: string, mostBytes: number): ReadText {
  let descriptor: number;
  try {
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    return unreadable(error);
  }
  try {
    if (!fstatSync(descriptor).isFile()) return { reason: "no-file", why: "is not a file" };
    return textOf(readUpTo(descriptor, mostBytes), mostBytes);
  } catch (error) {
    return unreadable(error);
  } finally {
    closeSync(descriptor);
  }
}

/** The same of what a stream gives until its end; as much as the limit is waited for. */
export async function readTextStream(
  stream: AsyncIterable<Uint8Array>,
  mostBytes: number,
): Promise<ReadText> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of stream) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > mostBytes) return textOf(undefined, mostBytes);
    }
    return textOf(Buffer.concat(chunks), mostBytes);
  } catch (error) {
    return unreadable(error);
  }
}

/** @param bytes undefined: more than may be */
function textOf(bytes: Uint8Array | undefined, mostBytes: number): ReadText {
  if (bytes === undefined)
    return { reason: "too-large", why: `is larger than ${mostBytes / 1_048_576} MiB` };
  try {
    return { text: decoder.decode(bytes) };
  } catch {
    return { reason: "no-text", why: "is not UTF-8 text" };
  }
}

/** All that is there, whatever size the system tells; undefined when it is too much. */
function readUpTo(descriptor: number, most: number): Uint8Array | undefined {
  const { size } = fstatSync(descriptor);
  if (size > most) return undefined;
  let buffer = Buffer.allocUnsafe(size + 1);
  for (let length = 0; ; ) {
    const read = readSync(descriptor, buffer, length, buffer.length - length, null);
    length += read;
    if (length > most) return undefined;
    if (read === 0) return buffer.subarray(0, length);
    // Files that the system makes up say that they are empty.
    if (length === buffer.length)
      buffer = Buffer.concat([buffer, Buffer.allocUnsafe(length + 4_096)]);
  }
}

function unreadable(error: unknown): ReadText {
  const { code = "unknown" } = error as NodeJS.ErrnoException;
  if (code === "ENOENT") return { reason: "missing", why: "can't be found" };
  // Sockets can't be opened at all.
  if (code === "ENXIO" || code === "EISDIR") return { reason: "no-file", why: "is not a file" };
  return { reason: "other", why: whyUnreadable(error) };
}

/** The end of a sentence about a file or folder that the system does not give; it names who asked. */
export function whyUnreadable(error: unknown): string {
  const { code = "unknown" } = error as NodeJS.ErrnoException;
  const user = code === "EACCES" ? process.getuid?.() : undefined;
  return `can't be read${user === undefined ? "" : ` by user ${user}`} (${code})`;
}
