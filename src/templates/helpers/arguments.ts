import { plainText } from "../../number-text.ts";
import { HelperFailure, kindOf } from "../failure.ts";
import { refuseAmbiguous } from "./read-number.ts";

/**
 * The text of an argument: text as it is, numbers and booleans as JavaScript prints them.
 * @throws HelperFailure for anything else
 */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return plainText(value);
  throw new HelperFailure(`needs text, got ${kindOf(value)}`);
}

/**
 * The number of an argument. Text counts when it is a plain decimal number, because forms send
 * numbers as text.
 * @throws HelperFailure for anything else, for text that would be another number in Vietnamese, and
 *   beyond what a double counts one by one: there a sum would be rounded
 */
export function numberOf(value: unknown): number {
  const number = asNumber(value);
  if (number === undefined) {
    if (typeof value !== "string") throw new HelperFailure(`needs a number, got ${kindOf(value)}`);
    throw new HelperFailure(
      "needs a number, got text that is not a number",
      "(parse_number value) reads what people write, such as 1.500.000 đ",
    );
  }
  if (Math.abs(number) <= Number.MAX_SAFE_INTEGER) return number;
  const what = typeof value === "string" ? "text with more digits" : "a number with more digits";
  throw new HelperFailure(`got ${what} than can be computed with`, "treat it as text");
}

/**
 * The same for comparing, undefined where the value is no number. Beyond 9007199254740991 the
 * result is near the number, and in the right order to all that are not.
 * @throws HelperFailure for text that would be another number in Vietnamese
 */
export function asNumber(value: unknown): number | undefined {
  const isText = typeof value === "string" && /^\s*[+-]?\d+(?:\.\d+)?\s*$/.test(value);
  if (isText) refuseAmbiguous(value);
  const number = isText || typeof value === "number" ? Number(value) : Number.NaN;
  // Adding 0 makes 0 of -0, which would be printed with its sign.
  return Number.isFinite(number) ? number + 0 : undefined;
}

/** @throws HelperFailure where it is no whole number within the bounds */
export function wholeNumberOf(value: unknown, least: number, most: number): number {
  const number = numberOf(value);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new HelperFailure(`needs a whole number from ${least} to ${most}`);
}

/** @throws HelperFailure where it is no list */
export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new HelperFailure(`needs a list, got ${kindOf(value)}`);
}

/** @throws HelperFailure that names the choices */
export function choiceOf<T extends string>(value: unknown, choices: readonly T[]): T {
  const choice = choices.find((one) => one === value);
  if (choice !== undefined) return choice;
  throw new HelperFailure(`needs one of: ${choices.join(", ")}`);
}
