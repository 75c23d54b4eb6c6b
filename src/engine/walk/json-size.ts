/**
 * Whether a value, written as JSON, is larger than so many bytes. It counts without writing, and
 * stops as soon as that is clear.
 */
export function jsonSizeExceeds(value: unknown, bytes: number): boolean {
  if (value === undefined) return false;
  return sizeOf(value, bytes) > bytes;
}

/** The size, or something over `most` once it is over. */
function sizeOf(value: unknown, most: number): number {
  if (typeof value === "string") return textSize(value, most);
  if (typeof value === "number") return Number.isFinite(value) ? String(value).length : NULL;
  if (typeof value === "boolean") return String(value).length;
  if (typeof value !== "object" || value === null) return NULL;
  return Array.isArray(value) ? listSize(value, most) : objectSize(value, most);
}

/** The size of `null`, which also stands for what JSON has not. */
const NULL = 4;

function listSize(list: readonly unknown[], most: number): number {
  // Brackets and commas.
  let size = Math.max(2, list.length + 1);
  for (const entry of list) {
    if (size > most) return size;
    size += sizeOf(entry, most - size);
  }
  return size;
}

function objectSize(object: object, most: number): number {
  let size = 2;
  let fields = 0;
  for (const [key, value] of Object.entries(object)) {
    if (size > most) return size;
    if (value === undefined) continue;
    size += (fields === 0 ? 1 : 2) + textSize(key, most - size);
    if (size <= most) size += sizeOf(value, most - size);
    fields += 1;
  }
  return size;
}

function textSize(text: string, most: number): number {
  // A unit takes at least one byte: a text that is much too long need not be looked at.
  if (text.length > most) return text.length;
  // All but control characters, quotes, backslashes and halves of surrogate pairs.
  const isPlain = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/.test(text);
  return isPlain ? Buffer.byteLength(text) + 2 : Buffer.byteLength(JSON.stringify(text));
}
