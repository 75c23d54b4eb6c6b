/** Places where valid YAML means something else than its writer did. */
import {
  type Document,
  isAlias,
  isMap,
  type Node,
  type Pair,
  type Scalar,
  visit,
  type YAMLError,
} from "yaml";
import { cutText } from "./yaml-cut-text.ts";
import { keyTrap } from "./yaml-keys.ts";
import { quoted, type Trap } from "./yaml-trap.ts";

/** Finds unquoted templates, and numbers and keys that are not kept to the letter. */
export function findTraps(document: Document, source: string): Trap[] {
  const traps: Trap[] = [];
  visit(document, {
    Scalar(key, node) {
      const trap = key === "key" ? undefined : (numberTrap(node) ?? cutText(node, source));
      if (trap !== undefined) traps.push(trap);
    },
    Pair(_, pair) {
      const trap = keyTrap(pair, document);
      if (trap !== undefined) traps.push(trap);
    },
    Map(_, node) {
      if (!node.range || source[node.range[0]] !== "{" || !isTemplateMap(node.items))
        return undefined;
      const [start, end] = node.range;
      const text = source.slice(start, end);
      traps.push({
        rule: "yaml-unquoted-template",
        severity: "error",
        message: `YAML reads an unquoted ${text.length > 40 ? "{{…}}" : text} as a map`,
        hint: `put it in quotes: ${quoted(text.length > 40 ? "{{…}}" : text)}`,
        offset: start,
        length: Math.max(1, end - start),
      });
      return visit.SKIP;
    },
  });
  return traps;
}

/** An unquoted template with text after it, which the parser stumbles over. */
export function unquotedTemplate(source: string, error: YAMLError): Trap | undefined {
  if (error.code !== "UNEXPECTED_TOKEN") return undefined;
  const start = source.lastIndexOf("\n", error.pos[0] - 1) + 1;
  const [line = ""] = source.slice(start).split(/\r?\n/, 1);
  const found = /^(\s*(?:- +)*(?:[\w-]+: +)?)(\{\{.*\}\}.*)$/.exec(line);
  const [, before = "", text = ""] = found ?? [];
  if (found === null || start + before.length > error.pos[0]) return undefined;
  return {
    rule: "yaml-unquoted-template",
    severity: "error",
    message: "YAML reads an unquoted {{…}} as a map, and text can't follow it",
    hint: `put the whole text in quotes: ${quoted(text.trimEnd())}`,
    offset: start + before.length,
    length: text.trimEnd().length,
  };
}

/** `{{a.b}}` parses as a map whose one key is a map. */
function isTemplateMap(items: readonly Pair[]): boolean {
  return items.some((item) => isMap(item.key) || isAlias(item.key));
}

function numberTrap(node: Scalar & Node): Trap | undefined {
  if (typeof node.value !== "number" || typeof node.source !== "string" || !node.range)
    return undefined;
  const at = { offset: node.range[0], length: node.source.length };
  if (/^[-+]?0\d+$/.test(node.source))
    return {
      rule: "yaml-leading-zero",
      severity: "error",
      message: `YAML reads ${node.source} as the number ${node.value}: the leading zero is lost`,
      hint: `put it in quotes: "${node.source}"`,
      ...at,
    };
  if (/^[-+]?\d+$/.test(node.source) && !Number.isSafeInteger(node.value))
    return {
      rule: "yaml-long-number",
      severity: "error",
      message: `${node.source} is too long for a number: its last digits are lost`,
      hint: `put it in quotes: "${node.source}"`,
      ...at,
    };
  if (String(node.value) === node.source) return undefined;
  const isFinite = Number.isFinite(node.value);
  return {
    rule: "yaml-number",
    severity: "error",
    message: isFinite
      ? `YAML reads ${node.source} as the number ${node.value}`
      : `${node.source} is no number that JSON can hold`,
    hint: `put it in quotes if it is text: "${node.source}"${isFinite ? `; write ${node.value} for the number` : ""}`,
    ...at,
  };
}
