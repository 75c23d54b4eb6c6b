import { describe, expect, it } from "vitest";
import { accepts } from "#src/flows/shapes/calls.js";
import { checkTemplate } from "#src/flows/shapes/check-template.js";
import { shapeOfValue } from "#src/flows/shapes/from-value.js";
import { nameOfShape, type Shape } from "#src/flows/shapes/shape.js";
import { HELPER_GROUPS } from "#src/templates/helpers/registry.js";
import { outlineTemplate } from "#src/templates/outline.js";

/** What the checker makes of a template. */
function check(template: string, scope: Readonly<Record<string, unknown>> = {}) {
  const roots = new Map<string, Shape>(
    Object.entries(scope).map(([name, value]) => [name, shapeOfValue(value)]),
  );
  const outline = outlineTemplate(template, new Set(roots.keys()));
  if (outline === undefined) throw new Error(`${template} can't be read`);
  return checkTemplate(outline, { roots });
}

const helpers = HELPER_GROUPS.flatMap((group) => group.helpers);

describe("the types that helpers declare", () => {
  it.each(helpers)("$name: its example fits them", ({ example }) => {
    const { shape, findings } = check(example.template, example.scope);
    expect(findings).toEqual([]);
    expect(["unknown", nameOfShape(shapeOfValue(example.result))]).toContain(nameOfShape(shape));
  });

  it.each(helpers)("$name: has a type for every argument, and for no more", ({ takes, max }) => {
    expect(takes.length).toBeLessThanOrEqual(max);
    expect(takes.length > 0).toBe(max > 0);
  });

  it.each(helpers.filter(({ takes }) => takes.some((type) => type !== "any")))(
    "$name: refuses an object where its type does",
    ({ name, takes, min }) => {
      const count = Math.max(min, takes.length);
      const args = Array.from({ length: count }, () => "wrong").join(" ");
      const { findings } = check(`{{${name} ${args}}}`, { wrong: { a: 1 } });
      const typeAt = (at: number) => takes[Math.min(at, takes.length - 1)] ?? "any";
      const refused = Array.from({ length: count }, (_, at) => typeAt(at)).filter(
        (type) => !accepts(type, shapeOfValue({ a: 1 })),
      );
      expect(findings.map(({ rule }) => rule)).toEqual(refused.map(() => "wrong-template-type"));
    },
  );
});

describe("literals", () => {
  it.each([
    ["{{format_date (now) 'DD/MM'}}", "format_date got a pattern with letters"],
    ["{{format_date (now) '%d/%m'}}", "format_date got a pattern with letters"],
    ["{{format_date (now) 'dd' 'GMT+7'}}", "format_date doesn't know this zone or locale"],
    ["{{format_date a 'dd' b locale='vi_VN'}}", "format_date doesn't know this zone or locale"],
    ["{{date_add a '2 days'}}", "date_add needs a duration"],
    ["{{upper (date_add a '1w')}}", "date_add needs a duration"],
    ["{{format_number a currency='đ'}}", "format_number doesn't know this locale or currency"],
    ["{{format_number a 'Việt Nam'}}", "format_number doesn't know this locale or currency"],
    ["{{round a 13}}", "round needs a whole number from 0 to 12"],
    ["{{divide a 0}}", "divide can't divide by zero"],
    ["{{split a ''}}", "split can't search for empty text"],
    ["{{phone a 'NATIONAL'}}", "phone needs one of: e164, national"],
    ["{{phone a region='84'}}", "phone doesn't know this region"],
    ["{{phone '0908 07'}}", "phone got no valid telephone number"],
    ["{{hash a 'sha-256'}}", "hash needs one of: sha256"],
  ])("%s: is refused", (template, message) => {
    const { findings } = check(template, { a: null, b: null });
    expect(findings).toHaveLength(1);
    expect(findings[0]?.rule).toBe("wrong-argument");
    expect(findings[0]?.message).toContain(message);
    const { offset = 0, length = 0 } = findings[0] ?? {};
    expect(template.slice(offset, offset + length)).toMatch(/^(?:'.*'|\d+)$/);
  });

  it.each([
    "{{format_date a \"'ngày' dd 'tháng' MM\" 'Asia/Saigon' locale='en-US'}}",
    "{{date_add '2026-03-01' '-30m'}}",
    "{{multiply a 9007199254740991}}",
    "{{format_number a 'en-US' currency='usd' maximum_fraction_digits=2}}",
    "{{phone a 'e164' region='US'}}",
    "{{phone '+1 650 253 0000'}}",
    "{{replace a ' ' ''}}",
    "{{includes 'a,b' a}}",
    "{{pluck a 'sku'}}",
    "{{gt a '2026-03-01'}}",
    "{{truncate a 0 ''}}",
    "{{hmac a 'key' 'sha1'}}",
    "{{json a 2}}",
  ])("%s: is not", (template) => {
    expect(check(template, { a: null }).findings).toEqual([]);
  });
});

describe("calls that work, and hardly as they were meant", () => {
  it.each([
    ["{{format_date a 'dd/mm/yyyy'}}", "mm", "date-pattern"],
    ["{{format_date a 'yyyy-mm-dd'}}", "mm", "date-pattern"],
    ["{{format_date a 'HH:MM'}}", "MM", "date-pattern"],
    ["{{format_date a \"HH:MM 'ngày' dd/MM\"}}", "MM", "date-pattern"],
    ["{{format_date a 'HH:mm dd/mm'}}", "mm", "date-pattern"],
    ["{{format_date a 'yyyyMMdd_HH:MM:ss'}}", "MM", "date-pattern"],
    ["{{truncate 60 a}}", "60", "swapped-arguments"],
    ["{{replace '-' a ''}}", "'-'", "swapped-arguments"],
    ["{{split ',' a}}", "','", "swapped-arguments"],
    ["{{default 'bạn' a}}", "'bạn'", "swapped-arguments"],
    ["{{default b 0 a}}", "0", "swapped-arguments"],
  ])("%s", (template, marked, rule) => {
    const { findings } = check(template, { a: null, b: null });
    expect(findings.map((one) => one.rule)).toEqual([rule]);
    const { offset = 0, length = 0 } = findings[0] ?? {};
    expect(template.slice(offset, offset + length)).toBe(marked);
  });

  it.each([
    "{{format_date a 'HH:mm dd/MM/yyyy'}}",
    "{{format_date a 'yyyyMMddHHmmss'}}",
    "{{format_date a 'dd/MM HH'}}",
    "{{format_date a \"HH 'giờ' mm, 'ngày' dd/MM\"}}",
    "{{format_date a \"mm 'phút'\"}}",
    "{{format_date a 'mm:ss'}}",
    "{{format_date a 'MM'}}",
    "{{format_date a b}}",
    "{{default '' a}}",
    "{{default a b 'x'}}",
    "{{default a vars_of_it}}",
    "{{replace 'Xin chào TÊN' 'TÊN' a}}",
    "{{truncate a 60}}",
    "{{includes 'a,b' a}}",
  ])("%s is as it was meant", (template) => {
    expect(check(template, { a: null, b: null, vars_of_it: "x" }).findings).toEqual([]);
  });
});

describe("values that are known", () => {
  it.each([
    [
      "{{multiply price 2}}",
      { price: "120.000" },
      "multiply got text with a point before its last",
    ],
    ["{{add 1 '120.000'}}", {}, "add got text with a point before its last three digits"],
    ["{{add 1 'abc'}}", {}, "add needs a number, got text that is not a number"],
    ["{{gt total '1.500'}}", { total: 3 }, "gt got text with a point before its last"],
    ["{{gte price 1000}}", { price: "120.000" }, "gte got text with a point before"],
    ["{{eq total 'abc'}}", { total: 3 }, "eq needs a number, got text that is not a number"],
    ["{{parse_number '1,234'}}", {}, "parse_number got text with a comma before its last"],
    [
      "{{parse_number price}}",
      { price: "1,234" },
      "a fraction in Vietnamese, thousands in English in price",
    ],
    ["{{format_number (first prices)}}", { prices: ["5", "90.000"] }, "in (first prices)"],
    ["{{format_date at 'dd'}}", { at: 1_893_456_000 }, "needs a time, got a number of seconds"],
    ["{{format_date '2026-02-30' 'dd'}}", {}, "a day that is not in the calendar"],
    ["{{date_add at '1h'}}", { at: "2026-03-01 10:00:00" }, "doesn't say its zone in at"],
    ["{{format_date 'soon' 'dd'}}", {}, "format_date needs a time"],
  ])("%s with %j is refused", (template, scope, message) => {
    const { findings } = check(template, scope);
    expect(findings).toMatchObject([{ rule: "wrong-template-type" }]);
    expect(findings[0]?.message).toContain(message);
  });

  it.each([
    ["{{multiply price 2}}", { price: "120000" }],
    ["{{multiply price 2}}", { price: "" }],
    ["{{eq price '120.000'}}", { price: "120.000" }],
    ["{{parse_number price}}", { price: "120.000" }],
    ["{{parse_number price 'en-US'}}", { price: "1,234" }],
    ["{{format_date at 'dd'}}", { at: "30/12/2023 12:00:00" }],
    ["{{date_add at '1h' from_zone='UTC'}}", { at: "2026-03-01T10:00:00Z" }],
    ["{{multiply price 2}}", { price: "env:PRICE" }],
    ["{{phone number}}", { number: "0900000000" }],
    ["{{#if price}}{{multiply price 2}}{{/if}}", { price: "Liên hệ" }],
    ["{{multiply (first prices) 2}}", { prices: ["Liên hệ", "5"] }],
  ])("%s with %j is taken", (template, scope) => {
    expect(check(template, scope).findings).toEqual([]);
  });

  it.each([
    ["{{multiply price 2}}", { price: "Liên hệ" }],
    ["{{gt price 2}}", { price: "Liên hệ" }],
    ["{{format_date at 'dd'}}", { at: "chưa rõ" }],
    ["{{phone number}}", { number: "An" }],
    ["{{multiply (first prices) 2}}", { prices: ["Liên hệ", "hết"] }],
  ])("%s with %j is doubtful", (template, scope) => {
    expect(check(template, scope).findings).toMatchObject([{ rule: "sample-misfit" }]);
  });
});

describe("what calls give", () => {
  it.each([
    ["{{first items}}", "an object"],
    ["{{pluck items 'sku'}}", "a list"],
    ["{{default name ''}}", "text"],
    ["{{default name 1}}", "text or a number"],
    ["{{default (parse_json name) ''}}", "unknown"],
    ["{{items.length}}", "a number"],
    ["{{items}} ", "text"],
  ])("%s is %s", (template, name) => {
    const { shape } = check(template, { items: [{ sku: "A1" }], name: "An" });
    expect(nameOfShape(shape)).toBe(name);
  });
});
