import { HelperFailure, limitText } from "../failure.ts";
import { choiceOf, numberOf, textOf, wholeNumberOf } from "./arguments.ts";
import type { Helper } from "./helper.ts";
import { NUMBER_LOCALES, type NumberLocale, readNumber } from "./read-number.ts";

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
    run: (args) => args.map(numberOf).reduce((sum, one) => exact(sum + one, sum, one)),
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
    run: ([a, b]) => {
      const [from, less] = [numberOf(a), numberOf(b)];
      return exact(from - less, from, less);
    },
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
    run: (args) => args.map(numberOf).reduce((product, one) => exact(product * one, product, one)),
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
    run: ([a, b]) => {
      const [whole, parts] = [numberOf(a), divisor(numberOf(b))];
      return exact(whole / parts, whole, parts);
    },
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
    name: "parse_number",
    takes: ["amount", "text"],
    gives: "number",
    summary:
      "The number of a text as people write it: `1.500.000 đ`, `1,5 triệu`, `120k`. With `en-US` points and commas change places; without a locale, `1,234` is an error, since it could be either.",
    usage: "text [vi-VN|en-US]",
    min: 1,
    max: 2,
    example: {
      template: "{{parse_number price}}",
      scope: { price: "1.500.000 đ" },
      result: 1_500_000,
    },
    run: ([value, locale]) =>
      amountOf(value, locale === undefined ? undefined : choiceOf(locale, NUMBER_LOCALES)),
  },
  {
    name: "format_number",
    takes: ["number", "text"],
    gives: "text",
    html: "always",
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

/** The number of an argument of `parse_number`. @throws HelperFailure where it is none */
export function amountOf(value: unknown, locale?: NumberLocale): number {
  return typeof value === "number" ? numberOf(value) : readNumber(textOf(value), locale);
}

/** From here on a double has no 15 digits in which the part behind the point could be right. */
const MAX_FRACTIONAL = 1e15;

/**
 * The result of a computation with these numbers, without what binary fractions add to it.
 * @throws HelperFailure when it would have to be rounded to a whole number other than the right one
 */
function exact(value: number, ...operands: readonly number[]): number {
  const isWhole = Number.isInteger(value) && operands.every(Number.isInteger);
  if (isWhole ? !Number.isSafeInteger(value) : !(Math.abs(value) < MAX_FRACTIONAL))
    throw new HelperFailure("the result has more digits than a number can hold");
  return (isWhole ? value : Number(value.toPrecision(15))) + 0;
}

function divisor(value: number): number {
  if (value === 0) throw new HelperFailure("can't divide by zero");
  return value;
}

function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  const scaled = Math.abs(value) * scale;
  // A number so long has no digits left to round away.
  if (scaled >= MAX_FRACTIONAL) return value;
  const rounded = Math.round(Number(scaled.toPrecision(15))) / scale;
  return value < 0 ? 0 - rounded : rounded;
}

const formats = new Map<string, Intl.NumberFormat>();

function format(value: number, locale: string, options: Intl.NumberFormatOptions): string {
  const key = `${locale} ${options.maximumFractionDigits} ${options.currency}`;
  const known = formats.get(key);
  if (known !== undefined) return known.format(value);
  limitText(key.length);
  try {
    // What is rounded to 0 has no sign: -0.3 đ is 0 đ.
    const made = new Intl.NumberFormat(locale, { ...options, signDisplay: "negative" });
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
