import { uuidv7 } from "uuidv7";
import { ActionError, AhaflowError } from "../errors.ts";
import type { CompiledFlow } from "../flows/compiled-flow.ts";
import type { Created, NewRun, RunStore, TriggerPayload } from "./ports.ts";
import type { RunValues } from "./run-scope.ts";

/** Something from the outside that starts a run of a flow. */
export interface TriggerEvent {
  readonly flow: CompiledFlow;
  readonly source: NewRun["source"];
  readonly payload: TriggerPayload;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
  readonly dedupe?: { readonly key: string; readonly ttlMs: number } | undefined;
  /** Set for a slot of a schedule. */
  readonly slot?: NewRun["slot"];
  readonly commit?: string | undefined;
}

/**
 * Accepts a trigger event: resolves when the run is kept, and `accepted` has been called for it.
 * @throws AhaflowError `concurrency_key` when the flow's concurrency key can't be made of the payload
 */
export async function submit(
  event: TriggerEvent,
  {
    store,
    values,
    accepted,
  }: { store: RunStore; values: RunValues; accepted: (run: NewRun) => void },
): Promise<Created> {
  const { flow, receivedAt } = event;
  const run: NewRun = {
    id: uuidv7(),
    flow: flow.name,
    version: flow.version,
    definition: { file: flow.source.file, text: flow.source.text },
    source: event.source,
    payload: event.payload,
    createdAt: receivedAt,
    concurrencyKey: concurrencyKey(event, values),
    commit: event.commit,
    slot: event.slot,
    dedupe: event.dedupe && {
      key: event.dedupe.key,
      expiresAt: receivedAt + event.dedupe.ttlMs,
    },
  };
  const created = await store.create(run);
  if (!created.duplicate) accepted(run);
  return created;
}

function concurrencyKey({ flow, payload }: TriggerEvent, values: RunValues): string | undefined {
  if (flow.concurrency === undefined) return undefined;
  try {
    const key = keyText(
      flow.concurrency.key.render({
        trigger: payload,
        flow: { name: flow.name, version: flow.version },
        ...values,
      }),
    );
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
 * A key as text: 1 and "1" are one key, as a form and a JSON body give the same customer. What is
 * not there gives no key: AhaChat sends an attribute that is not set as nothing, and two customers
 * without one are not the same.
 */
export function keyText(value: unknown): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}
