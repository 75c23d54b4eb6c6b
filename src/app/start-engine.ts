import { systemClock } from "../clock.ts";
import { Engine } from "../engine/engine.ts";
import type { EngineOptions } from "../engine/engine-options.ts";
import { compileStoredFlow } from "../flows/compile-flow.ts";
import type { OpenJournal } from "./open-journal.ts";
import { type Closers, GRACE_MS, type Parts } from "./parts.ts";

type EngineParts = Omit<Parts, "engine" | "nodes" | "simulated" | "others"> &
  Pick<EngineOptions, "traceParent"> &
  Pick<OpenJournal, "shared">;

/** The engine, with what an earlier process left. */
export async function startEngine(options: EngineParts, closers: Closers): Promise<Engine> {
  const engine = await openEngine(options);
  options.metrics.countRunsBy(() => engine.counts);
  closers.push(() => engine.stop(GRACE_MS));
  const recovered = await engine.recover();
  if (recovered > 0) options.logger.info({ runs: recovered }, "going on with unfinished runs");
  return engine;
}

async function openEngine({ reloader, shared, ...options }: EngineParts): Promise<Engine> {
  const { concurrency, backlog, limits } = reloader.current.settings;
  return new Engine({
    ...options,
    ...(shared === undefined ? {} : await sharing(shared)),
    clock: systemClock,
    concurrency,
    backlog,
    limits,
    compile: (source) => compileStoredFlow(source, reloader.current.surroundings),
    installed: () => {
      const { connections, values, outbound, catalog, settings } = reloader.current;
      return { connections, values, outbound, flows: catalog.flows, alert: settings.alert };
    },
  });
}

/** How the queues of several nodes work on one journal. */
async function sharing({
  store,
  notices,
}: NonNullable<OpenJournal["shared"]>): Promise<Pick<EngineOptions, "openQueue" | "signals">> {
  const [{ SharedQueue }, { NodeSignals }] = await Promise.all([
    import("../engine/dispatch/shared-queue.ts"),
    import("../stores/postgres/node-signals.ts"),
  ]);
  return {
    signals: new NodeSignals(notices),
    openQueue: (parts) => new SharedQueue({ ...parts, store }),
  };
}
