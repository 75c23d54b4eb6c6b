import type { ValuePath } from "../documents/yaml-document.ts";
import { formatLocation, type Problem, type SourceLocation } from "../errors.ts";
import type { Flow } from "../generated/flow.ts";
import type { ParsedFlow } from "./parse-flow.ts";
import { problemAt } from "./parse-flow.ts";
import { allSteps } from "./step-ids.ts";

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
      path: ValuePath,
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
    for (const { path, methods, at } of routesOf(flow)) {
      if (path.startsWith(RESERVED))
        problems.push(
          problemAt(
            document,
            at,
            "duplicate-path",
            `paths below ${RESERVED} are ahaflow's own`,
            "take another path",
          ),
        );
      // /orders/:shop and /orders/:id are one path: the names of parameters don't tell them apart.
      const shape = path.replaceAll(/:[^/]+/g, ":");
      for (const method of methods)
        claim(routes, `${method} ${shape}`, at, (first) => [
          "duplicate-path",
          `another flow takes ${method} ${path} too: ${first}`,
          "give one of them another path, or other methods",
        ]);
    }
  }
  return problems;
}

/** What begins with this is served by the program itself. */
const RESERVED = "/ahaflow/";

interface ClaimedRoute {
  readonly path: string;
  readonly methods: readonly string[];
  readonly at: ValuePath;
}

/** The ways on which a flow is reached: its webhook, and its callbacks, each path once. */
function routesOf(flow: Flow): ClaimedRoute[] {
  const webhook = flow.on?.webhook;
  const callbacks = new Map<string, ClaimedRoute>();
  for (const { step, path } of allSteps(flow)) {
    const callback = step.wait?.webhook;
    if (callback === undefined || callbacks.has(callback.path)) continue;
    const at = [...path, "wait", "webhook", "path"];
    callbacks.set(callback.path, {
      path: callback.path,
      methods: callback.methods ?? ["POST"],
      at,
    });
  }
  return [
    ...(webhook === undefined
      ? []
      : [
          {
            path: webhook.path,
            methods: webhook.methods ?? ["POST"],
            at: ["on", "webhook", "path"],
          },
        ]),
    ...callbacks.values(),
  ];
}
