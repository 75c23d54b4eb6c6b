import { canonical } from "../../canonical-text.ts";
import type { CallbackRoute } from "../../journal/ports.ts";

/** A callback's way, and the key that stands in its path. */
export interface FoundCallback {
  readonly route: CallbackRoute;
  readonly key: string;
}

/**
 * The ways on which runs wait for callbacks. They are those of the runs, not of the flows as they
 * are now: a run that began before a reload still waits on the way of its version.
 */
export class CallbackRoutes {
  readonly #routes = new Map<string, CallbackRoute>();

  add(route: CallbackRoute): void {
    const known = this.#routes.get(route.path)?.methods ?? [];
    const methods = [...new Set([...known, ...route.methods])];
    this.#routes.set(route.path, { path: route.path, methods });
  }

  /** @param path of a request, still percent-encoded */
  find(path: string): FoundCallback | undefined {
    for (const route of this.#routes.values()) {
      const key = keyIn(route.path, path);
      if (key !== undefined) return { route, key };
    }
    return undefined;
  }
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
