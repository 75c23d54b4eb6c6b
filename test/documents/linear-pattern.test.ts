import { expect, it } from "vitest";
import { compilePattern } from "#src/documents/linear-pattern.js";

const CHARACTERS = Array.from({ length: 0x1_00_00 }, (_, code) =>
  String.fromCodePoint(code),
).filter((character) => !/[\ud800-\udfff]/.test(character));

it.each([
  String.raw`^\s$`,
  String.raw`^\S$`,
  String.raw`^[\s]$`,
  String.raw`^[a\S]$`,
  String.raw`^[^\s]$`,
])("%s takes the characters that ECMAScript takes", (pattern) => {
  const compiled = compilePattern(pattern);
  const native = new RegExp(pattern, "u");
  expect(CHARACTERS.filter((one) => compiled.test(one) !== native.test(one))).toEqual([]);
});

it.each([
  [String.raw`^\uD83D\uDE00$`, "😀", true],
  [String.raw`^[\ud83d\ude00-\ud83d\ude4f]+$`, "😀🙏", true],
  [String.raw`^[\ud83d\ude00-\ud83d\ude4f]+$`, "\ud83d", false],
  ["^.$", "😀", true],
  [String.raw`^[\d.]+\sđ$`, "120.000\u00a0đ", true],
  [String.raw`^\\s$`, String.raw`\s`, true],
  [String.raw`^[\]\s]+$`, "] ]\u00a0", true],
  [String.raw`^\u00e0$`, "à", true],
])("%s on %j: %s", (pattern, text, isFound) => {
  expect(compilePattern(pattern).test(text)).toBe(isFound);
  expect(new RegExp(pattern, "u").test(text)).toBe(isFound);
});
