import { inKeys, inValues, type Kind, kinds } from "../kind.ts";
import { dropLetter, otherCase } from "../misspell.ts";
import { CONDITION, LONE, SWITCH } from "./places.ts";

/** A condition that is one mustache, written otherwise. `$1` are its quotes, `$2` what it holds. */
function conditionAs(becomes: string): Kind["make"] {
  return inValues(CONDITION, LONE, becomes);
}

function switchAs(becomes: string): Kind["make"] {
  return inValues(SWITCH, LONE, becomes);
}

/** A comparison of a path with a literal: `$1` the helper, `$2` the path, `$3` the literal. */
const COMPARISON = /\b(eq|ne|gt|gte|lt|lte) ([a-z][\w.]*) ("[^"]*"|'[^']*'|[\d.]+|true|false)/g;
const CASES = /\.cases\.[^.]+$/;

const OPERATORS: Readonly<Record<string, string>> = {
  eq: "==",
  ne: "!=",
  gt: ">",
  gte: ">=",
  lt: "<",
  lte: "<=",
};

function operators(write: (a: string, operator: string, b: string) => string): Kind["make"] {
  return inValues(CONDITION, COMPARISON, ([, helper = "", a = "", b = ""]) =>
    write(a, OPERATORS[helper] ?? "", b),
  );
}

/** Mistakes in `if`, and in `switch` and its cases. */
export const CONDITIONS = kinds("conditions", {
  "if: a blank behind": conditionAs("$1{{$2}} $1"),
  "if: a blank before": conditionAs("$1 {{$2}}$1"),
  "if: == true": conditionAs("$1{{$2}} == true$1"),
  "if: a ! before": conditionAs("$1!{{$2}}$1"),
  "if: not before": conditionAs("$1not {{$2}}$1"),
  "if: ${{ }}": conditionAs("$1${{ $2 }}$1"),
  "if: ={{ }}": conditionAs("$1={{ $2 }}$1"),
  "if: no braces": conditionAs("$1$2$1"),
  "if: one brace": conditionAs("$1{$2}$1"),
  "if: a block that says true or false": conditionAs("$1{{#if ($2)}}true{{else}}false{{/if}}$1"),
  "if: on the next line, by |": inValues(CONDITION, LONE, ([, , inner], place, source) =>
    source.text.slice(0, place.start).endsWith(": ") ? `|\n          {{${inner}}}` : undefined,
  ),
  "if: joined by &&": conditionAs("$1{{$2}} && {{run.id}}$1"),
  "if: joined by and": conditionAs("$1{{$2}} and {{run.id}}$1"),
  "if: a bare path": inValues(CONDITION, /^"\{\{([\w.]+)\}\}"$/g, "$1"),
  "if: an operator in the braces": operators((a, operator, b) => `${a} ${operator} ${b}`),
  "if: a helper that doesn't exist": inValues(
    CONDITION,
    /\b(?:eq|ne|gte?|lte?)(?= )/g,
    ([name]) => `is_${name}`,
  ),
  "if: equals for eq": inValues(CONDITION, /\beq(?= )/g, "equals"),
  "if: parentheses left out": inValues(CONDITION, /\((gt|gte|not|includes|eq)( [^()]+)\)/g, "$1$2"),
  "if: its sides swapped": [
    inValues(CONDITION, /\b(gte?|lte?) (\S+) ([^\s)}]+)/g, "$1 $3 $2"),
    { unknowable: "both ways round are conditions that somebody may mean" },
  ],
  "if: turned round": [
    inValues(CONDITION, /\b(?:gte?|lte?)(?= )/g, ([name]) => (name.startsWith("g") ? "lt" : "gt")),
    { unknowable: "the opposite is a condition that somebody may mean" },
  ],
  "if: eq for ne": [
    inValues(CONDITION, /\bne(?= )/g, "eq"),
    { unknowable: "the opposite is a condition that somebody may mean" },
  ],
  "if: a number compared with a word": inValues(
    CONDITION,
    /(?<=\b(?:gte?|lte?) [\w.]+ )\d+/g,
    "'cao'",
  ),
  "if: an amount with points": inValues(
    CONDITION,
    /(?<=\b(?:gte?|lte?) [\w.]+ )\d{4,}/g,
    "'1.000.000'",
  ),
  "if: an amount with a unit": inValues(CONDITION, /(?<=\b(?:gte?|lte?) [\w.]+ )\d{4,}/g, "'5tr'"),
  "if: a number that a text is compared with": inValues(
    CONDITION,
    /(?<=\beq (?:trigger\.body|inputs)\.\w+ )["']\w+["']/g,
    "1",
  ),
  "if: true in quotes": inValues(CONDITION, /(?<=\b(?:eq|ne) [\w.]+ )true\b/g, "'true'"),
  "if: true for a text": inValues(
    CONDITION,
    /(?<=\beq (?:trigger\.body|inputs)\.\w+ )["']\w+["']/g,
    "true",
  ),
  "if: a value outside of the enum": inValues(
    CONDITION,
    /(?<=\beq (?:trigger\.body\.source|inputs\.tier) ["'])\w+/g,
    ([word]) => dropLetter(word),
  ),
  "if: an enum's value in capitals": inValues(
    CONDITION,
    /(?<=\beq (?:trigger\.body\.source|inputs\.tier) ["'])\w+/g,
    ([word]) => word.toUpperCase(),
  ),
  "if: 404 as text": inValues(CONDITION, /(?<=\.status )404/g, "'not_found'"),
  "if: always true": [
    inValues(CONDITION, LONE, "true"),
    { unknowable: "true may be meant, while one tries something" },
  ],
  "if: the text false": inValues(CONDITION, LONE, '"false"'),
  "if: an answer's words": inValues(CONDITION, LONE, '"yes"'),

  "switch: a blank behind": switchAs("$1{{$2}} $1"),
  "switch: ={{ }}": switchAs("$1={{$2}}$1"),
  "switch: ${{ }}": switchAs("$1${{ $2 }}$1"),
  "switch: no braces": switchAs("$1$2$1"),
  "switch: one brace": switchAs("$1{$2}$1"),
  "switch: text before": switchAs("$1Trạng thái {{$2}}$1"),
  "switch: on the next line, by |": switchAs("|\n          {{$2}}"),
  "switch: the flow's name": switchAs("{{flow.name}}"),
  "case: a letter dropped": inKeys(CASES, /^\w+$/g, ([word]) => dropLetter(word)),
  "case: in another case": inKeys(CASES, /^[a-z_]+$/g, ([word]) => otherCase(word)),
  "case: in capitals": inKeys(CASES, /^[a-z_]+$/g, ([word]) => word.toUpperCase()),
  "case: another word": inKeys(CASES, /^[a-z_]+$/g, "shipped"),
  "case: yes for true": inKeys(CASES, /^"true"$/g, '"yes"'),
  "case: 1 for true": inKeys(CASES, /^"true"$/g, "1"),
  "case: True": inKeys(CASES, /^"true"$/g, '"True"'),
  "case: a comparison": inKeys(CASES, /^[a-z_]+$/g, (_, place) => `"> ${place.value as string}"`),
  "case: a template": inKeys(CASES, /^[a-z_]+$/g, ([word]) => `"{{'${word}'}}"`),
  "case: two in one": inKeys(CASES, /^[a-z_]+$/g, ([word]) => `"${word}, khác"`),
  "case: a blank behind": inKeys(CASES, /^[a-z_]+$/g, ([word]) => `"${word} "`),
});
