/** A YAML or JSON file as a text with places: what mutations cut out and put in. */
import { isMap, isScalar, isSeq, type Node, type Pair, parseDocument } from "yaml";

/** Where something stands in a text: from `start` up to `end`. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

/** A scalar: as it is written (with its quotes), and what it says. */
export interface Place extends Extent {
  /** Its path, `steps.0.with.text`. */
  readonly path: string;
  readonly raw: string;
  readonly value: unknown;
}

/** An entry of a map with its key and its value. */
export interface Entry extends Extent {
  readonly path: string;
  readonly key: Place;
  readonly value: Extent;
  /** As `raw` of a place. */
  readonly text: string;
  /** Where the entries beside it begin and end; undefined at the map's ends. */
  readonly before: Extent | undefined;
  readonly after: Extent | undefined;
  /** Where its map begins. */
  readonly mapStart: number;
  /** The entry that holds the map. */
  readonly holder: Entry | undefined;
  /** Whether the map is written in braces. */
  readonly inBraces: boolean;
}

/** An entry of a list. */
export interface Item extends Extent {
  readonly path: string;
  readonly text: string;
  readonly after: Extent | undefined;
  readonly inBrackets: boolean;
}

export class Source {
  /** The scalars that are values, and those that are keys. */
  readonly values: Place[] = [];
  readonly keys: Place[] = [];
  readonly entries: Entry[] = [];
  readonly items: Item[] = [];

  readonly file: string;
  readonly text: string;

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
    this.#read(parseDocument(text).contents, "", undefined);
  }

  #read(node: Node | null, path: string, holder: Entry | undefined): void {
    if (isScalar(node)) this.values.push(this.#place(node, path));
    if (isMap(node)) {
      const pairs = node.items.filter(({ key, value }) => extentOf(key) && extentOf(value));
      for (const [at, pair] of pairs.entries()) {
        const entry = this.#entry(pair, path, {
          before: spanOf(pairs[at - 1]),
          after: spanOf(pairs[at + 1]),
          mapStart: extentOf(pairs[0]?.key)?.start ?? 0,
          holder,
          inBraces: node.flow === true,
        });
        this.entries.push(entry);
        this.keys.push(entry.key);
        this.#read(pair.value as Node, entry.path, entry);
      }
    }
    if (isSeq(node))
      for (const [at, item] of (node.items as Node[]).entries()) {
        const at2 = join(path, String(at));
        const extent = extentOf(item) as Extent;
        const after = extentOf(node.items[at + 1]);
        const text = this.text.slice(extent.start, extent.end);
        this.items.push({ ...extent, path: at2, text, after, inBrackets: node.flow === true });
        this.#read(item, at2, holder);
      }
  }

  #place(node: Node, path: string): Place {
    const extent = extentOf(node) as Extent;
    const raw = this.text.slice(extent.start, extent.end);
    return { ...extent, path, raw, value: isScalar(node) ? node.value : undefined };
  }

  #entry(
    { key, value }: Pair,
    path: string,
    around: Pick<Entry, "before" | "after" | "mapStart" | "holder" | "inBraces">,
  ): Entry {
    const name = this.#place(key as Node, "");
    const own = join(path, String(name.value));
    const extent = extentOf(value) as Extent;
    const text = this.text.slice(name.start, extent.end);
    const placed = { ...name, path: own };
    return {
      path: own,
      key: placed,
      value: extent,
      start: name.start,
      end: extent.end,
      text,
      ...around,
    };
  }
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function extentOf(node: unknown): Extent | undefined {
  const range = (node as Node | null | undefined)?.range;
  return range ? { start: range[0], end: range[1] } : undefined;
}

function spanOf(pair: Pair | undefined): Extent | undefined {
  const key = extentOf(pair?.key);
  const value = extentOf(pair?.value);
  return key && value && { start: key.start, end: value.end };
}
