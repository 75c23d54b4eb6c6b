/**
 * Makes of a delivery a sample that may lie in git: what tells who a person is, by the name of its
 * field or by its look, becomes a stand-in wherever it stands, also in a path, a key or a text.
 */
import { KnownValues } from "./known-values.ts";
import { looksPersonal, maskLooks } from "./personal-looks.ts";
import { tellsPerson } from "./personal-names.ts";
import { standIn } from "./stand-in.ts";

/**
 * A copy of plain data without what tells who a person is. Types, lengths and forms stay, and one
 * value has one stand-in, so that the copy still serves as a sample.
 */
export function maskPersonal<Data>(data: Data): Data {
  const known = new Set<string>();
  collect(data, false, known);
  return new Mask(known).value(data, false) as Data;
}

/** Finds the values that names of fields tell. */
function collect(value: unknown, isPersonal: boolean, known: Set<string>): void {
  const inner = typeof value === "string" ? parsed(value) : undefined;
  if (inner !== undefined) collect(inner, isPersonal, known);
  else if (isPersonal && (typeof value === "string" || typeof value === "number"))
    known.add(String(value).trim());
  else if (typeof value === "string")
    for (const [, name = "", text = ""] of value.matchAll(PAIR))
      if (tellsPerson(decoded(name)) !== undefined) known.add(decoded(text));
  if (typeof value !== "object" || value === null) return;
  for (const [name, item] of Object.entries(value))
    collect(item, isPersonal || isTold(name, item, value), known);
}

/** `name=value` of a query, a form or a cookie within a text. */
const PAIR = /(?<=^|[?&;]\s?)([^=&?;\s]{1,100})=([^&;#\s]+)/g;

/** What a field is called, and a person's name or number never is. */
const FIELD = /^[a-z]+([A-Z_-]?[a-z]+)*$/;

class Mask {
  readonly #known: KnownValues;

  constructor(known: ReadonlySet<string>) {
    this.#known = new KnownValues(
      [...known].filter((text) => text.length > 1 && standIn(text) !== text),
    );
  }

  value(value: unknown, isPersonal: boolean): unknown {
    if (typeof value === "string") return this.#text(value, isPersonal);
    if (typeof value === "number") return this.#number(value, isPersonal);
    if (Array.isArray(value)) return value.map((item) => this.value(item, isPersonal));
    if (typeof value !== "object" || value === null) return value;
    return this.#object(value, isPersonal);
  }

  #object(value: object, isPersonal: boolean): object {
    const masked: Record<string, unknown> = Object.create(null);
    for (const [name, item] of Object.entries(value)) {
      const key = FIELD.test(name) ? name : this.#masked(name);
      // Two phones as keys have one stand-in: no entry is lost.
      let free = key;
      for (let count = 2; free in masked; count++) free = `${key}_${count}`;
      masked[free] = this.value(item, isPersonal || isTold(name, item, value));
    }
    return { ...masked };
  }

  #number(value: number, isPersonal: boolean): number {
    const text = String(value);
    return isPersonal || this.#known.has(text) || looksPersonal(value) ? made(text) : value;
  }

  #text(text: string, isPersonal: boolean): string {
    const inner = parsed(text);
    if (inner !== undefined) return JSON.stringify(this.value(inner, isPersonal));
    return isPersonal ? standIn(text) : this.#masked(text);
  }

  /** Also what is percent-encoded in a path or a URL. */
  #masked(text: string): string {
    const plain = decoded(text);
    if (plain === text) return this.#plain(text);
    const masked = this.#plain(plain);
    return masked === plain ? text : encodeURI(masked);
  }

  #plain(text: string): string {
    return maskLooks(this.#known.mask(text));
  }
}

/** Whether the name of a field tells that its value is somebody's; inside of an object, or a list. */
function isTold(name: string, item: unknown, parent: object): boolean {
  if (Array.isArray(parent)) return false;
  const told = tellsPerson(name);
  return told === "all" || (told === "value" && (typeof item !== "object" || item === null));
}

/** JSON that was written as a text. */
function parsed(text: string): object | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}

function decoded(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function made(digits: string): number {
  const number = Number(standIn(digits));
  return Number.isNaN(number) ? 1 : number;
}
