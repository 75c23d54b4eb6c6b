import { type Catalog, flowNamed } from "./catalog.ts";
import type { TriggeredFlow } from "./compiled-flow.ts";

/** A flow that looks like one that is gone. */
export interface RenamedFlow {
  readonly flow: string;
  readonly was: string;
}

/** Flows that are new, look like one that is gone, and don't say so with `was`. */
export function renamedFlows(before: Catalog, now: Catalog): RenamedFlow[] {
  const added = [...now.flows.values()].filter(({ name }) => !before.flows.has(name));
  const gone = [...before.flows.values()].filter(({ name }) => !flowNamed(now.flows, name));
  return added.flatMap((flow) => {
    const was = gone.find((one) => looksLike(one, flow))?.name;
    return was === undefined ? [] : [{ flow: flow.name, was }];
  });
}

/** The same path, or the same text but for the name. */
function looksLike(one: TriggeredFlow, other: TriggeredFlow): boolean {
  const path = one.webhook?.path;
  return (path !== undefined && path === other.webhook?.path) || nameless(one) === nameless(other);
}

function nameless({ name, source }: TriggeredFlow): string {
  return source.text.replace(name, "");
}
