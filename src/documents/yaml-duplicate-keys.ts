import { type Document, isScalar, visit } from "yaml";
import { canonical } from "../canonical-text.ts";
import type { Trap } from "./yaml-trap.ts";

/**
 * Every key that stands twice in its map. The parser could tell, but compares each key with each
 * other one, which takes a minute for a map of a megabyte.
 */
export function duplicateKeys(document: Document, source: string): Trap[] {
  const traps: Trap[] = [];
  visit(document, {
    Map(_, { items }) {
      // As text, for 1 and "1" become one key.
      const seen = new Set<string>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        const name = canonical(String(key.value));
        if (seen.has(name)) traps.push(duplicate(source, key.range?.[0] ?? 0));
        seen.add(name);
      }
    },
  });
  return traps;
}

function duplicate(source: string, offset: number): Trap {
  const key = /^["']?([^"':\s]+)["']?/.exec(source.slice(offset, offset + 80));
  return {
    rule: "yaml-duplicate-key",
    severity: "error",
    message: `the key ${key === null ? "" : `"${key[1]}" `}stands twice in this map`,
    hint: "keep one of them",
    offset,
    length: key?.[0].length ?? 1,
  };
}
