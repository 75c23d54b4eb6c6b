/**
 * Addresses, telephone numbers and headers of which enough is known before anything runs: what stands
 * in the file itself, and the variables of ahaflow.yaml in it.
 */
import type { ValuePath, YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import { platformOfName } from "../platforms/installed.ts";
import { RULES } from "../rules.ts";
import { problemAt } from "./parse-flow.ts";
import type { SourceTree } from "./source-tree.ts";

type Vars = Readonly<Record<string, unknown>>;

/** Reports what the actions will refuse. */
export function checkKnownTexts(document: YamlDocument, tree: SourceTree, vars: Vars): Problem[] {
  const set = new Set(tree.all.flatMap(({ step }) => Object.keys(step.set ?? {})));
  const fixed = Object.fromEntries(Object.entries(vars).filter(([name]) => !set.has(name)));
  return tree.all.flatMap(({ step, path }) =>
    textsIn(step.with, [...path, "with"]).flatMap(({ at, text }) => {
      const { uses = "" } = step;
      const look = platformOfName(uses)?.checks?.text;
      const mistake = look?.(uses, at.slice(path.length + 1), fill(text, fixed));
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
