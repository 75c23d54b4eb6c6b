import { describe, expect, it } from "vitest";
import { HELPER_GROUPS } from "#src/templates/helpers/registry.js";
import { failureOf, render } from "./context.ts";

const helpers = HELPER_GROUPS.flatMap((group) => group.helpers);
const now = () => new Date("2026-01-02T03:04:05Z");

it("are those of the flow language, each with a name of its own", () => {
  const named =
    "eq ne gt gte lt lte and or not parse_boolean default lower upper trim replace split join truncate concat " +
    "add subtract multiply divide round parse_number format_number format_date now date_add length first last take slice " +
    "includes pluck json parse_json phone hash hmac base64 escape_html url_encode";
  expect(helpers.map(({ name }) => name).toSorted()).toEqual(named.split(" ").toSorted());
});

it.each(helpers.map(({ name, example }) => [name, example] as const))(
  "%s: its example",
  (_, example) => {
    expect(render(example.template, example.scope, { now })).toEqual(example.result);
  },
);

const a = {
  text: "abc",
  list: [1, "2", null],
  object: { x: 1 },
  big: "x".repeat(1000),
  many: ",".repeat(2000),
};

describe("values", () => {
  it.each([
    ["{{eq 1 '1.0'}}", true],
    ["{{eq '1' '1.0'}}", false],
    ["{{eq null null}}", true],
    ["{{eq a.text null}}", false],
    ["{{eq true true}}", true],
    ["{{gt 10 '9'}}", true],
    ["{{gt '10' '9'}}", false],
    ["{{and a.text a.list}}", true],
    ["{{or 0 '' null}}", false],
    ["{{not 0}}", true],
    ["{{default '' 0}}", 0],
    ["{{default false 1}}", false],
    ["{{default '' ''}}", ""],
    ["{{default ' ' '\u00a0' 'x'}}", "x"],
    ["{{default a.none ' '}}", " "],
    ["{{default a.text a.none}}", "abc"],
    ["{{default a.none a.text a.none.deep}}", "abc"],
    ["{{default a.none a.nope null}}", null],
    ["{{default a.none (default a.nope a.never) 'x'}}", "x"],
    ["{{#if (default a.none a.nope)}}x{{else}}y{{/if}}", "y"],
    ["{{default a.list 'x'}}", [1, "2", null]],
    ["{{replace 'a.b.c' '.' '$&'}}", "a$&b$&c"],
    ["{{split 'a.b' '.'}}", ["a", "b"]],
    ["{{take a.list 2}}", [1, "2"]],
    ["{{take a.list '9'}}", [1, "2", null]],
    ["{{take a.list 0}}", []],
    ["{{take null 3}}", []],
    ["{{take (default a.none null) 3}}", []],
    ["{{slice a.list 1}}", ["2", null]],
    ["{{slice a.list 2 2}}", []],
    ["{{slice a.list 3 9}}", []],
    ["{{length (slice null 0 10)}}", 0],
    ["{{truncate '😀😀😀' 4}}", "😀…"],
    ["{{truncate 'abcdef' 4 '..'}}", "ab.."],
    ["{{truncate 'abcdef' 1 '..'}}", "."],
    ["{{truncate 'abcdef' 1 '😀'}}", ""],
    ["{{truncate 'abcdef' 3 '😀😀'}}", "😀"],
    ["{{truncate 'abc' 3}}", "abc"],
    ["{{add 1 2 '3'}}", 6],
    ["{{add 9007199254740990 1}}", 9_007_199_254_740_991],
    ["{{subtract 0.3 0.1}}", 0.2],
    ["{{subtract '9007199254740991' 9007199254740990}}", 1],
    ["{{multiply -1 0}}", 0],
    ["{{divide 9007199254740990 2}}", 4_503_599_627_370_495],
    ["{{divide 1 3}}", 0.333333333333333],
    ["{{round 123456789012.345 12}}", 123_456_789_012.345],
    ["{{round 9007199254740991}}", 9_007_199_254_740_991],
    ["{{eq 1 '12345678901234567890'}}", false],
    ["{{lt 1 '12345678901234567890'}}", true],
    ["{{gt '-12345678901234567890' -1}}", false],
    ["{{eq '12345678901234567890' '12345678901234567891'}}", false],
    ["{{includes a.list '12345678901234567890'}}", false],
    ["{{includes (parse_json '[1,12345678901234567890]') '12345678901234567890'}}", true],
    ["{{parse_json '12345678901234567890'}}", "12345678901234567890"],
    ["{{json (parse_json '[12345678901234567,-0,0.1]')}}", '["12345678901234567",0,0.1]'],
    ["{{format_number '-0'}}", "0"],
    ["{{format_number -0.3 maximum_fraction_digits=0}}", "0"],
    ["{{format_number '-0.4' currency='VND'}}", "0\u00A0₫"],
    ["{{format_number -0.6 currency='VND'}}", "-1\u00A0₫"],
    ["{{multiply 1.1 3}}", 3.3],
    ["{{round 1.005 2}}", 1.01],
    ["{{round -2.5}}", -3],
    ["{{round -0.2}}", 0],
    ["{{format_number 1234.5 'en-US'}}", "1,234.5"],
    ["{{format_number 1.256 maximum_fraction_digits=1}}", "1,3"],
    ["{{format_number 50000 currency='VND'}}", "50.000\u00A0₫"],
    ["{{format_date '2026-03-01' 'dd/MM/yyyy'}}", "01/03/2026"],
    ["{{format_date 0 'yyyy-MM-dd HH:mm:ss' 'UTC'}}", "1970-01-01 00:00:00"],
    [
      `{{format_date '2026-03-01T00:00:00+07:00' "EEEE 'ngày' dd" locale='en-US'}}`,
      "Sunday ngày 01",
    ],
    ["{{date_add '2026-03-01T00:00:00+07:00' '-1d'}}", "2026-02-27T17:00:00.000Z"],
    ["{{length a.text}}", 3],
    ["{{last a.list}}", null],
    ["{{includes a.list 2}}", true],
    ["{{includes a.list true}}", false],
    ["{{includes a.text 'bc'}}", true],
    ["{{json a.list}}", '[1,"2",null]'],
    ["{{json a.object 2}}", '{\n  "x": 1\n}'],
    ["{{phone '+84 908 071 111' 'national'}}", "0908071111"],
    ["{{phone '0908071111 ext 5' 'national'}}", "0908071111"],
    ["{{phone '(213) 373-4253' region='US'}}", "+12133734253"],
    ["{{hash 'abc' 'md5'}}", "900150983cd24fb0d6963f7d28e17f72"],
  ])("%s", (source, expected) => {
    expect(render(source, { a })).toEqual(expected);
  });
});

describe("failures", () => {
  it.each([
    ["{{eq a.text 1}}", "eq: can't compare text with a number"],
    ["{{eq a.list a.list}}", "eq: can't compare a list with a list"],
    ["{{lt true false}}", "lt: can't compare true or false with true or false"],
    ["{{gt null 1}}", "gt: can't compare null with a number"],
    ["{{upper a.list}}", "upper: needs text, got a list"],
    ["{{replace a.text '' 'b'}}", "replace: can't search for empty text"],
    ["{{truncate a.text -1}}", "truncate: needs a whole number"],
    ["{{add a.text 1}}", "add: needs a number, got text that is not a number"],
    ["{{add '1,000' 1}}", "add: needs a number"],
    ["{{multiply '120.000' 2}}", "multiply: got text with a point before its last three digits"],
    ["{{round ' -1.500 '}}", "round: got text with a point before its last three digits"],
    ["{{format_number '120.000'}}", "format_number: got text with a point before"],
    ["{{gt '120.000' 1000}}", "gt: got text with a point before its last three digits"],
    ["{{eq 120 '120.000'}}", "eq: got text with a point before its last three digits"],
    ["{{includes (split '120.000' ',') 5}}", "includes: got text with a point before"],
    ["{{take a.list '1.000'}}", "take: got text with a point before its last three digits"],
    ["{{add '12345678901234567' 1}}", "add: got text with more digits"],
    ["{{add 9007199254740991 1}}", "add: the result has more digits than a number can hold"],
    ["{{add 9007199254740991 2 -5}}", "add: the result has more digits"],
    ["{{add 9007199254740990 0.5}}", "add: the result has more digits"],
    ["{{add 4503599627370497 0.3}}", "add: the result has more digits"],
    ["{{add '9007199254740992' 1}}", "add: got text with more digits than can be computed with"],
    ["{{add (parse_json '1e20') 1}}", "add: got a number with more digits than can be computed"],
    ["{{subtract -9007199254740991 1}}", "subtract: the result has more digits"],
    ["{{multiply 3037000500 3037000500}}", "multiply: the result has more digits"],
    ["{{multiply '12345678901234567' 0}}", "multiply: got text with more digits"],
    ["{{divide 9007199254740991 3.5}}", "divide: the result has more digits"],
    ["{{divide 9007199254740991 2}}", "divide: the result has more digits"],
    ["{{round '12345678901234567.5'}}", "round: got text with more digits"],
    ["{{format_number '12345678901234567'}}", "format_number: got text with more digits"],
    ["{{eq (parse_json '1e20') '100000000000000000001'}}", "eq: got text with more digits"],
    ["{{parse_json '[1e400]'}}", "parse_json: the JSON has a number that is too large"],
    ["{{parse_json a.object}}", "parse_json: needs text, got an object"],
    ["{{divide 1 0}}", "divide: can't divide by zero"],
    ["{{format_number 1 'no such'}}", "format_number: doesn't know this locale"],
    ["{{format_number 1 currency='dong'}}", "format_number: doesn't know this locale or currency"],
    ["{{format_date 'tomorrow' 'dd'}}", "format_date: needs a time"],
    ["{{format_date '2026-03-01T10:00' 'dd'}}", "format_date: needs a time"],
    ["{{format_date '2026-13-01' 'dd'}}", "format_date: needs a time"],
    ["{{format_date '01/03/2026' 'dd' from_zone='Hanoi'}}", "format_date: doesn't know this zone"],
    ["{{format_date 0 'YYYY-MM-DD'}}", "format_date: got a pattern with letters"],
    ["{{format_date 0 'dd' 'Hanoi'}}", "format_date: doesn't know this zone"],
    ["{{format_date 0 'dd' '+07:00'}}", "format_date: doesn't know this zone"],
    ["{{date_add 0 'soon'}}", "date_add: needs a duration"],
    ["{{date_add 0 '999999999d'}}", "date_add: the time is out of range"],
    ["{{join a.object.x}}", "join: needs a list, got a number"],
    ["{{first a.text}}", "first: needs a list, got text"],
    ["{{pluck a.list 'x'}}", "pluck: entry 0 is a number"],
    ["{{pluck (parse_json '[{}]') 'x'}}", "pluck: entry 0 has no such field"],
    ["{{parse_json a.text}}", "parse_json: got text that is not JSON"],
    ["{{phone a.text}}", "phone: got no valid telephone number"],
    // 0123… is a range that was retired in 2018.
    ["{{phone '0123456789'}}", "phone: got no valid telephone number"],
    ["{{phone '0908071111' region='XX'}}", "phone: doesn't know this region"],
    ["{{phone '0908071111' 'short'}}", "phone: needs one of: e164, national"],
    ["{{hash a.text 'crc'}}", "hash: needs one of: sha256"],
    ["{{replace a.many ',' a.big}}", "replace: the text would be larger than 1 MiB"],
    ["{{join (split a.many ',') a.big}}", "join: the text would be larger than 1 MiB"],
  ])("%s: %s", (source, text) => {
    const { code, message } = failureOf(source, { a });
    expect(code).toBe("template_failed");
    expect(message).toContain(`flow.yaml:1:`);
    expect(message).toContain(text);
    expect(message).not.toContain("abc");
  });

  it("say where the call stands", () => {
    expect(failureOf("Tổng {{concat (add a.text 1)}}", { a }).message).toContain("flow.yaml:1:16 ");
  });

  it("hide what other errors quote", () => {
    const loop: Record<string, unknown> = { secret: "0908071111" };
    loop["self"] = loop;
    const { message } = failureOf("{{json loop}}", { loop });
    expect(message).toContain("json: failed on this value");
    expect(message).not.toContain("secret");
    expect(failureOf("{{url_encode a}}", { a: "\uD800" }).message).toContain("not valid Unicode");
  });
});
