/** Keys that become others than they are written, and merges (`<<`) of what is no map. */
import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair } from "yaml";
import { quoted, type Trap } from "./yaml-trap.ts";

/** What is wrong with the key of an entry. */
export function keyTrap({ key, value }: Pair, document: Document): Trap | undefined {
  if (isMerge(key)) return mergesMaps(value, document) ? undefined : noMap(key as Node);
  if (!isScalar(key)) return noText(key as Node);
  if (typeof key.value === "string") return undefined;
  const source = key.source ?? "";
  const read = key.value === null ? "nothing" : JSON.stringify(key.value);
  if (read === source) return undefined;
  return {
    ...yamlKey(`YAML reads the key ${source}${source && " "}as ${read}`),
    hint: source === "" ? "give it a name" : `put it in quotes: ${quoted(source)}`,
    ...placeOf(key, source.length),
  };
}

/** Whether a key merges another map into this one, as it does for the editor. */
export function isMerge(key: unknown): boolean {
  return isScalar(key) && typeof key.value === "symbol";
}

function mergesMaps(value: unknown, document: Document): boolean {
  const given = isAlias(value) ? value.resolve(document) : value;
  if (isMap(given)) return true;
  const isMapToo = (item: unknown) => isMap(isAlias(item) ? item.resolve(document) : item);
  return isSeq(given) && given.items.every(isMapToo);
}

function noMap(key: Node): Trap {
  return {
    rule: "yaml-merge",
    severity: "error",
    message: "YAML: << merges a map into this one, and here it has none",
    hint: 'write <<: *name for a map marked with &name, or put the key in quotes: "<<"',
    ...placeOf(key, 2),
  };
}

function noText(key: Node | null): Trap {
  const hint = "write the text of the key, in quotes if need be";
  return { ...yamlKey("YAML: a key has to be text"), hint, ...placeOf(key, 1) };
}

function yamlKey(message: string): Pick<Trap, "rule" | "severity" | "message"> {
  return { rule: "yaml-key", severity: "error", message };
}

function placeOf(node: Node | null, length: number): Pick<Trap, "offset" | "length"> {
  return { offset: node?.range?.[0] ?? 0, length: Math.max(1, length) };
}
