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

/** A mistake in the text of a file. */
export interface Trap {
  readonly rule: string;
  readonly severity: "error";
  readonly message: string;
  readonly hint?: string;
  readonly offset: number;
  readonly length: number;
}

/** Finds unquoted templates, numbers that lose their leading zero, and ids that lose digits. */
export function findTraps(document: Document, source: string): Trap[] {
  const traps: Trap[] = [];
  visit(document, {
    Scalar(key, node) {
      const trap = key === "key" ? undefined : numberTrap(node);
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

export function quoted(text: string): string {
  return text.includes('"') ? `'${text.replaceAll("'", "''")}'` : `"${text}"`;
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
  return undefined;
}
