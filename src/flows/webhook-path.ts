import type { ValuePath, YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import { problemAt } from "./parse-flow.ts";

/** Where the program's own paths on the webhook listener begin. */
const RESERVED = "/ahaflow";

/**
 * Checks a path on the webhook listener.
 * @param wanted the parameters that it has to have, and no others; any, if left out
 */
export function checkPath(
  document: YamlDocument,
  at: ValuePath,
  path: string,
  problems: Problem[],
  wanted?: readonly string[],
): void {
  const mistake = pathMistake(path) ?? (wanted && parameterMistake(path, wanted));
  if (mistake !== undefined) problems.push(problemAt(document, at, "wrong-path", ...mistake));
}

type Mistake = readonly [message: string, hint: string];

function pathMistake(path: string): Mistake | undefined {
  if (path === RESERVED || path.startsWith(`${RESERVED}/`))
    return [`${RESERVED}/ is where the program's own paths begin`, "take another path"];
  const names = parameters(path);
  const wrong = names.find((name) => !/^:[A-Za-z_][A-Za-z0-9_]*$/.test(name));
  if (wrong !== undefined)
    return [
      `"${wrong}" is not a parameter`,
      "a parameter is a whole part of the path, as /orders/:shop",
    ];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    return [`the parameter ${twice} stands twice`, "give one of them another name"];
  return undefined;
}

function parameterMistake(path: string, wanted: readonly string[]): Mistake | undefined {
  const names = parameters(path).map((name) => name.slice(1));
  const missing = wanted.find((name) => !names.includes(name));
  if (missing !== undefined)
    return [
      `the path lacks the parameter :${missing}`,
      `write it as ${path.replace(/\/$/, "")}/:${missing}`,
    ];
  const other = names.find((name) => !wanted.includes(name));
  return other === undefined
    ? undefined
    : [`the parameter :${other} can't stand here`, `:${wanted.join(", :")} is the only one`];
}

/** The parts of a path that are parameters, or were meant to be. */
function parameters(path: string): string[] {
  return path.split("/").filter((part) => part.includes(":"));
}
