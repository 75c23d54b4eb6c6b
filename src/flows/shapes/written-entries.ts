/**
 * Lists whose entries the file writes once, put where they are used: so the fields of a gallery's
 * card are checked as if the card stood in the message.
 */
import type { ValuePath } from "../../documents/yaml-document.ts";
import type { Leaf, WrittenEntry } from "./shape.ts";

/** An entry that stands in an input in the place of a template. */
interface Placed {
  readonly at: ValuePath;
  readonly entry: WrittenEntry;
}

/** An input with one entry in the place of each template that makes a list of such. */
export function withEntries(
  input: unknown,
  leaves: readonly Leaf[],
): { input: unknown; leaves: Leaf[]; entries: Placed[] } {
  const entries: Placed[] = [];
  const unfolded = leaves.flatMap((leaf): Leaf[] => {
    const entry = leaf.shape.kind === "list" ? leaf.shape.entry : undefined;
    if (entry === undefined) return [leaf];
    const at = [...leaf.path, 0];
    const inner = withEntries(entry.value, entry.leaves);
    entries.push({ at, entry: { ...entry, value: inner.input } });
    entries.push(...inner.entries.map((one) => ({ ...one, at: [...at, ...one.at] })));
    return inner.leaves.map((one) => ({ ...one, path: [...at, ...one.path] }));
  });
  return { input: put(input, [], entries), leaves: unfolded, entries };
}

/** Where the value at a path of the input stands in the file, when it is part of an entry. */
export function placeInEntry(path: ValuePath, entries: readonly Placed[]): ValuePath | undefined {
  const around = entries
    .filter(({ at }) => at.every((part, index) => String(part) === String(path[index])))
    .toSorted((one, two) => two.at.length - one.at.length)[0];
  return around && [...around.entry.path, ...path.slice(around.at.length)];
}

function put(value: unknown, path: ValuePath, entries: readonly Placed[]): unknown {
  const here = entries.find(
    ({ at }) => at.length === path.length + 1 && path.every((part, index) => part === at[index]),
  );
  if (here !== undefined) return [here.entry.value];
  if (Array.isArray(value)) return value.map((part, at) => put(part, [...path, at], entries));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, put(part, [...path, key], entries)]),
  );
}
