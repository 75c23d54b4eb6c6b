/** Variables that a step sets and nothing reads, because of a slip of the pen in their names. */
import type { YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import { nearestName } from "../nearest-name.ts";
import { problemAt } from "./parse-flow.ts";
import type { SourceTree } from "./source-tree.ts";

/** Warns of a `set` of which nothing is read, where a variable that there is has nearly its name. */
export function checkUnread(
  document: YamlDocument,
  { all }: SourceTree,
  vars: readonly string[],
): Problem[] {
  const { source } = document;
  const setters = all.filter(({ kind }) => kind === "set");
  // Whoever reads all of them at once reads each.
  if (setters.length === 0 || /\bvars\b(?![.\w])/.test(source)) return [];
  const read = new Set(
    [...source.matchAll(/\bvars\.\[?([\p{L}\p{N}_-]+)/gu)].map(([, name = ""]) => name),
  );
  const set = setters.flatMap(({ step }) => Object.keys(step.set ?? {}));
  // That a name is read which nothing has, is told there.
  const known = [...vars, ...set].filter((name) => read.has(name));
  return setters.flatMap(({ id, path, step }) =>
    Object.keys(step.set ?? {}).flatMap((name): Problem[] => {
      if (read.has(name) || vars.includes(name) || source.includes(`${id}.output`)) return [];
      const near = nearestName(name, known, 1);
      if (near === undefined) return [];
      const at = [...path, "set", name];
      const message = `nothing reads the variable "${name}"`;
      return [
        {
          ...problemAt(document, at, "unread-variable", message, `did you mean "${near}"?`),
          severity: "warning",
          ...document.keySpanOf(at),
        },
      ];
    }),
  );
}
