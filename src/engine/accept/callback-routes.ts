import { canonical } from "../../canonical-text.ts";
import type { CompiledCallback, CompiledFlow } from "../../flows/compiled-flow.ts";
import { stepsOf } from "../../flows/step-tree.ts";
import type { CallbackRoute, Expected } from "../../journal/ports.ts";

/** A callback's way, the key that stands in its path, and who may come to wait for it. */
export interface FoundCallback {
  readonly route: CallbackRoute;
  readonly key: string;
  readonly expected: Expected | undefined;
}

/**
 * The ways on which runs wait for callbacks, or will: those of runs that wait, also on the way of an
 * earlier version of their flow, and those of the flows as they are now.
 */
export class CallbackRoutes {
  readonly #routes = new Map<string, CallbackRoute>();
  readonly #waits = new WeakMap<CompiledFlow, readonly CompiledCallback[]>();

  /** @returns whether it, or a method of it, is new */
  add(route: CallbackRoute): boolean {
    const known = this.#routes.get(route.path);
    const now = known === undefined ? route : both(known, route);
    this.#routes.set(route.path, now);
    return now.methods.length !== known?.methods.length;
  }

  /** @param path of a request, still percent-encoded; `flows`: as they are now */
  find(path: string, flows: Iterable<CompiledFlow>): FoundCallback | undefined {
    for (const flow of flows) {
      const found = this.#findIn(flow, path);
      if (found !== undefined) return found;
    }
    for (const route of this.#routes.values()) {
      const key = keyIn(route.path, path);
      if (key !== undefined) return { route, key, expected: undefined };
    }
    return undefined;
  }

  #findIn(flow: CompiledFlow, path: string): FoundCallback | undefined {
    const known = this.#waits.get(flow) ?? waitsOf(flow);
    this.#waits.set(flow, known);
    const waits = known.filter((wait) => keyIn(wait.path, path) !== undefined);
    const [first] = waits;
    const key = first && keyIn(first.path, path);
    if (first === undefined || key === undefined) return undefined;
    const route = [...waits, this.#routes.get(first.path) ?? first].reduce(both, first);
    const flows = [flow.name, ...flow.was];
    const expected = waits.every(({ isRunId }) => isRunId) ? { flows, runId: key } : { flows };
    return { route, key, expected };
  }
}

function waitsOf(flow: CompiledFlow): readonly CompiledCallback[] {
  return stepsOf(flow).flatMap((step) =>
    step.kind === "wait" && step.until.kind === "webhook" ? step.until.callback : [],
  );
}

function both(one: CallbackRoute, two: CallbackRoute): CallbackRoute {
  return { path: one.path, methods: [...new Set([...one.methods, ...two.methods])] };
}

function keyIn(pattern: string, path: string): string | undefined {
  const at = pattern.indexOf(":key");
  const [before, after] = [pattern.slice(0, at), pattern.slice(at + ":key".length)];
  if (!path.startsWith(before) || !path.endsWith(after)) return undefined;
  const text = path.slice(before.length, path.length - after.length);
  if (text === "" || text.includes("/")) return undefined;
  try {
    return canonical(decodeURIComponent(text));
  } catch {
    return undefined;
  }
}
