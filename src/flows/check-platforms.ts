/** What will run, and most likely not do what was meant, as the platforms stand. */

import type { YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import { platformOfName } from "../platforms/installed.ts";
import { RULES } from "../rules.ts";
import { problemAt } from "./parse-flow.ts";
import type { SourceTree } from "./source-tree.ts";

/** What the platforms of the actions say of their inputs. */
export function checkPlatforms(document: YamlDocument, { all }: SourceTree): Problem[] {
  return all.flatMap(({ step: { uses = "", with: input }, path }) => {
    const mistakes = platformOfName(uses)?.checks?.input?.(uses, input) ?? [];
    return mistakes.map(({ rule, at, message, hint }) => ({
      ...problemAt(document, [...path, "with", ...at], rule, message, hint),
      severity: RULES[rule].severity,
    }));
  });
}
