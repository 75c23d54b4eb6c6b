/** Flag over environment over .env over ahaflow.yaml over default. The only reader of the environment. */
import { hostname } from "node:os";
import { durationMs } from "../documents/duration.ts";
import { AhaflowError, ProblemsError } from "../errors.ts";
import type { ConfigFile } from "../generated/config.ts";
import { platformOf } from "../platforms/installed.ts";
import { checkConfig, DEFAULT_PATH, readConfigFile, withTypes } from "./config-file.ts";
import { connectionsOf, keptMs, retryPolicy, sizeBytes, stepLimits } from "./config-values.ts";
import { envFileOf, withEnvFile } from "./env-file.ts";
import { type Environment, oneOf, port, text, time } from "./environment.ts";
import { interpolate } from "./interpolate.ts";
import { placeholdersIn, standInAt } from "./placeholders.ts";
import type { Settings } from "./settings.ts";
import { traceSettings } from "./trace-settings.ts";
import { unknownVariables } from "./unknown-variables.ts";

const PROXY = /^(HTTPS?|ALL)_PROXY$/i;

/** What the command line says. */
export interface Flags {
  readonly flows?: string;
  readonly config?: string;
}

/**
 * The environment with what stands in .env beneath it: beside the configuration, so where that is
 * can't come from it.
 * @throws AhaflowError `bad_setting` for a .env that can't be used
 */
export function fullEnvironment(flags: Flags, env: Environment): Environment {
  return withEnvFile(env, envFileOf(flags.config ?? (text(env, "AHAFLOW_CONFIG") || DEFAULT_PATH)));
}

/** Where the flows and the configuration are. @throws AhaflowError as {@link fullEnvironment} */
export function readPaths(flags: Flags, env: Environment): { flows: string; config?: string } {
  const config = flags.config ?? text(env, "AHAFLOW_CONFIG");
  return {
    flows: flags.flows ?? text(fullEnvironment(flags, env), "AHAFLOW_FLOWS") ?? "./flows",
    ...(config === undefined ? {} : { config }),
  };
}

/**
 * Everything that the program runs with.
 * @param isReal false when no platform is called: then no credential has to be set, or be the real one
 * @throws ProblemsError with every mistake of ahaflow.yaml, missing variables and files included
 * @throws AhaflowError `bad_setting` for an environment variable that can't be used
 */
export function loadSettings(flags: Flags, environment: Environment, isReal = true): Settings {
  const paths = readPaths(flags, environment);
  const env = fullEnvironment(flags, environment);
  const loaded = readConfigFile(paths.config);
  // Without the text: a frame of code would show the lines around, and a secret may stand there.
  const texts = new Map<string, string>();
  if (loaded.problems.length > 0) throw new ProblemsError(loaded.problems, texts);
  const sources = { env, folder: loaded.folder };
  const filled = isReal
    ? interpolate(loaded.document, sources)
    : interpolate(loaded.document, sources, (path) => standInAt(path, loaded.config));
  const unusable = isReal ? placeholdersIn(loaded.document, loaded.config, sources) : [];
  const missing = [...filled.problems, ...unusable];
  if (missing.length > 0) throw new ProblemsError(missing, texts);
  const config = withTypes(loaded.document, filled.value ?? {}) as ConfigFile;
  const wrong = checkConfig(loaded.document, config);
  if (wrong.length > 0) throw new ProblemsError(wrong, texts);
  return {
    flowsFolder: paths.flows,
    configFile: loaded.document.file,
    dataFolder: text(env, "AHAFLOW_DATA") ?? "./data",
    databaseUrl: databaseUrl(env),
    nodeName: text(env, "AHAFLOW_NODE") ?? hostname(),
    webhook: {
      host: text(env, "AHAFLOW_HOST") ?? "0.0.0.0",
      port: port(env, "AHAFLOW_PORT", 8080),
    },
    admin: adminSettings(env),
    drainMs: time(env, "AHAFLOW_DRAIN", "60s"),
    log: logSettings(env),
    traces: traceSettings(env),
    connections: ofOneDaemon(connectionsOf(config, sources.folder), isReal && databaseUrl(env)),
    secrets: config.secrets ?? {},
    vars: config.vars ?? {},
    ...serverSettings(config.server),
    retry: retryPolicy(config.defaults?.retry),
    concurrency: config.limits?.concurrency ?? 64,
    backlog: config.limits?.backlog ?? 10_000,
    limits: stepLimits(config.limits),
    outboundAllow: config.outbound?.allow ?? [],
    unusedProxies: Object.keys(env).filter((name) => PROXY.test(name) && text(env, name)),
    unknownVariables: unknownVariables(env, loaded.document.source),
    alert: config.on_failure && {
      flow: config.on_failure.call,
      oncePerMs: durationMs(config.on_failure.once_per ?? "10m"),
      at: loaded.document.spanOf(["on_failure", "call"]),
    },
    retention: {
      succeeded: keptMs(config.retention?.succeeded ?? "7d"),
      failed: keptMs(config.retention?.failed ?? "30d"),
      cancelled: keptMs(config.retention?.cancelled ?? "30d"),
      refused: keptMs(config.retention?.refused ?? "7d"),
    },
  };
}

/**
 * With a database that daemons share, no connection may do what one of them alone can do.
 * @throws AhaflowError `bad_setting`
 */
function ofOneDaemon(
  connections: Settings["connections"],
  database: string | false | undefined,
): Settings["connections"] {
  for (const [name, one] of database ? connections : []) {
    const does = platformOf(one).connections.alone?.(one);
    if (does !== undefined)
      throw new AhaflowError(
        "bad_setting",
        `connection "${name}" ${does}, and daemons that share AHAFLOW_DATABASE_URL would do so each for itself`,
        { hint: "let one program of its own do it, or keep the journal in a folder" },
      );
  }
  return connections;
}

/** @throws AhaflowError `bad_setting`, which does not show it: it may have a password */
export function databaseUrl(env: Environment): string | undefined {
  const url = text(env, "AHAFLOW_DATABASE_URL");
  if (url === undefined || isDatabaseUrl(url)) return url;
  throw new AhaflowError(
    "bad_setting",
    "AHAFLOW_DATABASE_URL is no address of a PostgreSQL database",
    {
      hint: "give it as postgres://user:password@host:5432/database, with %40 for an @ in the password and so on",
    },
  );
}

/** Whether a text is the address of a PostgreSQL database. */
export function isDatabaseUrl(url: string): boolean {
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url)) return false;
  const { username, password, pathname } = new URL(url);
  try {
    decodeURIComponent(username + password + pathname);
    return true;
  } catch {
    return false;
  }
}

/** @throws AhaflowError `bad_setting` for a listener that anybody could use */
function adminSettings(env: Environment): Settings["admin"] {
  const host = text(env, "AHAFLOW_ADMIN_HOST") ?? "127.0.0.1";
  const token = text(env, "AHAFLOW_ADMIN_TOKEN");
  if (!isLoopback(host) && token === undefined)
    throw new AhaflowError("bad_setting", `the admin listener on ${host} needs a token`, {
      hint: "set AHAFLOW_ADMIN_TOKEN to a long random text, or AHAFLOW_ADMIN_HOST to 127.0.0.1",
    });
  return {
    host,
    port: port(env, "AHAFLOW_ADMIN_PORT", 8081),
    token,
    readOnly: oneOf(env, "AHAFLOW_ADMIN_READ_ONLY", ["false", "true"]) === "true",
  };
}

/** Where the daemon's admin listener is, for commands that ask it. */
export function adminUrl(env: Environment): string {
  const url = text(env, "AHAFLOW_ADMIN_URL");
  if (url !== undefined) return url;
  const host = text(env, "AHAFLOW_ADMIN_HOST") ?? "127.0.0.1";
  const reached = host === "0.0.0.0" ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
  return `http://${reached}:${text(env, "AHAFLOW_ADMIN_PORT") ?? "8081"}`;
}

function serverSettings(
  server: ConfigFile["server"] = {},
): Pick<Settings, "publicUrl" | "bodyLimit" | "trustedProxies"> {
  return {
    publicUrl: server.public_url?.replace(/\/+$/, ""),
    bodyLimit: sizeBytes(server.body_limit ?? "1MiB"),
    trustedProxies: server.trusted_proxies ?? [],
  };
}

function logSettings(env: Environment): Settings["log"] {
  return {
    level: oneOf(env, "AHAFLOW_LOG_LEVEL", [
      "info",
      "trace",
      "debug",
      "warn",
      "error",
      "fatal",
      "silent",
    ]),
    format: oneOf(env, "AHAFLOW_LOG_FORMAT", [
      process.stdout.isTTY ? "pretty" : "json",
      "json",
      "pretty",
    ]),
  };
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}
