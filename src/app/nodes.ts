import { randomUUID } from "node:crypto";
import { systemClock } from "../clock.ts";
import type { Engine } from "../engine/engine.ts";
import type { FramedProblem } from "../installation/framed-problems.ts";
import type { Reloader } from "../installation/reloader.ts";
import type { Changes } from "../journal/changes.ts";
import type { NodeAbout, NodeRecord } from "../journal/nodes.ts";
import type { SharedJournalStore } from "../stores/postgres/shared-journal-store.ts";
import type { Masks } from "./masks.ts";

interface NodesOptions {
  readonly reloader: Reloader;
  readonly changes: Changes;
  readonly engine: Pick<Engine, "counts">;
  /** The program's. */
  readonly version: string;
  /** The journal, where others can have it. */
  readonly shared: SharedJournalStore | undefined;
  readonly masks: Pick<Masks, "told">;
}

/** Mistakes that a node tells of, at most, and what they take together, in characters of JSON. */
const MOST_PROBLEMS = 20;
const MOST_TEXT = 16_000;

/** The daemons on one journal: they are told what is live on this one, at the start and with each reload. */
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

  #tell(): void {
    const { shared } = this.#options;
    if (shared !== undefined) shared.about = this.#about;
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
