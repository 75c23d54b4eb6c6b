import { randomUUID } from "node:crypto";
import { systemClock } from "../clock.ts";
import type { Engine } from "../engine/engine.ts";
import type { Reloader } from "../installation/reloader.ts";
import type { Changes } from "../journal/changes.ts";
import type { NodeAbout, NodeRecord } from "../journal/nodes.ts";
import type { SharedJournalStore } from "../stores/postgres/shared-journal-store.ts";

interface NodesOptions {
  readonly reloader: Reloader;
  readonly changes: Changes;
  readonly engine: Pick<Engine, "counts">;
  /** The program's. */
  readonly version: string;
  /** The journal, where others can have it. */
  readonly shared: SharedJournalStore | undefined;
}

/** The daemons on one journal: they are told what is live on this one, at the start and with each reload. */
export class Nodes {
  readonly #options: NodesOptions;
  readonly #name: string;
  readonly #id = randomUUID();
  readonly #startedAt = systemClock.now();
  #webhookUrl: string | null = null;

  constructor(options: NodesOptions) {
    this.#options = options;
    // It may have another one with the next start.
    this.#name = options.reloader.current.settings.nodeName;
    options.changes.hear(({ of }) => {
      if (of === "reload") this.#tell();
    });
    this.#tell();
  }

  /** Says where the webhook listener is. */
  serve(webhookUrl: string): void {
    this.#webhookUrl = webhookUrl;
    this.#tell();
  }

  /** All of them; where nobody else can have the journal, this one. */
  async list(): Promise<readonly NodeRecord[]> {
    const { shared, engine } = this.#options;
    if (shared !== undefined) return shared.nodes();
    return [
      {
        id: this.#id,
        name: this.#name,
        about: this.#about,
        startedAt: this.#startedAt,
        seenAt: systemClock.now(),
        isGone: false,
        runs: engine.counts.running,
        isSelf: true,
      },
    ];
  }

  #tell(): void {
    const { shared } = this.#options;
    if (shared !== undefined) shared.about = this.#about;
  }

  get #about(): NodeAbout {
    const { reloader, version } = this.#options;
    const { commit, catalog } = reloader.current;
    return {
      version,
      commit: commit ?? null,
      flows: catalog.flows.size,
      webhookUrl: this.#webhookUrl,
      reload: reloader.last.ok ? "loaded" : "refused",
    };
  }
}
