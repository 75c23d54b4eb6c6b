/**
 * The daemon put together: what is needed is opened in order, and closed in the opposite order.
 */
import { setTimeout as pause } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { Logger } from "pino";
import { countChanges } from "./app/count-changes.ts";
import { JournalSide } from "./app/journal-side.ts";
import { startListeners } from "./app/listeners.ts";
import { logChanges } from "./app/log-changes.ts";
import { Masks } from "./app/masks.ts";
import { Nodes } from "./app/nodes.ts";
import { journalPlace, openJournal, startJournalThread } from "./app/open-journal.ts";
import { otherNodes } from "./app/other-nodes.ts";
import { type Closers, GRACE_MS, type Parts } from "./app/parts.ts";
import { Quotas } from "./app/quotas.ts";
import { simulate } from "./app/simulate.ts";
import { startEngine } from "./app/start-engine.ts";
import { startTracing } from "./app/start-tracing.ts";
import { systemClock } from "./clock.ts";
import type { Engine } from "./engine/engine.ts";
import { Pruner } from "./engine/pruner.ts";
import { watchFiles } from "./flows/watch.ts";
import { type ReloadCause, Reloader } from "./installation/reloader.ts";
import { Changes } from "./journal/changes.ts";
import { packageVersion } from "./package-root.ts";
import { closeConnections } from "./platforms/open-connections.ts";
import { envFileOf } from "./settings/env-file.ts";
import type { Settings } from "./settings/settings.ts";
import { saidOf } from "./settings/unknown-variables.ts";
import { createLogger, type LogLines } from "./telemetry/logger.ts";
import { Metrics } from "./telemetry/metrics/metrics.ts";
import { maskBugsBy } from "./telemetry/report-bug.ts";
import { Scheduler } from "./triggers/schedule.ts";

/** How often files are looked at for changes that no watcher told, in milliseconds. */
const POLL_MS = 2_000;

/** A running daemon. */
export interface App {
  readonly logger: Logger;
  /** Reads flows and configuration again; what came of it is logged. */
  reload(cause: ReloadCause): Promise<unknown>;
  /** Takes nothing new, lets calls end within a grace time, keeps the rest for the next start. */
  stop(): Promise<void>;
}

export interface AppOptions {
  /** Reads the configuration as it is now. */
  readonly readSettings: () => Settings;
  /** The configuration's file, if there is one. */
  readonly configFile: string | undefined;
  /** Start the simulators of the platforms and send every call over a connection to them. */
  readonly simulate: boolean;
  /** Has the log; unless it is given, standard output has. */
  readonly log?: LogLines;
}

/**
 * Starts the daemon: flows, journal, what an earlier process left, schedules, listeners.
 * @throws ProblemsError when the flows have errors; AhaflowError for a port or a journal
 */
export async function startApp(options: AppOptions): Promise<App> {
  const closers: Closers = [];
  const close = async () => {
    for (const closer of closers.splice(0).toReversed()) await closer();
  };
  try {
    const simulated = options.simulate ? await simulate(closers) : undefined;
    const side = new JournalSide(options.simulate);
    const leaving = new AbortController();
    let drainMs = 0;
    const readSettings = () => {
      const read = options.readSettings();
      const settings = simulated === undefined ? read : simulated.redirect(read);
      side.check(settings);
      drainMs = settings.drainMs;
      return settings;
    };
    const { engine, webhookUrl, ...app } = await startParts(
      { ...options, readSettings, leaving: leaving.signal },
      side,
      closers,
    );
    simulated?.serve(webhookUrl);
    if (simulated !== undefined)
      app.logger.info(
        { simulator_url: Object.values(simulated.urls)[0], simulators: simulated.urls },
        "every connection leads to the simulator",
      );
    const stop = async () => {
      leaving.abort();
      await pause(drainMs);
      // Before the listeners: nothing new begins while they wait for slow clients.
      const stopped = engine.stop(GRACE_MS);
      await close();
      await stopped;
    };
    return { ...app, stop };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startParts(
  { leaving, ...options }: AppOptions & { readonly leaving: AbortSignal },
  side: JournalSide,
  closers: Closers,
): Promise<Omit<App, "stop"> & { readonly engine: Engine; readonly webhookUrl: string }> {
  const masks = new Masks();
  const version = packageVersion();
  const metrics = new Metrics(version);
  const changes = new Changes();
  changes.hear(countChanges(metrics));
  const quotas = new Quotas(closers);
  const settings = options.readSettings();
  const thread = startJournalThread(settings, closers);
  const reloader = await Reloader.start(settings, {
    readSettings: options.readSettings,
    changes,
    quotas: (now) => quotas.of(now),
    onSwap: ({ settings: now }) => {
      masks.learn(now);
      side.take(now);
      metrics.connections.keep(new Set(now.connections.keys()));
      tellFixed(logger, settings, now);
      engine.reloaded();
      void scheduler.look();
    },
  });
  masks.learn(settings);
  const logger = await openLogger(settings, masks.told, version, options.log);
  changes.hear(logChanges(logger));
  const journal = await openJournal(settings, { changes, veil: masks.veil, thread }, closers);
  const { store, shared } = journal;
  quotas.share(shared?.notices);
  await side.open(store, settings);
  closers.push(() => closeConnections(reloader.current.connections));
  const traceParent = await startTracing(settings, { version, store, changes, logger }, closers);
  const engine = await startEngine(
    { reloader, store, shared, logger, metrics, changes, traceParent, redact: masks.told },
    closers,
  );
  const nodes = new Nodes({ reloader, changes, engine, version, masks, journal, leaving });
  const parts: Parts = {
    reloader,
    engine,
    store,
    nodes,
    logger,
    metrics,
    changes,
    redact: masks.data,
    others: shared && otherNodes(shared, { nodes, changes, logger, redact: masks.data }),
    simulated: options.simulate,
  };
  const scheduler = await startScheduler(parts, closers);
  startPruner(parts, closers);
  const reload = (cause: ReloadCause) => reloadOrTell(reloader, logger, cause);
  closers.push(followFiles(options, reloader, () => void reload("watch")));
  const urls = await startListeners(parts, settings, closers);
  logger.info({ ...urls, flows: reloader.current.catalog.flows.size }, "ready");
  return { logger, reload, engine, webhookUrl: urls.webhook_url };
}

/** Resolves in any case. */
function reloadOrTell(reloader: Reloader, logger: Logger, cause: ReloadCause): Promise<unknown> {
  return reloader.reload(cause, logger).catch((err: unknown) => {
    logger.error({ err }, "a reload met a bug of ahaflow; the flows of before go on");
  });
}

async function openLogger(
  settings: Settings,
  mask: (value: unknown) => unknown,
  version: string,
  output?: LogLines,
): Promise<Logger> {
  const { log, flowsFolder: flows, nodeName: node_name } = settings;
  const { place: data } = journalPlace(settings);
  const maskText = (text: string) => mask(text) as string;
  maskBugsBy(maskText);
  const logger = await createLogger(log, maskText, output);
  logger.info({ version, node: process.version, node_name, flows, data }, "starting");
  tellUnused(logger, settings);
  return logger;
}

/** @returns what ends it */
function followFiles(
  { configFile }: AppOptions,
  reloader: Reloader,
  onChange: () => void,
): () => Promise<unknown> {
  return watchFiles({
    folder: reloader.current.settings.flowsFolder,
    files: () => [
      ...(configFile === undefined ? [] : [configFile, envFileOf(configFile)]),
      ...reloader.current.beside,
    ],
    onChange,
    pollMs: POLL_MS,
  });
}

async function startScheduler(
  { reloader, engine, store, logger, changes }: Parts,
  closers: Closers,
): Promise<Scheduler> {
  const scheduler = new Scheduler({
    catalog: () => reloader.current.catalog,
    store,
    submit: (event) => engine.submit({ commit: reloader.current.commit, ...event }),
    now: () => systemClock.now(),
    changes,
    logger,
  });
  closers.push(() => scheduler.stop());
  await scheduler.start();
  return scheduler;
}

function startPruner({ reloader, store, logger }: Parts, closers: Closers): void {
  const pruner = new Pruner({
    store,
    retention: () => reloader.current.settings.retention,
    now: () => systemClock.now(),
    logger,
  });
  closers.push(() => pruner.stop());
  pruner.start();
}

function tellFixed(logger: Logger, before: Settings, now: Settings): void {
  if (!isDeepStrictEqual(fixedOf(now), fixedOf(before)))
    logger.warn("server and limits of ahaflow.yaml change at the next start");
}

/** What a reload does not change. */
function fixedOf({ bodyLimit, trustedProxies, concurrency, backlog, limits }: Settings) {
  return { bodyLimit, trustedProxies, concurrency, backlog, limits };
}

function tellUnused(logger: Logger, { unusedProxies, unknownVariables }: Settings): void {
  for (const variable of unknownVariables) logger.warn(saidOf(variable));
  if (unusedProxies.length > 0)
    logger.warn(
      { variables: unusedProxies },
      "calls go out directly: no proxy of the environment is used (docs/security.md)",
    );
}
