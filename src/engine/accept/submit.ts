import { canonical, isWhole } from "../../canonical-text.ts";
import { ActionError, AhaflowError } from "../../errors.ts";
import type { CompiledFlow, WebhookAnswer } from "../../flows/compiled-flow.ts";
import type {
  Caller,
  EndStatus,
  LoadedRun,
  NewRun,
  TriggerPayload,
} from "../../journal/records.ts";
import { type RunValues, startScope } from "../walk/run-scope.ts";

/** Something that starts a run of a flow. */
export interface TriggerEvent {
  readonly flow: CompiledFlow;
  readonly source: NewRun["source"];
  readonly payload: TriggerPayload;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
  /** About how much memory the payload takes, in bytes; 0 when it is next to nothing. */
  readonly size?: number;
  readonly dedupe?: { readonly key: string; readonly ttlMs: number } | undefined;
  /** Set for a slot of a schedule. */
  readonly slot?: NewRun["slot"];
  /** Set for a sub-run. */
  readonly caller?: Caller;
  readonly commit?: string | undefined;
  /** Set for a run that does another one again. */
  readonly replay?: NewRun["replay"];
  /** Called with what a `respond` step says, or with how it is that none does; a repeat is not told. */
  readonly onAnswer?: (answer: Answer) => void;
}

/**
 * What a waiting webhook hears: the answer, or how the run ended that gave none; undefined: it goes
 * on at the next start of the daemon.
 */
export type Answer = WebhookAnswer | { readonly ended: EndStatus | undefined };

const FULL = {
  all: {
    what: (most: number) => `there are ${most} unfinished runs`,
    hint: "see what holds them up, or raise limits.backlog in ahaflow.yaml",
  },
  key: {
    what: (most: number) => `${most} runs wait for one with this concurrency key`,
    hint: "see what holds that one up: this number can't be raised",
  },
};

/** There is as much to do as may be accepted; it is asked for again later. */
export class BacklogFull extends AhaflowError {
  /** @param most how many runs there may be, in all or behind one concurrency key */
  constructor(most: number, of: keyof typeof FULL = "all") {
    const { what, hint } = FULL[of];
    super("backlog_full", `${what(most)}; send it again later`, { hint });
  }
}

/**
 * The run that an event asks for.
 * @throws AhaflowError `concurrency_key` when the flow's concurrency key can't be made of the payload
 */
export function newRun(id: string, event: TriggerEvent, values: RunValues): NewRun {
  const { flow, receivedAt } = event;
  return {
    id,
    flow: flow.name,
    version: flow.version,
    definition: { file: flow.source.file, text: flow.source.text },
    source: event.source,
    payload: event.payload,
    createdAt: receivedAt,
    concurrencyKey: concurrencyKey(event, values),
    commit: event.commit,
    slot: event.slot,
    caller: event.caller,
    replay: event.replay,
    dedupe: event.dedupe && {
      key: event.dedupe.key,
      expiresAt: receivedAt + event.dedupe.ttlMs,
      ...(flow.was.length > 0 ? { was: flow.was } : {}),
    },
  };
}

/** A run that was just made: nothing has happened to it yet. */
export function freshRun(run: NewRun): LoadedRun {
  // Named one by one: to take what is left of an object costs more than all else here together.
  const { id, flow, version, source, payload, createdAt, concurrencyKey, commit, caller } = run;
  return {
    run: {
      id,
      flow,
      version,
      source,
      payload,
      createdAt,
      concurrencyKey,
      commit,
      caller,
      replayOf: run.replay?.of,
      status: "queued",
      error: undefined,
      failed: undefined,
      stopReason: undefined,
      output: undefined,
      finishedAt: undefined,
      wakeAt: undefined,
    },
    steps: run.replay?.records ?? [],
    arrivals: new Map(),
    cancelled: false,
    supersededBy: undefined,
  };
}

function concurrencyKey({ flow, payload }: TriggerEvent, values: RunValues): string | undefined {
  if (flow.concurrency === undefined) return undefined;
  try {
    const scope = { ...startScope(flow, payload), ...values };
    const key = keyText(flow.concurrency.key.render(scope));
    if (key !== undefined) return key;
    throw new AhaflowError("concurrency_key", "the concurrency key is empty");
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    throw new AhaflowError("concurrency_key", `the concurrency key: ${error.message}`, {
      cause: error,
    });
  }
}

/**
 * A key as text: 1 and "1" are one key, as a form and a JSON body give the same customer, and so are
 * two texts that look alike. A text with half a character is taken as JSON writes it: as UTF-8, which
 * stores keep, all halves would be one. What is not there gives no key: a chatbot sends an attribute
 * that is not set as nothing, and two customers without one are not the same.
 */
export function keyText(value: unknown): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  return canonical(typeof value === "string" && isWhole(value) ? value : JSON.stringify(value));
}
