import { canonical, searchable } from "../../canonical-text.ts";
import { HelperFailure, limitText } from "../failure.ts";
import { listOf, textOf, wholeNumberOf } from "./arguments.ts";
import type { Helper } from "./helper.ts";

const single = { usage: "text", min: 1, max: 1 } as const;

/** What is searched for is always literal text, never a pattern. */
export const text: readonly Helper[] = [
  {
    ...single,
    name: "lower",
    takes: ["text"],
    gives: "text",
    summary: "In small letters.",
    example: { template: "{{lower city}}", scope: { city: "ĐÀ LẠT" }, result: "đà lạt" },
    run: ([value]) => textOf(value).toLowerCase(),
  },
  {
    ...single,
    name: "upper",
    takes: ["text"],
    gives: "text",
    summary: "In capital letters.",
    example: { template: "{{upper code}}", scope: { code: "dh1024" }, result: "DH1024" },
    run: ([value]) => textOf(value).toUpperCase(),
  },
  {
    ...single,
    name: "trim",
    takes: ["text"],
    gives: "text",
    html: "kept",
    summary: "Without blanks and line ends around it.",
    example: { template: "{{trim name}}", scope: { name: "  An " }, result: "An" },
    run: ([value]) => textOf(value).trim(),
  },
  {
    name: "replace",
    about: "first",
    takes: ["text"],
    gives: "text",
    html: "kept",
    summary: "With every occurrence of `from` replaced by `to`.",
    usage: "text from to",
    min: 3,
    max: 3,
    example: { template: "{{replace code '-' ''}}", scope: { code: "DH-10-24" }, result: "DH1024" },
    run: ([value, from, to]) => join(split(textOf(value), textOf(from)), textOf(to)),
  },
  {
    name: "split",
    about: "first",
    takes: ["text"],
    gives: "texts",
    summary: "The list of the parts between separators.",
    usage: "text separator",
    min: 2,
    max: 2,
    example: { template: "{{split tags ','}}", scope: { tags: "new,vip" }, result: ["new", "vip"] },
    run: ([value, separator]) => split(textOf(value), textOf(separator)),
  },
  {
    name: "join",
    scans: true,
    takes: ["list", "text"],
    gives: "text",
    html: "kept",
    summary: "One text of a list's entries; the separator is a comma and a blank unless given.",
    usage: "list [separator]",
    min: 1,
    max: 2,
    example: { template: "{{join sizes ' / '}}", scope: { sizes: ["S", "M"] }, result: "S / M" },
    run: ([list, separator = ", "]) => join(listOf(list).map(textOf), textOf(separator)),
  },
  {
    name: "truncate",
    about: "first",
    takes: ["text", "number", "text"],
    gives: "text",
    summary:
      "At most `length` UTF-16 units long; what was cut ends with `…`, or the ending that is given.",
    usage: "text length [ending]",
    min: 2,
    max: 3,
    example: {
      template: "{{truncate note 8}}",
      scope: { note: "Giao buổi sáng" },
      result: "Giao bu…",
    },
    run: ([value, length, ending = "…"]) =>
      truncate(textOf(value), wholeNumberOf(length, 0, 1_000_000), textOf(ending)),
  },
  {
    name: "concat",
    takes: ["text"],
    gives: "text",
    html: "kept",
    summary: "All of them as one text.",
    usage: "a b …",
    min: 1,
    max: Number.POSITIVE_INFINITY,
    example: { template: "{{concat 'DH' id}}", scope: { id: 1024 }, result: "DH1024" },
    run: (args) => join(args.map(textOf), ""),
  },
];

function split(value: string, separator: string): string[] {
  if (separator === "") throw new HelperFailure("can't search for empty text");
  const [text, searched] = [searchable(value), canonical(separator)];
  const parts: string[] = [];
  let done = 0;
  for (let at = text.canonical.indexOf(searched); at >= 0; ) {
    const end = at + searched.length;
    const isWhole = text.isEnd(at) && text.isEnd(end);
    if (isWhole) {
      parts.push(text.part(done, at));
      done = end;
    }
    at = text.canonical.indexOf(searched, isWhole ? end : at + 1);
  }
  return [...parts, text.part(done)];
}

function join(parts: readonly string[], separator: string): string {
  // Measured first: one long separator and many parts would exhaust the memory.
  let length = separator.length * Math.max(0, parts.length - 1);
  for (const part of parts) length += part.length;
  limitText(length);
  return parts.join(separator);
}

function truncate(value: string, length: number, ending: string): string {
  const text = searchable(value);
  if (text.canonical.length <= length) return value;
  let kept = wholeUnits(text.canonical, Math.max(0, length - ending.length));
  while (!text.isEnd(kept)) kept -= 1;
  return kept === 0 ? ending.slice(0, wholeUnits(ending, length)) : text.part(0, kept) + ending;
}

/** So many units of a text, less one that would be half of a character: that prints as a black box. */
function wholeUnits(text: string, length: number): number {
  return /[\uD800-\uDBFF]/.test(text.charAt(length - 1)) ? length - 1 : length;
}
