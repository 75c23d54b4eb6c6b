import type { News, Signals } from "../../engine/dispatch/signals.ts";
import type { Notice, Notices } from "./notices.ts";

/** The others hear once in this time that there are runs to work on, in milliseconds. */
const DUE_MS = 20;

/** What happens to runs, told to this node and to the others. */
export class NodeSignals implements Signals {
  readonly #notices: Notices;
  readonly #listeners: ((news: News) => void)[] = [];
  #dueIsTold = false;

  constructor(notices: Notices) {
    this.#notices = notices;
    notices.hear((notice) => {
      if (isNews(notice)) this.#tellHere(notice);
    });
    notices.onGap(() => this.#tellHere({ kind: "gap" }));
  }

  tell(news: News): void {
    this.#tellHere(news);
    if (news.kind === "due") {
      if (this.#dueIsTold) return;
      this.#dueIsTold = true;
      setTimeout(() => {
        this.#dueIsTold = false;
      }, DUE_MS).unref();
    }
    this.#notices.tell(news);
  }

  hear(listener: (news: News) => void): void {
    this.#listeners.push(listener);
  }

  #tellHere(news: News): void {
    for (const listener of this.#listeners) listener(news);
  }
}

const NEWS: ReadonlySet<string> = new Set([
  "arrived",
  "unwanted",
  "due",
  "answered",
  "routes",
  "gap",
] satisfies News["kind"][]);

function isNews(notice: Notice): notice is News {
  return NEWS.has(notice.kind);
}
