/** Aliases of YAML that can't be followed: unknown ones, those that hold themselves, far too many. */
import { type Document, isAlias, type Node, visit } from "yaml";
import type { Trap } from "./yaml-trap.ts";

/** Aliases that a file may have; following one takes as long as the file is. */
const MOST_ALIASES = 200;

/** What stands before an alias. */
const MAY_HAVE_ALIASES = /(?:^|[\s,[{:?-])\*/m;

/** The first alias that can't be followed. */
export function aliasTrap(document: Document, source: string): Trap | undefined {
  if (!MAY_HAVE_ALIASES.test(source)) return undefined;
  const anchors = new Map<string, Node>();
  let count = 0;
  let trap: Trap | undefined;
  visit(document, {
    Node(_key, node, path) {
      if (!isAlias(node)) {
        if (node.anchor !== undefined) anchors.set(node.anchor, node);
        return undefined;
      }
      count += 1;
      const target = anchors.get(node.source);
      if (count > MOST_ALIASES) trap = tooMuch();
      else if (target === undefined) trap = unknown(node);
      else if (path.includes(target)) trap = circular(node);
      return trap === undefined ? undefined : visit.BREAK;
    },
  });
  return trap;
}

/** Aliases of aliases that are far more than what is written. */
export function tooMuch(): Trap {
  return {
    rule: "yaml-aliases",
    severity: "error",
    message: "YAML: the aliases of this file unfold to far too much",
    hint: "write the values out, or use fewer *aliases",
    offset: 0,
    length: 1,
  };
}

type Alias = Node & { readonly source: string };

function unknown(node: Alias): Trap {
  return {
    rule: "yaml-aliases",
    severity: "error",
    message: `YAML reads *${node.source} as an alias, and there is no &${node.source} before it`,
    hint: `put it in quotes if it is text: "*${node.source}"`,
    ...placeOf(node),
  };
}

function circular(node: Alias): Trap {
  return {
    rule: "yaml-aliases",
    severity: "error",
    message: `YAML: *${node.source} stands inside of &${node.source}, and would never end`,
    hint: "write the value out",
    ...placeOf(node),
  };
}

function placeOf({ source, range }: Alias): { offset: number; length: number } {
  return { offset: range?.[0] ?? 0, length: source.length + 1 };
}
