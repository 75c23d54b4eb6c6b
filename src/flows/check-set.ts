import { formatLocation, type Problem, type SourceLocation } from "../errors.ts";
import type { ParsedFlow } from "./parse-flow.ts";
import { problemAt } from "./parse-flow.ts";

/** What only the whole set shows: two flows with one name, or on one method and path. */
export function checkSet(parsed: readonly ParsedFlow[]): Problem[] {
  const problems: Problem[] = [];
  const names = new Map<string, SourceLocation>();
  const routes = new Map<string, SourceLocation>();
  for (const { document, flow } of parsed) {
    if (flow === undefined) continue;
    const claim = (
      taken: Map<string, SourceLocation>,
      key: string,
      path: readonly string[],
      say: (first: string) => [rule: string, message: string, hint: string],
    ) => {
      const first = taken.get(key);
      if (first === undefined) taken.set(key, document.spanOf(path).where);
      else problems.push(problemAt(document, path, ...say(formatLocation(first))));
    };
    claim(names, flow.name, ["name"], (first) => [
      "duplicate-flow-name",
      `another flow is named "${flow.name}" too: ${first}`,
      "give one of them another name",
    ]);
    if (flow.enabled === false) continue;
    const { path } = flow.on.webhook;
    // /orders/:shop and /orders/:id are one path: the names of parameters don't tell them apart.
    const shape = path.replaceAll(/:[^/]+/g, ":");
    for (const method of flow.on.webhook.methods ?? ["POST"])
      claim(routes, `${method} ${shape}`, ["on", "webhook", "path"], (first) => [
        "duplicate-path",
        `another flow takes ${method} ${path} too: ${first}`,
        "give one of them another path, or other methods",
      ]);
  }
  return problems;
}
