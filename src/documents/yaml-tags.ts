/** Tags (`!secret`, `!!set`) and directives (`%YAML`): what they ask of the parser is lost in silence. */
import { type Document, type Node, visit } from "yaml";
import { syntaxProblem } from "./yaml-syntax.ts";
import type { Trap } from "./yaml-trap.ts";

/** Tags that say of a value what it is: with any other one, or on another value, it is lost. */
const CORE = new Set(
  ["str", "int", "float", "bool", "null", "map", "seq"].map((name) => `tag:yaml.org,2002:${name}`),
);

/** What stands before a tag; few files have any, and to visit every node takes a while. */
const MAY_HAVE_TAGS = /(?:^|[\s,[{:-])!/m;

/** Every tag that means nothing here, or that its value does not fit. */
export function tagTraps(document: Document, source: string): Trap[] {
  const unresolved = document.warnings.filter(({ code }) => code === "TAG_RESOLVE_FAILED");
  const traps = unresolved.map(({ pos: [from, to] }) => tagTrap(from, to - from));
  if (!MAY_HAVE_TAGS.test(source)) return traps;
  visit(document, {
    Node(_, node) {
      const { tag } = node;
      if (tag === undefined || CORE.has(tag)) return;
      const place = placeOf(source, node);
      if (!traps.some(({ offset }) => offset === place.offset))
        traps.push(tagTrap(place.offset, place.length));
    },
  });
  return traps;
}

/** What else the parser warns of, and a `%YAML` that would have texts read as truth values. */
export function directiveTraps(document: Document, source: string): Trap[] {
  const traps = document.warnings
    .filter(({ code }) => code !== "TAG_RESOLVE_FAILED")
    .map((warning) => syntaxProblem(source, warning));
  const { explicit, version } = document.directives?.yaml ?? {};
  if (explicit !== true || version === "1.2") return traps;
  const offset = source.indexOf("%YAML");
  const message = `YAML: files are read as YAML 1.2, and this asks for ${version}`;
  const hint = "remove the %YAML line";
  return [...traps, { rule: "yaml-syntax", severity: "error", message, hint, offset, length: 5 }];
}

/** The message names nothing of the tag: in `password: !x9f` it is the password. */
function tagTrap(offset: number, length: number): Trap {
  return {
    rule: "yaml-tag",
    severity: "error",
    message: "YAML reads what begins with ! as a tag, and this one means nothing here",
    hint: "put it in quotes if it is text, otherwise leave the tag out; a secret is {{secrets.name}} in a flow, ${env:NAME} in ahaflow.yaml",
    offset,
    length: Math.max(1, length),
  };
}

/** A tag stands before its value, perhaps with an anchor between them. */
function placeOf(source: string, { range }: Node): { offset: number; length: number } {
  const before = source.slice(0, range?.[0] ?? 0);
  const found = /(?:^|[\s,[{:-])(!<[^>]*>|![^\s,[\]{}]*)(?:\s+(?:&\S+\s*)?)?$/.exec(before);
  const tag = found?.[1] ?? "";
  return {
    offset: found === null ? (range?.[0] ?? 0) : before.lastIndexOf(tag),
    length: tag.length,
  };
}
