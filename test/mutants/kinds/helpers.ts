import { inValues, type Kind, kinds } from "../kind.ts";
import { dropLetter } from "../misspell.ts";
import { ANYWHERE, MUSTACHE, PATH } from "./places.ts";

/** A helper's call, changed by a pattern that begins at its name. */
function call(pattern: RegExp, becomes: Parameters<typeof inValues>[2]): Kind["make"] {
  return inValues(ANYWHERE, pattern, becomes);
}

/** A text in quotes. */
const QUOTED = `("[^"]*"|'[^']*')`;
const HELPER =
  /(?<=\{\{|\()(?!(?:trigger|steps|vars|secrets|run|body|inputs|error|flow|params|headers)\b)[a-z_]{3,}(?= )/g;
const dated = (inner: string, flags = "g") =>
  new RegExp(`(?<=\\bformat_date [^{}]*["'][^"']*)${inner}`, flags);

/** Mistakes in helpers and what they are given. */
export const HELPERS = kinds("helpers", {
  "a helper misspelt": call(HELPER, ([word]) => dropLetter(word)),
  "a helper in camel case": call(
    /\b(?:format_date|format_number|date_add|url_encode|parse_json)(?= )/g,
    ([word]) => word.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
  ),
  "another tool's helper": call(
    /\b(?:upper|lower|length|default|format_date|concat|join|add|replace|trim|json)(?= )/g,
    ([word]) =>
      ({
        upper: "toUpperCase",
        lower: "downcase",
        length: "size",
        default: "coalesce",
        format_date: "date",
        concat: "append",
        join: "implode",
        add: "sum",
        replace: "gsub",
        trim: "strip",
        json: "toJSON",
      })[word],
  ),
  "called as in JavaScript": inValues(ANYWHERE, /\{\{([a-z_]+) ([\w.]+)\}\}/g, "{{$1($2)}}"),
  "a pipe": inValues(ANYWHERE, /\{\{([a-z_]+) ([\w.]+)\}\}/g, "{{$2 | $1}}"),
  "a method": inValues(ANYWHERE, /\{\{(upper|lower|trim) ([\w.]+)\}\}/g, "{{$2.$1}}"),
  "?? for default": call(/default ([\w.]+) /g, "$1 ?? "),
  "|| for default": call(/default ([\w.]+) /g, "$1 || "),
  "commas between arguments": call(new RegExp(`\\b([a-z_]+ [\\w.]+) (?=${QUOTED})`, "g"), "$1, "),
  "the last argument left out": call(
    new RegExp(
      `(\\b(?:default|format_date|date_add|replace|pluck|includes|split|truncate) [^{}()]+?) (?:${QUOTED}|\\d+)(?=[)}])`,
      "g",
    ),
    "$1",
  ),
  "an argument too many": inValues(
    ANYWHERE,
    /\{\{(upper|lower|trim|length|json|url_encode) ([\w.]+)\}\}/g,
    "{{$1 $2 1}}",
  ),
  "inner parentheses left out": inValues(ANYWHERE, /(?<=\{\{[^{}#]*) \(([^()]+)\)/g, " $1"),
  "a word without quotes": call(
    /(?<=\bdefault [\w.]+ )(?:"(\p{L}+)"|'(\p{L}+)')/gu,
    ([, one, two]) => one ?? two,
  ),
  "curly quotes": call(
    new RegExp(`(?<=[a-z_]+ [^{}]*)${QUOTED}(?=[)}])`, "g"),
    ([text]) => `“${text.slice(1, -1)}”`,
  ),
  "an operator for a helper": call(
    /\b(add|subtract|multiply|divide) (\S+) ([^\s()}]+)/g,
    ([, name = "", a, b]) =>
      `${a} ${{ add: "+", subtract: "-", multiply: "*", divide: "/" }[name]} ${b}`,
  ),

  "default: its sides swapped": call(
    new RegExp(`\\bdefault ([\\w.]+) (${QUOTED}|\\d+)`, "g"),
    "default $2 $1",
  ),
  "default: over an unknown name": call(
    /(?<=\bdefault (?:trigger\.body\.|inputs\.|trigger\.query\.)(?:\w+\.)*)[a-z_A-Z]+(?= )/g,
    (_, { raw }) => (raw.includes("nickname") ? undefined : "nickname"),
  ),
  "default: over a misspelt name": call(
    /(?<=\bdefault (?:trigger\.body\.|inputs\.)(?:\w+\.)*)[a-z_A-Z]+(?= )/g,
    ([word]) => dropLetter(word),
  ),
  "default: over the wrong level": call(/(?<=\bdefault trigger\.)body\.(?=\w+ )/g, ""),
  "default: over a field beside the body": call(
    /(?<=\bdefault )trigger\.body\.\w+(?= )/g,
    "trigger.note",
  ),
  "eq: of what lower gives, in capitals": call(
    /\beq ([a-z][\w.]+) (["'])(\w+)\2/g,
    ([, path, quote, word = ""]) => `eq (lower ${path}) ${quote}${word.toUpperCase()}${quote}`,
  ),
  "split: a pattern": call(/(?<=\bsplit \S+ )["'],["']/g, "'/,/g'"),
  "default: left out": call(
    new RegExp(`\\(?\\bdefault ([\\w.]+) (?:${QUOTED}|[\\w.]+)\\)?`, "g"),
    "$1",
  ),
  "#if: over an unknown name": call(/(?<=#if trigger\.body\.)\w+/g, "has_gift"),

  "format_date: its sides swapped": call(
    new RegExp(`\\bformat_date ([\\w.]+) ${QUOTED}`, "g"),
    "format_date $2 $1",
  ),
  "format_date: mm for MM": call(dated("MM"), "mm"),
  "format_date: MM for mm": call(dated("(?<=HH:)mm"), "MM"),
  "format_date: DD for dd": call(dated("dd"), "DD"),
  "format_date: YYYY for yyyy": call(dated("yyyy"), "YYYY"),
  "format_date: hh for HH": call(dated("HH"), "hh"),
  "format_date: as in C, %d/%m/%Y": call(dated("dd/MM(?:/yyyy)?"), "%d/%m/%Y"),
  "format_date: as in PHP, d/m/Y": call(dated("dd/MM(?:/yyyy)?"), "d/m/Y"),
  "format_date: words in the pattern": call(dated("HH:mm"), "HH giờ mm"),
  "format_date: DDDD for EEEE": call(dated("EEEE"), "dddd"),
  "format_date: no pattern": call(new RegExp(`(\\bformat_date [\\w.]+) ${QUOTED}`, "g"), "$1"),
  "format_date: a zone that doesn't exist": call(/Asia\/Ho_Chi_Minh(?=["'][ )}])/g, "Asia/Hanoi"),
  "format_date: a zone as an offset of UTC": call(/Asia\/Ho_Chi_Minh(?=["'][ )}])/g, "UTC+7"),
  "format_date: a zone as GMT+7": call(/Asia\/Ho_Chi_Minh(?=["'][ )}])/g, "GMT+7"),
  "format_date: a zone's name misspelt": call(
    /Asia\/Ho_Chi_Minh(?=["'][ )}])/g,
    "Asia/Ho_Chi_Mihn",
  ),
  "format_date: another zone": [
    call(/Asia\/Ho_Chi_Minh(?=["'][ )}])/g, "Asia/Tokyo"),
    { unknowable: "any zone may be meant" },
  ],
  "format_date: zone= for the third argument": call(
    /(?<=\bformat_date [^{}]*) (["']Asia\/Ho_Chi_Minh["'])/g,
    " zone=$1",
  ),
  "format_date: a word for a time": call(/(?<=\bformat_date )[\w.]+(?= )/g, "'hôm nay'"),
  "format_date: a day that no month has": call(/(?<=\bformat_date )[\w.]+(?= )/g, "'30/02/2026'"),
  "format_date: a field that is no time": call(
    /(?<=\bformat_date )trigger\.body\.\w+(?= )/g,
    "trigger.body",
  ),
  "format_date: an unknown locale": call(/locale="vi-VN"/g, 'locale="tiếng Việt"'),
  "date_add: its sides swapped": call(
    new RegExp(`\\bdate_add ([\\w.]+) ${QUOTED}`, "g"),
    "date_add $2 $1",
  ),
  "date_add: a duration in words": call(/(?<=\bdate_add [\w.]+ ['"])-?(\d+)[dh]/g, "$1 days"),
  "date_add: a unit that doesn't exist": call(/(?<=\bdate_add [\w.]+ ['"])(-?\d+)[dh]/g, "$1w"),
  "date_add: a number alone": call(
    new RegExp(`(?<=\\bdate_add [\\w.]+ )${QUOTED}`, "g"),
    ([text]) => text.replaceAll(/\D/g, ""),
  ),
  "date_add: without its minus": [
    call(/(?<=\bdate_add [\w.]+ ['"])-/g, ""),
    { unknowable: "a later time may be meant" },
  ],

  "format_number: đ for a currency": call(/currency='VND'/g, "currency='đ'"),
  "format_number: VNĐ for a currency": call(/currency='VND'/g, "currency='VNĐ'"),
  "format_number: a currency without quotes": call(/currency='VND'/g, "currency=VND"),
  "format_number: an unknown option": call(/\bcurrency=/g, "unit="),
  "format_number: digits=": call(/\bmaximum_fraction_digits=/g, "digits="),
  "format_number: vi_VN": call(/(?<=\bformat_number [\w.]+ )'vi-VN'/g, "'vi_VN'"),
  "format_number: a locale in words": call(/(?<=\bformat_number [\w.]+ )'vi-VN'/g, "'Việt Nam'"),
  "format_number: a text": call(
    /(?<=\bformat_number )trigger\.body\.(?:\w+\.)*\w+/g,
    "vars.shop_name",
  ),
  "format_number: an amount with points": call(/(?<=\bformat_number )[\w.]+/g, "'1.250.000'"),
  "format_number: an amount with a unit": call(/(?<=\bformat_number )[\w.]+/g, "'500k'"),
  "round: digits in words": call(/(\bround \([^{}]*\)) 0/g, "$1 'không'"),
  "add: a text that is no number": call(/(?<=\badd [\w.]+ )[\w.]+(?=\}\})/g, "'30.000đ'"),
  "multiply: a percentage": call(/(?<=\bmultiply [\w.]+ )0\.1/g, "'10%'"),
  "multiply: a comma for the point": call(/(?<=\bmultiply [\w.]+ )0\.1/g, "'0,1'"),
  "divide: by zero": call(/(?<=\bdivide [\w.]+ )\d+/g, "0"),
  "subtract: an amount with commas": call(/(?<=\bsubtract [\w.]+ )[\w.]+/g, "'30,000'"),
  "a number of a word": call(/(?<=\b(?:multiply|add|subtract) )[\w.]+/g, "vars.shop_name"),

  "truncate: its sides swapped": call(/\btruncate ([\w.]+) (\d+)/g, "truncate $2 $1"),
  "truncate: a length in words": call(/(?<=\btruncate [\w.]+ )\d+/g, "'ngắn'"),
  "replace: its sides swapped": call(
    new RegExp(`\\breplace ([\\w.]+) ${QUOTED}`, "g"),
    "replace $2 $1",
  ),
  "replace: a pattern": [
    call(/(?<=\breplace [\w.]+ )["'][ -]["']/g, "'/-/g'"),
    { unknowable: "any text may be looked for" },
  ],
  "split: its sides swapped": call(new RegExp(`\\bsplit ([\\w.]+) ${QUOTED}`, "g"), "split $2 $1"),
  "split: by nothing": call(/(?<=\bsplit [\w.]+ )','/g, "''"),
  "join: its sides swapped": call(
    new RegExp(`\\bjoin (\\([^()]+\\)|[\\w.]+) ${QUOTED}`, "g"),
    "join $2 $1",
  ),
  "join: of a text": call(/(?<=\bjoin )\([^()]+\)/g, "vars.shop_name"),
  "includes: its sides swapped": call(
    new RegExp(`\\bincludes ([\\w.]+) (${QUOTED}|\\([^()]+\\))`, "g"),
    "includes $2 $1",
  ),
  "pluck: a field misspelt": call(/(?<=\bpluck [\w.]+ ')\w+/g, ([word]) => `${word}${word.at(-1)}`),
  "pluck: a field without quotes": call(/(?<=\bpluck [\w.]+ )'(\w+)'/g, "$1"),
  "first: of a text": call(/(?<=\b(?:first|last) )[\w.]+/g, "vars.shop_name"),
  "length: of a number": call(/(?<=\blength )[\w.]+/g, "vars.shipping_fee"),
  "upper: of a list": call(/(?<=\b(?:upper|lower|trim) )[\w.]+/g, "vars.branches"),
  "concat: of an object": call(/(?<=\bconcat [^{}()]*)[\w.]+(?=[)}])/g, "vars.bank"),
  "phone: an unknown form": call(/(?<=\bphone [\w.]+ ["'])national/g, "NATIONAL"),
  "phone: international for e164": call(/(?<=\bphone [\w.]+ ["'])national/g, "international"),
  "phone: an unknown region": call(/region='VN'/g, "region='84'"),
  "phone: region as the second argument": call(/region='VN'/g, "'VN'"),
  "phone: a region in small letters": call(/region='VN'/g, "region='vn'"),
  "phone: of a name": call(/(?<=\bphone )[\w.]+/g, "vars.shop_name"),
  "hash: an unknown algorithm": call(/\{\{hash (\([^{}]+\))\}\}/g, "{{hash $1 'sha-256'}}"),
  "hmac: without a key": call(/(\bhmac (?:\([^()]+\)|[\w.]+)) secrets\.\w+/g, "$1"),
  "parse_json: of an object": call(/(?<=\bparse_json )[\w.]+/g, "trigger.body"),
  "an object in text": inValues(ANYWHERE, /\{\{json ([\w.]+)\}\}/g, "{{$1}}"),
  "a list in text": inValues(/\.text$/, /\{\{length (trigger[\w.]+)\}\}/g, "{{$1}}"),
  "the text [object]": inValues(
    /\.text$/,
    /\{\{trigger\.body\.order\.code\}\}/g,
    "{{trigger.body.order}}",
  ),
  "{{{ }}}: three braces for two": [
    inValues(ANYWHERE, PATH, "{{{$1}}}"),
    { unknowable: "it means the same" },
  ],
  "blanks in the braces": [
    inValues(ANYWHERE, MUSTACHE, "{{ $1 }}"),
    { unknowable: "it means the same" },
  ],
});
