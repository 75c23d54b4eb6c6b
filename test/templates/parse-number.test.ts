import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { failureOf, render } from "./context.ts";

const parse = (text: unknown, locale?: string): unknown =>
  locale === undefined
    ? render("{{parse_number text}}", { text })
    : render("{{parse_number text locale}}", { text, locale });

const refusal = (text: unknown, locale = "vi-VN"): string =>
  failureOf("{{parse_number text locale}}", { text, locale }).message;

function tried(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return "refused";
  }
}

describe("parse_number", () => {
  it.each([
    ["120.000", 120_000],
    ["120000", 120_000],
    [" 120 000 ", 120_000],
    ["120\u00A0000 ₫", 120_000],
    ["120\u202F000đ", 120_000],
    ["1.500.000 đ", 1_500_000],
    ["1.500.000 VNĐ", 1_500_000],
    ["1.500.000 vnd", 1_500_000],
    ["1.500.000 đồng", 1_500_000],
    ["VND 1.500.000", 1_500_000],
    ["1.234,56", 1234.56],
    ["1.234,56 US$", 1234.56],
    ["€1,5", 1.5],
    ["1,5", 1.5],
    ["0,125", 0.125],
    ["120k", 120_000],
    ["120 K", 120_000],
    ["120kđ", 120_000],
    ["1,5 nghìn", 1500],
    ["1,5tr", 1_500_000],
    ["2 triệu đồng", 2_000_000],
    ["1,25 tỷ", 1_250_000_000],
    ["10 KRW", 10],
    ["-0đ", 0],
    ["-50.000 đ", -50_000],
    ["\u221250.000", -50_000],
    ["-$5", -5],
    ["$-5", -5],
    ["+7", 7],
    ["１２０．０００", 120_000],
    ["１．５００，５", 1500.5],
    ["007", 7],
    [120.5, 120.5],
  ])("reads %j as %d", (text, number) => {
    expect(parse(text)).toBe(number);
  });

  it("says of one comma before three digits that it can be either", () => {
    for (const text of ["1,234", "120,000 đ", "-1,500", "12,345k"]) {
      const { message } = failureOf("{{parse_number text}}", { text });
      expect(message).toContain("a fraction in Vietnamese, thousands in English");
      expect(message).toContain("say which: (parse_number value 'vi-VN')");
    }
    expect(parse("1,234", "vi-VN")).toBe(1.234);
    expect(parse("1,234", "en-US")).toBe(1234);
    expect(parse("$1,234.56", "en-US")).toBe(1234.56);
    expect(parse("120.000", "en-US")).toBe(120);
  });

  it.each(
    "1,234.56|1.5|12.34.567|1.2345|1..000|0.500|1,2,3|1.500.00|120.000.|,5|5-|--5|-+5|- -5|1 2|12 34 567|1.234 567|5 kg|5k5|1tr5|5 x|abc||đ|1e5|0x10|Infinity|٣|½|50%|5 đ đ|120k k|1\n000".split(
      "|",
    ),
  )("refuses %j, and quotes it nowhere", (text) => {
    const message = refusal(text);
    expect(message).toContain("parse_number: got text that is no number as vi-VN writes it");
    expect(text.length > 3 && message.includes(text)).toBe(false);
  });

  it("refuses what a number can't hold, and a locale that it doesn't know", () => {
    expect(refusal("9.007.199.254.740.993")).toContain("more digits than a number can hold");
    expect(refusal("0,1234567890123456789")).toContain("more digits than a number can hold");
    expect(refusal("9".repeat(101))).toContain("no number");
    expect(refusal("1", "fr-FR")).toContain("needs one of: vi-VN, en-US");
    expect(refusal(true)).toContain("no number");
    expect(refusal(null)).toContain("needs text, got null");
  });

  const amounts = fc.oneof(
    fc.maxSafeInteger(),
    fc
      .tuple(fc.integer({ min: -(10 ** 12), max: 10 ** 12 }), fc.nat({ max: 3 }))
      .map(([whole, digits]) => Number(`${whole}e-${digits}`) + 0),
  );
  const options = fc.constantFrom("", " currency='VND'", " currency='USD'", " currency='EUR'");

  it("gives back what format_number wrote", () => {
    fc.assert(
      fc.property(amounts, fc.constantFrom("vi-VN", "en-US"), options, (value, locale, more) => {
        const helper = `format_number value locale maximum_fraction_digits=3${more}`;
        const template = `{{parse_number (${helper}) locale}}`;
        expect(render(template, { value, locale })).toBe(value);
      }),
      { numRuns: 500 },
    );
  });

  it("without a locale gives back the same number, or says that it can't tell", () => {
    fc.assert(
      fc.property(amounts, (value) => {
        const text = render("{{format_number value}}", { value }) as string;
        const either = /^-?[1-9]\d{0,2},\d{3}$/.test(text);
        expect(tried(text)).toBe(either ? "refused" : value);
      }),
      { numRuns: 500 },
    );
  });
});
