/** The names that templates may begin with, place by place. */
import type { Flow } from "../generated/flow.ts";

/** In `on.webhook`: the request itself. */
export const REQUEST_ROOTS: ReadonlySet<string> = new Set([
  "body",
  "headers",
  "params",
  "query",
  "secrets",
  "vars",
]);

/** In `concurrency`: what is there before a run is. */
export function startRoots(flow: Flow): ReadonlySet<string> {
  return new Set(["flow", "secrets", "vars", ...startedBy(flow)]);
}

/** In the steps; `error` and the names of loops come on the way down. */
export function stepRoots(flow: Flow): ReadonlySet<string> {
  return new Set([...startRoots(flow), "run", "steps"]);
}

/** In `output`, which is kept and shown: without the secrets. */
export function outputRoots(flow: Flow): ReadonlySet<string> {
  return new Set([...stepRoots(flow)].filter((name) => name !== "secrets"));
}

function startedBy({ on, inputs }: Flow): string[] {
  // Where both are missing, the schema has said so.
  return [
    ...(on !== undefined || inputs === undefined ? ["trigger"] : []),
    ...(inputs === undefined ? [] : ["inputs"]),
  ];
}
