/** JSON and YAML that a program wrote, or somebody else: read as data, and quickly. */
import { parse, YAMLParseError } from "yaml";
import { findJsonMistake } from "./json-mistake.ts";
import { isDeeper, parseJson } from "./parse-json.ts";

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

function jsonMistake(text: string, { message }: Error): ReadData {
  const found = findJsonMistake(text);
  if (found?.kind !== "syntax") return { mistake: message, line: 1, column: 1 };
  return { mistake: "this is not JSON from here on", line: found.line, column: found.column };
}

function readYaml(text: string): ReadData {
  try {
    const value: unknown = parse(text, { merge: true, logLevel: "error", prettyErrors: true });
    // An alias may stand in the very part that it names: such a part has no end.
    const mistake = "the YAML is nested over 100 deep, or a part of it holds itself";
    return isDeeper(value) ? { mistake, line: 1, column: 1 } : { value };
  } catch (error) {
    const place = error instanceof YAMLParseError ? error.linePos?.[0] : undefined;
    const [mistake = ""] = (error as Error).message.split(/ at line \d|:?\n/, 1);
    return { mistake, line: place?.line ?? 1, column: place?.col ?? 1 };
  }
}
