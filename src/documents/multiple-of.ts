import type { FuncKeywordDefinition } from "ajv/dist/2020.js";

/**
 * The keyword `multipleOf` in decimal: Ajv's own divides doubles, in which 19.99 / 0.01 is
 * 1998.9999999999998.
 */
export const multipleOf: FuncKeywordDefinition = {
  keyword: "multipleOf",
  type: "number",
  schemaType: "number",
  validate: (divisor: number, value: number) => isMultiple(value, divisor),
  error: { message: "must be a multiple" },
};

/** @param divisor greater than 0, as JSON Schema asks */
function isMultiple(value: number, divisor: number): boolean {
  if (Number.isSafeInteger(value) && Number.isSafeInteger(divisor)) return value % divisor === 0;
  const [one, two] = [decimalOf(value), decimalOf(divisor)];
  const power = Math.min(one.power, two.power);
  return wholeOf(one, power) % wholeOf(two, power) === 0n;
}

interface Decimal {
  readonly digits: bigint;
  readonly power: number;
}

/** A number as it is written: its digits, times a power of ten. */
function decimalOf(value: number): Decimal {
  const [digits = "", exponent = "0"] = String(value).split("e");
  const [whole = "", fraction = ""] = digits.split(".");
  return { digits: BigInt(whole + fraction), power: Number(exponent) - fraction.length };
}

/** How many times `10 ** power` it is. */
function wholeOf(decimal: Decimal, power: number): bigint {
  return decimal.digits * 10n ** BigInt(decimal.power - power);
}
