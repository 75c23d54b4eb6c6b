/** JSON and YAML that a program wrote, or somebody else: read as data, and quickly. */
import { isScalar, parse, type ScalarTag, type Tags, YAMLParseError } from "yaml";
import { findJsonMistake } from "./json-mistake.ts";
import { isDeeper, JsonLimitError, keepsDigits, parseJson } from "./parse-json.ts";

/** A text as data, or the first mistake in it; lines and columns count from 1. */
export type ReadData =
  | { readonly value: unknown }
  | { readonly mistake: string; readonly line: number; readonly column: number };

/**
 * Reads a text as JSON where the file is named so or it is JSON, else as YAML. The traps of YAML are no
 * mistakes here: nobody can mend what a maker hands out.
 */
export function readData(file: string, text: string): ReadData {
  const isNamedJson = /\.json$/i.test(file);
  if (!isNamedJson && !/^\s*\{/.test(text)) return readYaml(text);
  try {
    return { value: parseJson(text) };
  } catch (error) {
    return isNamedJson ? jsonMistake(text, error as Error) : readYaml(text);
  }
}

function jsonMistake(text: string, error: Error): ReadData {
  if (error instanceof JsonLimitError) return { mistake: error.why, ...error.place };
  const found = findJsonMistake(text);
  if (found?.kind !== "syntax") return { mistake: error.message, line: 1, column: 1 };
  return { mistake: "this is not JSON from here on", line: found.line, column: found.column };
}

function readYaml(text: string): ReadData {
  try {
    const value: unknown = parse(text, {
      merge: true,
      logLevel: "error",
      prettyErrors: true,
      customTags: (tags) => tags.map(keepingDigits),
    });
    // An alias may stand in the very part that it names: such a part has no end.
    const mistake = "the YAML is nested over 100 deep, or a part of it holds itself";
    return isDeeper(value) ? { mistake, line: 1, column: 1 } : { value };
  } catch (error) {
    const { code, linePos: [place] = [] } = error instanceof YAMLParseError ? error : {};
    const where = { line: place?.line ?? 1, column: place?.col ?? 1 };
    if (code === "MULTIPLE_DOCS")
      return { mistake: "a second YAML document begins here, and a file is one", ...where };
    const [mistake = ""] = (error as Error).message.split(/ at line \d|:?\n/, 1);
    return { mistake, ...where };
  }
}

/** Numbers of YAML as those of JSON: one that a number can't hold is kept as the text that it is. */
function keepingDigits(tag: Tags[number]): Tags[number] {
  if (typeof tag === "string" || !("resolve" in tag) || !/:(int|float)$/.test(tag.tag)) return tag;
  const scalar = tag as ScalarTag;
  const keeping: ScalarTag = {
    ...scalar,
    resolve(literal, onError, options) {
      const read = scalar.resolve(literal, onError, options);
      const value = isScalar(read) ? read.value : read;
      return typeof value === "number" && isOther(value, literal) ? literal : read;
    },
  };
  return keeping;
}

/** Whether a number is another one than is written. */
function isOther(value: number, literal: string): boolean {
  if (/^0[xo]/.test(literal)) return !Number.isSafeInteger(value);
  // What is not finite by name, and up to 15 digits, are held as they are.
  if (/inf|nan/i.test(literal) || /^[-+]?[\d.]{1,15}$/.test(literal)) return false;
  if (value === 0) return /^[-+]?[0.]*[1-9]/.test(literal);
  const [, sign = "", whole = "", rest = ""] = /^([-+]?)(\d*)\.?(.*)$/.exec(literal) ?? [];
  const fraction = /^\d/.test(rest) ? `.${rest}` : rest;
  return !keepsDigits(`${sign.replace("+", "")}${whole === "" ? "0" : whole}${fraction}`);
}
