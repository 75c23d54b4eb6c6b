import { HelperFailure, limitText } from "../failure.ts";
import { numberOf, textOf, wholeNumberOf } from "./arguments.ts";
import type { Helper } from "./helper.ts";

/** Numbers, and text that is one. What is not whole is rounded to 15 digits: 0.1 + 0.2 is 0.3. */
export const numbers: readonly Helper[] = [
  {
    name: "add",
    takes: ["number"],
    gives: "number",
    summary: "The sum.",
    usage: "a b …",
    min: 2,
    max: Number.POSITIVE_INFINITY,
    example: {
      template: "{{add subtotal shipping}}",
      scope: { subtotal: 0.1, shipping: "0.2" },
      result: 0.3,
    },
    run: (args) => exact(args.map(numberOf).reduce((sum, one) => sum + one, 0)),
  },
  {
    name: "subtract",
    takes: ["number"],
    gives: "number",
    summary: "`a` less `b`.",
    usage: "a b",
    min: 2,
    max: 2,
    example: { template: "{{subtract total 50000}}", scope: { total: 250_000 }, result: 200_000 },
    run: ([a, b]) => exact(numberOf(a) - numberOf(b)),
  },
  {
    name: "multiply",
    takes: ["number"],
    gives: "number",
    summary: "The product.",
    usage: "a b …",
    min: 2,
    max: Number.POSITIVE_INFINITY,
    example: {
      template: "{{multiply qty price}}",
      scope: { qty: "3", price: 120_000 },
      result: 360_000,
    },
    run: (args) => exact(args.map(numberOf).reduce((product, one) => product * one, 1)),
  },
  {
    name: "divide",
    takes: ["number"],
    gives: "number",
    summary: "`a` divided by `b`.",
    usage: "a b",
    min: 2,
    max: 2,
    example: { template: "{{divide total 4}}", scope: { total: 10 }, result: 2.5 },
    run: ([a, b]) => exact(numberOf(a) / divisor(numberOf(b))),
  },
  {
    name: "round",
    takes: ["number"],
    gives: "number",
    summary: "Rounded to whole numbers, or to `digits` behind the point; halves go away from zero.",
    usage: "value [digits]",
    min: 1,
    max: 2,
    example: { template: "{{round rate 1}}", scope: { rate: 4.25 }, result: 4.3 },
    run: ([value, digits = 0]) => round(numberOf(value), wholeNumberOf(digits, 0, 12)),
  },
  {
    name: "format_number",
    takes: ["number", "text"],
    gives: "text",
    summary:
      "As people write it: `locale` is `vi-VN` unless given; `currency` is a code such as `VND`.",
    usage: "value [locale] [maximum_fraction_digits=n] [currency=code]",
    min: 1,
    max: 2,
    options: ["maximum_fraction_digits", "currency"],
    example: {
      template: "{{format_number total}} đ",
      scope: { total: 1_250_000 },
      result: "1.250.000 đ",
    },
    run: ([value, locale = "vi-VN"], { options }) => {
      const digits = options["maximum_fraction_digits"];
      const currency = options["currency"];
      return format(numberOf(value), textOf(locale), {
        ...(digits === undefined ? {} : { maximumFractionDigits: wholeNumberOf(digits, 0, 20) }),
        ...(currency === undefined ? {} : { style: "currency", currency: textOf(currency) }),
      });
    },
  },
];

function exact(value: number): number {
  if (!Number.isFinite(value)) throw new HelperFailure("the result is too large");
  return Number.isInteger(value) ? value : Number(value.toPrecision(15));
}

function divisor(value: number): number {
  if (value === 0) throw new HelperFailure("can't divide by zero");
  return value;
}

function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  const scaled = Math.round(exact(Math.abs(value) * scale)) / scale;
  return value < 0 ? 0 - scaled : scaled;
}

const formats = new Map<string, Intl.NumberFormat>();

function format(value: number, locale: string, options: Intl.NumberFormatOptions): string {
  const key = `${locale} ${options.maximumFractionDigits} ${options.currency}`;
  const known = formats.get(key);
  if (known !== undefined) return known.format(value);
  limitText(key.length);
  try {
    const made = new Intl.NumberFormat(locale, options);
    // Making one takes long; but a locale may come from data, so what is kept stays small.
    if (formats.size >= 100) formats.clear();
    formats.set(key, made);
    return made.format(value);
  } catch {
    throw new HelperFailure(
      "doesn't know this locale or currency",
      "write a locale such as vi-VN and a code such as VND",
    );
  }
}
