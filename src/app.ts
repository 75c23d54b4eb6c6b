/**
 * The daemon put together: what is needed is opened in order, and closed in the opposite order.
 * The only file that names a concrete store.
 */
import type { Logger } from "pino";
import { openConnections } from "./actions/connections.ts";
import { actions } from "./actions/registry.ts";
import { Engine } from "./engine/engine.ts";
import { systemClock } from "./engine/system-clock.ts";
import { ProblemsError } from "./errors.ts";
import type { Catalog } from "./flows/catalog.ts";
import { compileStoredFlow } from "./flows/compile-flow.ts";
import type { FlowSurroundings } from "./flows/compiled-flow.ts";
import { loadFlows } from "./flows/load-flows.ts";
import { createAdmin } from "./http/admin.ts";
import { createIngress } from "./http/ingress.ts";
import { type Listening, listen } from "./http/listen.ts";
import { openSqliteRunStore } from "./journal/sqlite/sqlite-run-store.ts";
import type { AhaChatConnectionSettings, Settings } from "./settings/settings.ts";
import { createLogger } from "./telemetry/logger.ts";
import { createRedactor } from "./telemetry/redact.ts";

/** How long requests and calls that are out may take to end when the daemon stops, in milliseconds. */
const GRACE_MS = 10_000;

/** A running daemon. */
export interface App {
  readonly logger: Logger;
  readonly webhookUrl: string;
  readonly adminUrl: string;
  /** Takes nothing new, lets calls end within a grace time, keeps the rest for the next start. */
  stop(): Promise<void>;
}

/**
 * Starts the daemon: flows, journal, what an earlier process left, listeners.
 * @throws ProblemsError when the flows have errors; AhaflowError for a port or a journal
 */
export async function startApp(given: Settings, options: { simulate: boolean }): Promise<App> {
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).toReversed()) await closer();
  };
  try {
    const settings = options.simulate ? await simulated(given, closers) : given;
    return await startParts(settings, closers, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function startParts(
  settings: Settings,
  closers: (() => Promise<unknown>)[],
  close: () => Promise<void>,
): Promise<App> {
  const redact = createRedactor(secretsOf(settings));
  const logger = await createLogger(settings.log, (line) => redact(line) as string);
  const surroundings = flowSurroundings(settings);
  const catalog = await loadCatalog(settings, surroundings);
  const store = await openSqliteRunStore(settings.dataFolder);
  closers.push(() => store.close());
  const connections = openConnections(settings.connections);
  closers.push(() => Promise.all([...connections.values()].map((one) => one.close())));
  const values = { vars: settings.vars, secrets: settings.secrets };
  const engine = new Engine({
    store,
    clock: systemClock,
    connections,
    values,
    redact,
    logger,
    concurrency: settings.concurrency,
  });
  closers.push(() => engine.stop(GRACE_MS));
  const recovered = await engine.recover((source) => compileStoredFlow(source, surroundings));
  if (recovered > 0) logger.info({ runs: recovered }, "going on with unfinished runs");
  const admin = await listenAdmin(settings, {
    catalog: () => catalog,
    store,
    token: settings.admin.token,
    logger,
  });
  closers.push(() => admin.close(0));
  const ingress = createIngress({
    catalog: () => catalog,
    submit: (event) => engine.submit(event),
    values,
    bodyLimit: settings.bodyLimit,
    logger,
  });
  const webhooks = await listen(ingress, settings.webhook, {
    what: "webhook listener",
    variable: "AHAFLOW_PORT",
  });
  closers.push(() => webhooks.close(GRACE_MS));
  logger.info(
    { webhook_url: webhooks.url, admin_url: admin.url, flows: catalog.flows.size },
    "ready",
  );
  const stop = async () => {
    // Before the listeners: nothing new begins while they wait for slow clients.
    const stopped = engine.stop(GRACE_MS);
    await close();
    await stopped;
  };
  return { logger, webhookUrl: webhooks.url, adminUrl: admin.url, stop };
}

function listenAdmin(
  settings: Settings,
  options: Parameters<typeof createAdmin>[0],
): Promise<Listening> {
  return listen(createAdmin(options), settings.admin, {
    what: "admin listener",
    variable: "AHAFLOW_ADMIN_PORT",
  });
}

async function loadCatalog(settings: Settings, surroundings: FlowSurroundings): Promise<Catalog> {
  const { catalog, problems, texts } = await loadFlows([settings.flowsFolder], surroundings);
  if (catalog === undefined) throw new ProblemsError(problems, texts);
  return catalog;
}

/** What flows may refer to in this installation. */
export function flowSurroundings(
  settings: Pick<Settings, "connections" | "secrets" | "vars" | "retry">,
): FlowSurroundings {
  return {
    actions,
    connections: settings.connections,
    secrets: new Set(Object.keys(settings.secrets)),
    vars: new Set(Object.keys(settings.vars)),
    retry: settings.retry,
  };
}

/** The values that must never be seen: secrets, and the tokens of the bots. */
export function secretsOf(settings: Settings): string[] {
  return [
    ...Object.values(settings.secrets),
    ...[...settings.connections.values()].map(({ botToken }) => botToken),
    ...(settings.admin.token === undefined ? [] : [settings.admin.token]),
  ];
}

/** Starts the simulator and points every connection at it. */
export async function simulated(
  settings: Settings,
  closers: (() => Promise<unknown>)[],
): Promise<Settings> {
  const { startSimulator } = await import("./simulator/simulator.ts");
  const simulator = await startSimulator({ open: true });
  closers.push(() => simulator.close());
  const connections = new Map<string, AhaChatConnectionSettings>();
  for (const [name, connection] of settings.connections)
    connections.set(name, { ...connection, baseUrl: simulator.url });
  return { ...settings, connections };
}
