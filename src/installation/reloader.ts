import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import { AhaflowError } from "../errors.ts";
import type { Catalog } from "../flows/catalog.ts";
import { FlowCache } from "../flows/flow-cache.ts";
import { CommitFiles } from "../flows/git-files.ts";
import { renamedFlows } from "../flows/renamed-flows.ts";
import type { ReloadChange, Teller } from "../journal/changes.ts";
import { closeConnections } from "../platforms/open-connections.ts";
import type { Settings } from "../settings/settings.ts";
import { type FramedProblem, framedProblems, withoutFrames } from "./framed-problems.ts";
import {
  type Caches,
  type Installation,
  type InstallationOptions,
  loadInstallation,
} from "./installation.ts";

/** What made the daemon read its files. */
export type ReloadCause = "start" | "watch" | "signal" | "api";

/** How a reload went. */
export interface ReloadResult {
  readonly ok: boolean;
  readonly cause: ReloadCause;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly duration_ms: number;
  /** How many flows are live now. */
  readonly flows: number;
  /** Names of flows, against the set before. */
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  readonly commit: string | null;
  /** Whether what is live differs from the commit; null: not known. */
  readonly dirty: boolean | null;
  /** What is wrong with the files; then the set before goes on. */
  readonly problems: readonly FramedProblem[];
}

export interface ReloaderOptions {
  /** @throws ProblemsError or AhaflowError for a configuration that can't be used */
  readonly readSettings: () => Settings;
  readonly onSwap: (now: Installation) => void;
  /** Hears of each reload, and of the circuits of connections. */
  readonly changes: Teller;
  readonly quotas?: InstallationOptions["quotas"];
}

/** Reloads that are remembered. */
const MOST_REMEMBERED = 50;

/** Holds the current installation, and replaces it whole when the files have changed for good. */
export class Reloader {
  readonly #options: ReloaderOptions;
  readonly #caches: Caches;
  #current: Installation;
  #last: ReloadResult;
  /** The newest last. */
  readonly #history: ReloadResult[];
  #running: Promise<ReloadResult> | undefined;
  #next: Promise<ReloadResult> | undefined;

  private constructor(options: ReloaderOptions, caches: Caches, first: Installation, took: number) {
    this.#options = options;
    this.#caches = caches;
    this.#current = first;
    this.#last = result("start", took, undefined, first);
    this.#history = [this.#last];
  }

  /** @throws ProblemsError when the first set has mistakes: then there is nothing to go on with */
  static async start(settings: Settings, options: ReloaderOptions): Promise<Reloader> {
    const caches = { flows: new FlowCache(), commits: new CommitFiles() };
    const began = performance.now();
    const first = await loadInstallation(settings, caches, options);
    const reloader = new Reloader(options, caches, first, performance.now() - began);
    reloader.#tell("start", "loaded", first.catalog.flows.size);
    return reloader;
  }

  get current(): Installation {
    return this.#current;
  }

  /** The last reload that found something: a change, or mistakes. */
  get last(): ReloadResult {
    return this.#last;
  }

  /** The last 50 that changed or refused something, the newest first. */
  get history(): readonly ReloadResult[] {
    return this.#history.toReversed();
  }

  /** Reads the files again. Calls while one is running share the one that comes after it. */
  reload(cause: ReloadCause, logger: Logger): Promise<ReloadResult> {
    if (this.#running === undefined) {
      this.#running = this.#reload(cause, logger).finally(() => {
        this.#running = undefined;
      });
      return this.#running;
    }
    // Also after one that met a bug: that is told to who asked for it.
    this.#next ??= this.#running
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        return this.reload(cause, logger);
      });
    return this.#next;
  }

  async #reload(cause: ReloadCause, logger: Logger): Promise<ReloadResult> {
    const began = performance.now();
    const before = this.#current;
    let outcome: Installation | AhaflowError;
    try {
      const { readSettings, ...options } = this.#options;
      outcome = await loadInstallation(readSettings(), this.#caches, { ...options, before });
    } catch (error) {
      if (!(error instanceof AhaflowError)) {
        this.#tell(cause, "error", before.catalog.flows.size);
        throw error;
      }
      outcome = error;
    }
    const took = performance.now() - began;
    if (outcome instanceof AhaflowError) return this.#refuse(cause, took, outcome, logger);
    const done = result(cause, took, before.catalog, outcome);
    const unchanged = isSame(before, outcome) && this.#last.ok;
    if (unchanged) {
      this.#tell(cause, "unchanged", done.flows);
      return done;
    }
    this.#current = outcome;
    this.#last = done;
    this.#remember(done);
    this.#tell(cause, "loaded", done.flows);
    this.#options.onSwap(outcome);
    void this.#closeLeft(before, outcome);
    const { ok: _ok, problems: _problems, ...shown } = done;
    logger.info(shown, "reloaded");
    for (const renamed of renamedFlows(before.catalog, outcome.catalog))
      logger.warn(
        renamed,
        "a flow seems to have a new name: its dedupe keys and schedules begin anew unless the flow says was: [the old name]",
      );
    return done;
  }

  #refuse(cause: ReloadCause, took: number, error: AhaflowError, logger: Logger): ReloadResult {
    const problems = framedProblems(error);
    const known = result(cause, took, this.#current.catalog, this.#current);
    const refused = { ...known, ok: false, problems };
    // The poll may come by again before the files are mended: said once.
    if (JSON.stringify(problems) !== JSON.stringify(this.#last.problems)) {
      const told = { cause, problems: withoutFrames(problems) };
      logger.error(told, "reload refused; the flows of before go on");
      this.#remember(refused);
    }
    this.#last = refused;
    this.#tell(cause, "refused", known.flows);
    return refused;
  }

  #remember(reload: ReloadResult): void {
    this.#history.push(reload);
    if (this.#history.length > MOST_REMEMBERED) this.#history.shift();
  }

  #tell(cause: ReloadCause, outcome: ReloadChange["outcome"], flows: number): void {
    this.#options.changes.tell({ of: "reload", cause, outcome, flows });
  }

  /** Closes the connections that are no longer there, when nobody can be about to use them. */
  async #closeLeft(before: Installation, now: Installation): Promise<void> {
    const kept = new Set(now.connections.values());
    const left = [...before.connections].filter(([, connection]) => !kept.has(connection));
    await delay(0);
    await closeConnections(new Map(left));
  }
}

function result(
  cause: ReloadCause,
  took: number,
  before: Catalog | undefined,
  { catalog, commit, dirty }: Installation,
): ReloadResult {
  const old = before?.flows ?? new Map();
  const names = [...catalog.flows.keys()];
  return {
    ok: true,
    cause,
    at: new Date().toISOString(),
    duration_ms: Math.round(took),
    flows: catalog.flows.size,
    added: names.filter((name) => !old.has(name)),
    changed: names.filter((name) => old.has(name) && old.get(name) !== catalog.flows.get(name)),
    removed: [...old.keys()].filter((name) => !catalog.flows.has(name)),
    commit: commit ?? null,
    dirty: dirty ?? null,
    problems: [],
  };
}

/** The cache gives the same object for a file that did not change. */
function isSame(before: Installation, now: Installation): boolean {
  return (
    before.surroundings === now.surroundings &&
    before.commit === now.commit &&
    before.catalog.flows.size === now.catalog.flows.size &&
    [...now.catalog.flows].every(([name, flow]) => before.catalog.flows.get(name) === flow)
  );
}
