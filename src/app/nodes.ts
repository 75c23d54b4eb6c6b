import { randomUUID } from "node:crypto";
import { systemClock } from "../clock.ts";
import type { Engine } from "../engine/engine.ts";
import type { NotReadyReason } from "../generated/admin-api.ts";
import type { FramedProblem } from "../installation/framed-problems.ts";
import type { Reloader } from "../installation/reloader.ts";
import type { Changes } from "../journal/changes.ts";
import type { NodeAbout, NodeRecord } from "../journal/nodes.ts";
import type { JournalStore } from "../stores/journal-store.ts";
import type { SharedJournalStore } from "../stores/postgres/shared-journal-store.ts";
import type { Masks } from "./masks.ts";

interface NodesOptions {
  readonly reloader: Reloader;
  readonly changes: Changes;
  readonly engine: Pick<Engine, "counts">;
  /** The program's. */
  readonly version: string;
  /** `shared`: where others can have it. */
  readonly journal: {
    readonly store: Pick<JournalStore, "trouble">;
    readonly shared: { readonly store: SharedJournalStore } | undefined;
  };
  /** Aborted when the daemon is about to stop. */
  readonly leaving: AbortSignal;
  readonly masks: Pick<Masks, "told">;
}

/** Mistakes that a node tells of, at most, and what they take together, in characters of JSON. */
const MOST_PROBLEMS = 20;
const MOST_TEXT = 16_000;

/** Why a daemon is not ready that takes webhooks until proxies have heard of it. */
const STOPPING = { code: "stopping", message: "the daemon is about to stop" };

/**
 * The daemons on one journal: they are told what is live on this one, at the start and with each reload, and
 * whether it is ready.
 */
export class Nodes {
  readonly #options: NodesOptions;
  /** What people call this one. */
  readonly name: string;
  readonly #id = randomUUID();
  readonly #startedAt = systemClock.now();
  #webhookUrl: string | null = null;

  constructor(options: NodesOptions) {
    this.#options = options;
    // It may have another one with the next start.
    this.name = options.reloader.current.settings.nodeName;
    options.changes.hear((change) => {
      if (change.of === "reload" || (change.of === "journal" && change.what === "trouble"))
        this.#tell();
    });
    options.leaving.addEventListener("abort", () => this.#tell());
    this.#tell();
  }

  /** Says where the webhook listener is. */
  serve(webhookUrl: string): void {
    this.#webhookUrl = webhookUrl;
    this.#tell();
  }

  /** All of them; where nobody else can have the journal, this one. */
  async list(): Promise<readonly NodeRecord[]> {
    const { journal, engine } = this.#options;
    if (journal.shared !== undefined) {
      const all = await journal.shared.store.nodes();
      return all.map((one) => (one.isSelf ? { ...one, about: this.#about } : one));
    }
    return [
      {
        id: this.#id,
        name: this.name,
        about: this.#about,
        startedAt: this.#startedAt,
        seenAt: systemClock.now(),
        isGone: false,
        runs: engine.counts.held,
        isSelf: true,
      },
    ];
  }

  /** Why this one can't do its work now; empty while it can. */
  get reasons(): readonly NotReadyReason[] {
    const { leaving, journal } = this.#options;
    return [leaving.aborted ? STOPPING : [], journal.store.trouble() ?? []].flat();
  }

  #tell(): void {
    const { shared } = this.#options.journal;
    if (shared !== undefined) shared.store.about = this.#about;
  }

  get #about(): NodeAbout {
    const { reloader, version, masks } = this.#options;
    const { commit, catalog } = reloader.current;
    const { ok, at, problems } = reloader.last;
    const mistakes = problems.filter(({ severity }) => severity === "error");
    return {
      version,
      commit: commit ?? null,
      flows: catalog.flows.size,
      webhookUrl: this.#webhookUrl,
      reload: ok ? "loaded" : "refused",
      reloadedAt: at,
      mistakes: mistakes.length,
      problems: masks.told(firstOf(mistakes)) as FramedProblem[],
      reasons: this.reasons,
    };
  }
}

/** As many as may be told, each as a whole. */
function firstOf(problems: readonly FramedProblem[]): readonly FramedProblem[] {
  let room = MOST_TEXT;
  return problems.slice(0, MOST_PROBLEMS).filter((problem) => {
    room -= JSON.stringify(problem).length;
    return room >= 0;
  });
}
