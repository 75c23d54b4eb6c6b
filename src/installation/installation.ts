/**
 * What a reload replaces, as one value. Everything that can fail happens while it is made; the
 * swap is one assignment, and a set that can't be made leaves the one before untouched.
 */
import { resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { RunValues } from "../engine/walk/run-scope.ts";
import { ProblemsError } from "../errors.ts";
import type { Catalog } from "../flows/catalog.ts";
import { checkAlert } from "../flows/check-alert.ts";
import type { FlowSurroundings } from "../flows/compiled-flow.ts";
import type { FlowCache } from "../flows/flow-cache.ts";
import { checkCommit } from "../flows/git-changes.ts";
import type { CommitFiles } from "../flows/git-files.ts";
import { loadFlows } from "../flows/load-flows.ts";
import type { Teller } from "../journal/changes.ts";
import { Outbound } from "../outgoing/outbound.ts";
import type { Connection } from "../platforms/action.ts";
import { actionsWith, platformOf } from "../platforms/installed.ts";
import { type OpenQuota, openConnections } from "../platforms/open-connections.ts";
import type { Settings } from "../settings/settings.ts";

/** Flows and configuration as they are at one moment. Immutable. */
export interface Installation {
  readonly settings: Settings;
  readonly surroundings: FlowSurroundings;
  readonly catalog: Catalog;
  readonly connections: ReadonlyMap<string, Connection>;
  readonly values: RunValues;
  /** Where `http.request` may go. */
  readonly outbound: Outbound;
  /** The git commit of the flows' folder; with a `+` at its end when what was read differs from it. */
  readonly commit: string | undefined;
  /** Whether it differs; undefined where there is no commit, and where git can't be asked. */
  readonly dirty: boolean | undefined;
  /** Full paths of the samples and schemas that the flows name, and of the files that connections name. */
  readonly beside: readonly string[];
}

/** What is kept from one reload to the next. */
export interface Caches {
  readonly flows: FlowCache;
  readonly commits: CommitFiles;
}

export interface InstallationOptions {
  /** What is kept where it did not change: compiled flows, open connections. */
  readonly before?: Installation;
  /** Hears of the circuits of connections. */
  readonly changes?: Teller;
  /** What bounds the calls over connections; it is for this process alone unless given. */
  readonly quotas?: ((settings: Settings) => Promise<OpenQuota>) | undefined;
}

/**
 * Makes an installation of the settings and the flows that stand on disk now.
 * @throws ProblemsError with every mistake
 */
export async function loadInstallation(
  settings: Settings,
  { flows: cache, commits }: Caches,
  { before, changes, quotas }: InstallationOptions = {},
): Promise<Installation> {
  const isSame = before !== undefined && isDeepStrictEqual(before.settings, settings);
  const surroundings = isSame ? before.surroundings : flowSurroundings(settings);
  const { catalog, problems, texts, beside } = await loadFlows(
    [settings.flowsFolder],
    surroundings,
    cache,
  );
  if (catalog === undefined) throw new ProblemsError(problems, texts);
  const named = namedFiles(settings);
  const { commit, dirty } = await checkCommit(
    {
      folder: settings.flowsFolder,
      texts: new Map([...texts, ...[...beside].filter(isRead), ...named]),
      config: settings.configFile,
    },
    commits,
  );
  const { alert } = settings;
  const wrong = alert === undefined ? [] : checkAlert(alert.flow, catalog, alert.at);
  if (wrong.length > 0) throw new ProblemsError(wrong, texts);
  return {
    settings,
    surroundings,
    catalog,
    connections: isSame
      ? before.connections
      : openConnections(settings.connections, before?.connections, {
          changes,
          openQuota: await quotas?.(settings),
        }),
    outbound: isDeepStrictEqual(before?.settings.outboundAllow, settings.outboundAllow)
      ? (before as Installation).outbound
      : new Outbound(settings.outboundAllow),
    values: { vars: settings.vars, secrets: settings.secrets },
    commit: dirty === true ? `${commit}+` : commit,
    dirty,
    beside: [...beside.keys(), ...named.keys()],
  };
}

function isRead(entry: [string, string | undefined]): entry is [string, string] {
  return entry[1] !== undefined;
}

/** What flows may refer to in this installation. */
export function flowSurroundings(
  settings: Pick<Settings, "connections" | "secrets" | "vars" | "retry" | "configFile">,
): FlowSurroundings {
  return {
    actions: actionsWith(settings.connections),
    connections: settings.connections,
    secrets: new Set(Object.keys(settings.secrets)),
    vars: settings.vars,
    retry: settings.retry,
    files: new Set([resolve(settings.configFile), ...namedFiles(settings).keys()]),
  };
}

/** The texts of the files that connections name, by their full paths. */
function namedFiles({ connections }: Pick<Settings, "connections">): ReadonlyMap<string, string> {
  return new Map(
    [...connections.values()].flatMap((one) => [
      ...(platformOf(one).connections.files?.(one) ?? []),
    ]),
  );
}

/** The values that must never be seen: secrets, and the tokens of connections. */
export function secretsOf(settings: Settings): string[] {
  return [
    ...Object.values(settings.secrets),
    ...[...settings.connections.values()].flatMap((one) =>
      platformOf(one).connections.secrets(one),
    ),
    ...(settings.admin.token === undefined ? [] : [settings.admin.token]),
    ...passwordsOf(settings.databaseUrl),
  ];
}

/** The password in the database's URL, as it stands there and as it is. */
function passwordsOf(databaseUrl: string | undefined): string[] {
  const password = databaseUrl === undefined ? "" : new URL(databaseUrl).password;
  return password === "" ? [] : [...new Set([password, decodeURIComponent(password)])];
}
