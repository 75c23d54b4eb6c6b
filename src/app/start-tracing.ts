import type { EngineOptions } from "../engine/engine-options.ts";
import type { Settings } from "../settings/settings.ts";
import type { Closers, Parts } from "./parts.ts";

/**
 * Sends traces, if somebody asked for them: only then are the libraries loaded.
 * @returns what calls send along
 */
export async function startTracing(
  { traces }: Settings,
  options: Pick<Parts, "store" | "changes" | "logger"> & { readonly version: string },
  closers: Closers,
): Promise<EngineOptions["traceParent"]> {
  if (traces === undefined) return undefined;
  const { openTracing } = await import("../traces/open-tracing.ts");
  const { store, ...others } = options;
  const runOf = async (id: string) => (await store.get(id))?.run;
  const tracing = openTracing({ settings: traces, runOf, ...others });
  closers.push(() => tracing.close());
  options.logger.info({ endpoint: traces.url, service: traces.serviceName }, "traces are sent");
  return tracing.traceParent;
}
