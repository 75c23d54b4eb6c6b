/**
 * The feed of changes: one stream for the whole page, opened while somebody follows it and the page
 * is looked at. What comes is told once for each animation frame.
 */
import type { RunChange } from "./run-change.ts";

interface Changes {
  run: RunChange;
  /** Of one run, which the follower names. */
  step: RunChange;
  delivery: Record<string, unknown>;
  reload: Record<string, unknown>;
  connection: Record<string, unknown>;
}
export type Kind = keyof Changes;

interface Follower {
  readonly kind: Kind;
  readonly run: string | undefined;
  readonly apply: (changes: never[]) => void;
  readonly onGap: () => void;
}

const NAMES: Record<Kind, string> = {
  run: "runs",
  // They come with the changes of runs.
  step: "runs",
  delivery: "deliveries",
  reload: "reloads",
  connection: "connections",
};
/** More at once than this is not worth going through: it is read again. */
const MOST_WAITING = 2_000;
const RETRY_MS = 2_000;

const followers = new Set<Follower>();
let waiting: { kind: Kind; change: unknown }[] = [];
let source: EventSource | undefined;
let opened = "";
let position = "";
let retry: ReturnType<typeof setTimeout> | undefined;
let isDue = false;
let state = $state<"off" | "connecting" | "live" | "lost">("off");

export function liveState(): typeof state {
  return state;
}

/**
 * Follows changes of one kind until the answer is called.
 * @param onGap changes were missed: read everything again
 * @param run of which run, with steps
 */
export function follow<K extends Kind>(
  kind: K,
  apply: (changes: Changes[K][]) => void,
  onGap: () => void,
  run?: string,
): () => void {
  const follower: Follower = { kind, run, apply, onGap };
  followers.add(follower);
  queueMicrotask(connect);
  return () => {
    followers.delete(follower);
    queueMicrotask(connect);
  };
}

document.addEventListener("visibilitychange", connect);

function connect(): void {
  // A browser has six connections to one address over HTTP/1.1: pages that nobody looks at give theirs back.
  const wanted = document.visibilityState === "hidden" ? "" : queryOf([...followers]);
  if (wanted === opened) return;
  opened = wanted;
  clearTimeout(retry);
  source?.close();
  source = undefined;
  if (wanted === "") {
    state = "off";
    return;
  }
  open(wanted);
}

/** What is asked for: nothing when nobody follows. */
function queryOf(all: readonly Follower[]): string {
  if (all.length === 0) return "";
  const kinds = [...new Set(all.map(({ kind }) => NAMES[kind]))].toSorted().join(",");
  const run = all.find((follower) => follower.run !== undefined)?.run;
  return `of=${kinds}${run === undefined ? "" : `&run=${encodeURIComponent(run)}`}`;
}

function open(query: string): void {
  state = state === "lost" ? "lost" : "connecting";
  const after = position === "" ? "" : `&after=${encodeURIComponent(position)}`;
  // What came is read when somebody looks at it; here it only says that something did.
  const stream = new EventSource(`/api/v1/events?${query}&masked=true${after}`);
  source = stream;
  stream.addEventListener("open", () => {
    state = "live";
    // Without a position, what happened since the page was read is not told.
    if (after === "") missed();
  });
  stream.addEventListener("error", () => {
    // The browser gives up for good after some answers, and knows nothing of `after`.
    stream.close();
    if (source !== stream) return;
    state = "lost";
    retry = setTimeout(() => open(query), RETRY_MS);
  });
  stream.addEventListener("gap", (event) => {
    note(event);
    missed();
  });
  for (const kind of Object.keys(NAMES) as Kind[])
    stream.addEventListener(kind, (event) => {
      note(event);
      waiting.push({ kind, change: JSON.parse(event.data as string) });
      if (!isDue) requestAnimationFrame(deliver);
      isDue = true;
    });
}

/** Only the last event of those that come together has an id; of a new stream the first have none. */
function note({ lastEventId }: MessageEvent): void {
  if (lastEventId !== "") position = lastEventId;
}

function deliver(): void {
  isDue = false;
  const all = waiting;
  waiting = [];
  if (all.length > MOST_WAITING) return missed();
  for (const { kind, apply } of followers) {
    const changes = all.filter((one) => one.kind === kind).map(({ change }) => change as never);
    if (changes.length > 0) apply(changes);
  }
}

function missed(): void {
  waiting = [];
  for (const { onGap } of followers) onGap();
}
