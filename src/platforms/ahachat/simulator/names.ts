import { canonical } from "../../../canonical-text.ts";

/** A map by names, of which those that look alike are one; it keeps the first spelling. */
export class NameMap<Value> extends Map<string, Value> {
  readonly #spellings = new Map<string, string>();

  override get(name: string): Value | undefined {
    return super.get(this.#spellingOf(name));
  }

  override has(name: string): boolean {
    return super.has(this.#spellingOf(name));
  }

  override set(name: string, value: Value): this {
    const spelling = this.#spellingOf(name);
    this.#spellings.set(canonical(name), spelling);
    return super.set(spelling, value);
  }

  override delete(name: string): boolean {
    const spelling = this.#spellingOf(name);
    this.#spellings.delete(canonical(name));
    return super.delete(spelling);
  }

  #spellingOf(name: string): string {
    return this.#spellings.get(canonical(name)) ?? name;
  }
}

/** The same for names alone. */
export class NameSet {
  readonly #names = new NameMap<true>();

  constructor(names: Iterable<string> = []) {
    for (const name of names) this.add(name);
  }

  add(name: string): void {
    this.#names.set(name, true);
  }

  delete(name: string): void {
    this.#names.delete(name);
  }

  [Symbol.iterator](): Iterator<string> {
    return this.#names.keys();
  }
}
