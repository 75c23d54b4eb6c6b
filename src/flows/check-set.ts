import { formatLocation, type Problem, type SourceLocation } from "../errors.ts";
import type { ParsedFlow } from "./parse-flow.ts";
import { problemAt } from "./parse-flow.ts";

/** Who has a name or a path; the place is only looked up when another wants it too. */
type Taken = Map<string, () => SourceLocation>;

/** What only the whole set shows: two flows with one name, or on one method and path. */
export function checkSet(parsed: readonly ParsedFlow[]): Problem[] {
  const problems: Problem[] = [];
  const names: Taken = new Map();
  const routes: Taken = new Map();
  for (const { document, flow } of parsed) {
    if (flow === undefined) continue;
    const claim = (
      taken: Taken,
      key: string,
      path: readonly string[],
      say: (first: string) => [rule: string, message: string, hint: string],
    ) => {
      const first = taken.get(key);
      if (first === undefined) taken.set(key, () => document.spanOf(path).where);
      else problems.push(problemAt(document, path, ...say(formatLocation(first()))));
    };
    claim(names, flow.name, ["name"], (first) => [
      "duplicate-flow-name",
      `another flow is named "${flow.name}" too: ${first}`,
      "give one of them another name",
    ]);
    if (flow.enabled === false) continue;
    const webhook = flow.on?.webhook;
    if (webhook === undefined) continue;
    const { path } = webhook;
    // /orders/:shop and /orders/:id are one path: the names of parameters don't tell them apart.
    const shape = path.replaceAll(/:[^/]+/g, ":");
    for (const method of webhook.methods ?? ["POST"])
      claim(routes, `${method} ${shape}`, ["on", "webhook", "path"], (first) => [
        "duplicate-path",
        `another flow takes ${method} ${path} too: ${first}`,
        "give one of them another path, or other methods",
      ]);
  }
  return problems;
}
