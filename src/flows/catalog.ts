import findMyWay, { type HTTPMethod, type Instance } from "find-my-way";
import type { CompiledFlow, TriggeredFlow, WebhookFlow } from "./compiled-flow.ts";

/** What a method and a path lead to. */
export type Route =
  | { readonly flow: WebhookFlow; readonly params: Readonly<Record<string, string>> }
  /** The path exists, under these methods only. */
  | { readonly allow: readonly string[] };

function hasWebhook(flow: TriggeredFlow): flow is WebhookFlow {
  return flow.webhook !== undefined;
}

/** The methods of its runs, and GET for its sender's handshake. */
function routedMethods({ webhook: { methods, auth } }: WebhookFlow): HTTPMethod[] {
  return [...new Set([...methods, ...(auth.handshake === undefined ? [] : (["GET"] as const))])];
}

/** The flow that has a name, or had it before. */
export function flowNamed<Flow extends CompiledFlow>(
  flows: ReadonlyMap<string, Flow>,
  name: string,
): Flow | undefined {
  return flows.get(name) ?? [...flows.values()].find(({ was }) => was.includes(name));
}

/** One immutable set of flows, and the way from a request to the flow that it starts. */
export class Catalog {
  readonly flows: ReadonlyMap<string, TriggeredFlow>;
  readonly #router: Instance<never> = findMyWay({ maxParamLength: 2_000 });
  readonly #methods: ReadonlySet<HTTPMethod>;

  /** @param flows with unique names and webhook paths (see check-set.ts) */
  constructor(flows: readonly TriggeredFlow[]) {
    this.flows = new Map(flows.map((flow) => [flow.name, flow]));
    const enabled = flows.filter(({ flow }) => flow.enabled !== false);
    for (const flow of enabled)
      if (hasWebhook(flow)) {
        const { path } = flow.webhook;
        this.#router.on(routedMethods(flow), path, () => undefined, flow);
      }
    this.#methods = new Set(enabled.filter(hasWebhook).flatMap(routedMethods));
  }

  /**
   * The flow that a request starts; undefined when no flow has its path.
   * @param path the request's path, still percent-encoded, without the query
   */
  find(method: string, path: string): Route | undefined {
    const found = this.#lookUp(method, path);
    if (found !== undefined) return found;
    const allow = [...this.#methods].filter((other) => this.#lookUp(other, path) !== undefined);
    return allow.length > 0 ? { allow } : undefined;
  }

  #lookUp(method: string, path: string): Route | undefined {
    const found = this.#router.find(method as HTTPMethod, path);
    // The router answers a path that can't be decoded with a result without a flow.
    if (!found?.store) return undefined;
    // Its own object has no prototype of ours, so what looks at plain data would pass it over.
    const params = { ...(found.params as Record<string, string>) };
    // It takes a parameter that is empty, too: `/orders/` for `/orders/:id`.
    if (Object.values(params).includes("")) return undefined;
    return { flow: found.store as WebhookFlow, params };
  }
}
