import { keepsDigits } from "../../documents/parse-json.ts";
import { Doubtful, HelperFailure } from "../failure.ts";

export const NUMBER_LOCALES = ["vi-VN", "en-US"] as const;

export type NumberLocale = (typeof NUMBER_LOCALES)[number];

/** Digits without signs between them, or in threes, and then a fraction. */
const FORMS: { readonly [locale in NumberLocale]: RegExp } = {
  "vi-VN": /^(\d+|[1-9]\d{0,2}(?:(?:\.\d{3})+|(?: \d{3})+))(?:,(\d+))?$/,
  "en-US": /^(\d+|[1-9]\d{0,2}(?:(?:,\d{3})+|(?: \d{3})+))(?:\.(\d+))?$/,
};

/** What people write behind a number for its thousands. */
const POWERS: readonly (readonly [string, number])[] = [
  ["k", 3],
  ["nghìn", 3],
  ["ngàn", 3],
  ["tr", 6],
  ["triệu", 6],
  ["tỷ", 9],
  ["tỉ", 9],
];

const DONG: ReadonlySet<string> = new Set(["đ", "d", "vnd", "vnđ", "đồng", "dong"]);

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

/** More than any number that is held. */
const LONGEST = 100;

const SAY_WHICH = "say which: (parse_number value 'vi-VN') or (parse_number value 'en-US')";

/** @throws Doubtful for a number in English that `format_number` would write for another one */
export function refuseAmbiguous(text: string): void {
  if (/^\s*[+-]?[1-9]\d{0,2}\.\d{3}\s*$/.test(text))
    throw new Doubtful(
      "got text with a point before its last three digits: thousands in Vietnamese, a fraction in English",
      SAY_WHICH,
    );
}

/**
 * Reads a number as people write it: with signs between the thousands, a currency, `k` or `triệu`.
 * @param locale undefined: Vietnamese, but for what is thousands in English
 * @throws Doubtful for those; HelperFailure for text that is no such number, and for one that a double doesn't hold
 */
export function readNumber(text: string, locale?: NumberLocale): number {
  const { sign, digits, power } = partsOf(text);
  if (locale === undefined && /^[1-9]\d{0,2},\d{3}$/.test(digits))
    throw new Doubtful(
      "got text with a comma before its last three digits: a fraction in Vietnamese, thousands in English",
      SAY_WHICH,
    );
  const [, whole, fraction = ""] = FORMS[locale ?? "vi-VN"].exec(digits) ?? [];
  if (whole === undefined) throw noNumber(locale);
  const literal = `${sign}${whole.replace(/\D/g, "")}.${fraction}0e${power}`;
  const number = Number(literal);
  if (Math.abs(number) > Number.MAX_SAFE_INTEGER || !keepsDigits(literal))
    throw new HelperFailure("got text with more digits than a number can hold", "treat it as text");
  // Adding 0 makes 0 of -0, which would be printed with its sign.
  return number + 0;
}

/** Takes a text apart: its sign, its digits with what stands between them, and its power of ten. */
function partsOf(text: string): { sign: "-" | ""; digits: string; power: number } {
  // Digits of full width become plain ones, and every kind of blank a plain one.
  const plain = text
    .slice(0, LONGEST + 1)
    .normalize("NFKC")
    .replace("\u2212", "-")
    .trim();
  const [, first = "", before = "", second = "", digits = "", behind = ""] =
    /^([+-]?)([^\d\s.,+-]*) ?([+-]?)(\d(?:[\d., ]*\d)?)([^\d.,+-]*)$/u.exec(plain) ?? [];
  const power = powerOf(behind.trim());
  const isRight = digits !== "" && text.length <= LONGEST && `${first}${second}`.length < 2;
  if (!isRight || power === undefined || !(before === "" || isCurrency(before))) throw noNumber();
  return { sign: `${first}${second}` === "-" ? "-" : "", digits, power };
}

/** What stands behind the digits, as a power of ten; undefined where it is something else. */
function powerOf(words: string): number | undefined {
  if (words === "" || isCurrency(words)) return 0;
  for (const [word, power] of POWERS) {
    const rest = words.slice(word.length).trim();
    if (words.toLowerCase().startsWith(word) && (rest === "" || isCurrency(rest))) return power;
  }
  return undefined;
}

function isCurrency(text: string): boolean {
  const isSign = /^[A-Z]{0,2}\p{Sc}$/u.test(text);
  return isSign || CURRENCIES.has(text) || DONG.has(text.toLowerCase());
}

function noNumber(locale: NumberLocale = "vi-VN"): HelperFailure {
  const [written, other] = locale === "vi-VN" ? ["1.234,5", "en-US"] : ["1,234.5", "vi-VN"];
  return new HelperFailure(
    `got text that is no number as ${locale} writes it (${written})`,
    `if it is written as in ${other}: (parse_number value '${other}')`,
  );
}
