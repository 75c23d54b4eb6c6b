/** What stands for the values over the bound. */
const OTHER = "other";

/**
 * Bounds what a label may say: each series costs memory here and in Prometheus, for good. The first
 * `most` values pass, later ones become "other".
 */
export class LabelValues {
  readonly #known = new Set<string>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  bounded(value: string): string {
    if (this.#known.has(value)) return value;
    if (this.#known.size >= this.#most) return OTHER;
    this.#known.add(value);
    return value;
  }
}

/** The children of a metric with two labels: each is looked up once, as that costs. */
export class Children<Child> {
  readonly #make: (one: string, two: string) => Child;
  readonly #children = new Map<string, Map<string, Child>>();

  constructor(make: (one: string, two: string) => Child) {
    this.#make = make;
  }

  of(one: string, two: string): Child {
    let inner = this.#children.get(one);
    if (inner === undefined) {
      inner = new Map();
      this.#children.set(one, inner);
    }
    let child = inner.get(two);
    if (child === undefined) {
      child = this.#make(one, two);
      inner.set(two, child);
    }
    return child;
  }
}
