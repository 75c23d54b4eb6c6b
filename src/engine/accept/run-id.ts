import { randomInt } from "node:crypto";
import { V7Generator } from "uuidv7";

/** Node keeps random numbers in stock; the library's own way asks the system for every few ids. */
const generator = new V7Generator({ nextUint32: () => randomInt(2 ** 32) });

/** The id of a new run: a UUID of version 7, later ones sort behind. */
export function newRunId(): string {
  return generator.generate().toString();
}
