/**
 * Whether a value, written as JSON, is larger than so many bytes. It counts without writing, and
 * stops as soon as that is clear.
 */
export function jsonSizeExceeds(value: unknown, bytes: number): boolean {
  return sizeOf(value, bytes) > bytes;
}

/** The size, or something over `most` once it is over. */
function sizeOf(value: unknown, most: number): number {
  if (typeof value === "string") return textSize(value, most);
  if (typeof value !== "object" || value === null) return String(value).length;
  let size = 2;
  if (Array.isArray(value)) {
    for (const entry of value) {
      size += 1 + sizeOf(entry, most - size);
      if (size > most) return size;
    }
    return size;
  }
  for (const [key, entry] of Object.entries(value)) {
    size += 2 + textSize(key, most - size) + sizeOf(entry, most - size);
    if (size > most) return size;
  }
  return size;
}

function textSize(text: string, most: number): number {
  // A unit takes at least one byte: a text that is much too long need not be looked at.
  return text.length > most ? text.length : Buffer.byteLength(text) + 2;
}
