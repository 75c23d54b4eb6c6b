import type { ValuePath } from "./yaml-document.ts";

/** The JSON pointer (RFC 6901) of a path: `/items/0/price`. */
export function pointerOf(path: ValuePath): string {
  return path
    .map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("");
}

/** The path of a JSON pointer. */
export function parsePointer(pointer: string): ValuePath {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}
