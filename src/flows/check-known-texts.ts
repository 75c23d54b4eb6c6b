/**
 * Addresses, telephone numbers and headers of which enough is known before anything runs: what stands
 * in the file itself, and the variables of ahaflow.yaml in it.
 */
import type { ValuePath, YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import { parsePhone } from "../phone-numbers.ts";
import { RULES } from "../rules.ts";
import { addressMistake, headerProblem, type KnownMistake } from "./known-requests.ts";
import { problemAt } from "./parse-flow.ts";
import type { SourceTree } from "./source-tree.ts";

type Vars = Readonly<Record<string, unknown>>;

/** Reports what the actions will refuse. */
export function checkKnownTexts(document: YamlDocument, tree: SourceTree, vars: Vars): Problem[] {
  const set = new Set(tree.all.flatMap(({ step }) => Object.keys(step.set ?? {})));
  const fixed = Object.fromEntries(Object.entries(vars).filter(([name]) => !set.has(name)));
  return tree.all.flatMap(({ step, path }) =>
    textsIn(step.with, [...path, "with"]).flatMap(({ at, text }) => {
      const mistake = mistakeOf(step.uses ?? "", at.slice(path.length + 1), fill(text, fixed));
      return mistake === undefined
        ? []
        : [
            {
              ...problemAt(document, at, mistake.rule, mistake.message, mistake.hint),
              severity: RULES[mistake.rule].severity,
            },
          ];
    }),
  );
}

function textsIn(value: unknown, at: ValuePath): { at: ValuePath; text: string }[] {
  if (typeof value === "string") return [{ at, text: value }];
  if (typeof value !== "object" || value === null) return [];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, part]: [string | number, unknown]) => textsIn(part, [...at, key]));
}

/** Puts in the variables that no step sets. What comes from the environment is not known here. */
function fill(text: string, vars: Vars): string {
  return text.replaceAll(/\{\{\s*vars\.([\w-]+)\s*\}\}/g, (template, name: string) => {
    const value = Object.hasOwn(vars, name) ? vars[name] : undefined;
    const isKnown = typeof value === "number" || typeof value === "boolean";
    return isKnown || (typeof value === "string" && !/\b(?:env|file):/.test(value))
      ? String(value)
      : template;
  });
}

function mistakeOf(action: string, keys: ValuePath, text: string): KnownMistake | undefined {
  if (action === "http.request") {
    if (keys[0] === "url") return addressMistake(text);
    if (keys[0] === "json") return jsonAsText(text, keys.length === 1);
    return keys[0] === "headers" ? headerProblem(String(keys[1]), text) : undefined;
  }
  if (action.startsWith("ahachat.send_") && keys.at(-1) === "text") {
    const mistake = jsonAsText(text, false);
    if (mistake !== undefined) return mistake;
  }
  const isPhone = keys.at(-1) === "phone" || keys.at(-1) === "phone_number";
  if (isName(keys) && text !== text.trim()) return BLANK;
  return action.startsWith("ahachat.") && isPhone && !text.includes("{{")
    ? phoneMistake(text)
    : undefined;
}

/** Whether something of AhaChat is called so. */
function isName(keys: ValuePath): boolean {
  return [keys.at(-1), keys.at(-2)].some(
    (key) => key === "block_name" || key === "block_names" || key === "tags",
  );
}

const BLANK: KnownMistake = {
  rule: "blank-around-value",
  message: "this name has a blank or line break around it, which stays a part of it",
  hint: "write it on one line, and with | or > write |- or >-",
};

/**
 * JSON that stands in a text, where it goes out as one.
 * @param isWhole whether the text is all of a body
 */
function jsonAsText(text: string, isWhole: boolean): KnownMistake | undefined {
  const given = isWhole ? /^\{\{\s*json\s+([^{}]+?)\s*\}\}$/.exec(text)?.[1] : undefined;
  if (given === undefined && !isJson(text)) return undefined;
  return {
    rule: "json-as-text",
    message: "this goes out as a text that holds JSON, and not as its fields",
    hint: given === undefined ? "write it as YAML, without quotes around it" : `write {{${given}}}`,
  };
}

/** Whether a text is an object of JSON, or a list of some, once its templates are filled. */
function isJson(text: string): boolean {
  if (!/^\s*(?:\{\s*"|\[\s*\{)[^]*[\]}]\s*$/.test(text)) return false;
  try {
    JSON.parse(text.replaceAll(/\{\{[^]*?\}\}/g, "0"));
    return true;
  } catch {
    return false;
  }
}

function phoneMistake(text: string): KnownMistake | undefined {
  if (parsePhone(text, "VN") !== undefined) return undefined;
  return {
    rule: "wrong-phone",
    message: "this is no telephone number that can exist",
    hint: "write it as 0908071111 or +84908071111, in quotes",
  };
}
