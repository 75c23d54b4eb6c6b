import type { AwaitedCallback, Expected, RunStore } from "../../journal/ports.ts";
import type { Arrival, Caller, NewRun, WebhookPayload } from "../../journal/records.ts";
import { createEarlyCallbacks } from "./early-callbacks.ts";

export interface CallbacksOptions {
  /** The runs that have not ended. */
  readonly openRuns: () => readonly NewRun[];
  readonly arrivalOf: (runId: string, step: string) => Arrival | undefined;
  /** Keeps what came for a step, and wakes its run. */
  readonly arrive: (to: Caller, arrival: Arrival) => void;
}

interface Awaited extends AwaitedCallback {
  hasEnded: boolean;
}

/** The steps that wait for callbacks, and the callbacks that wait for steps. */
export function createCallbacks({ openRuns, arrivalOf, arrive }: CallbacksOptions) {
  const callbacks = new Map<string, Awaited>();
  const early = createEarlyCallbacks(openRuns);
  const isOpen = (runId: string) => openRuns().some(({ id }) => id === runId);

  return {
    async awaitCallback(awaited: AwaitedCallback) {
      const { runId, step } = awaited;
      const name = callbackKey(awaited.route.path, awaited.key);
      const holder = callbacks.get(name);
      const isOurs = holder?.runId === runId && holder.step === step;
      const isTaken =
        holder !== undefined &&
        !holder.hasEnded &&
        isOpen(holder.runId) &&
        arrivalOf(holder.runId, holder.step) === undefined;
      if (isTaken && !isOurs) return "taken";
      callbacks.set(name, { ...awaited, hasEnded: false });
      const come = early.take(name, runId);
      if (come === undefined) return "waits";
      arrive({ runId, path: step }, come);
      return "came";
    },
    async arrival(runId: string, step: string) {
      return structuredClone(arrivalOf(runId, step));
    },
    async endCallback(runId: string, step: string) {
      const arrival = arrivalOf(runId, step);
      if (arrival !== undefined) return structuredClone(arrival);
      for (const awaited of callbacks.values())
        if (awaited.runId === runId && awaited.step === step) awaited.hasEnded = true;
      return undefined;
    },
    async deliver(path: string, key: string, payload: WebhookPayload, expected?: Expected) {
      const found = callbacks.get(callbackKey(path, key));
      const holder = found !== undefined && isOpen(found.runId) ? found : undefined;
      const arrival: Arrival = { kind: "callback", payload };
      if (holder === undefined || holder.hasEnded)
        return early.keep({ path, name: callbackKey(path, key), arrival }, expected, holder?.runId);
      const { runId, step } = holder;
      if (arrivalOf(runId, step) !== undefined) return { id: runId, duplicate: true };
      arrive({ runId, path: step }, arrival);
      return { id: runId, duplicate: false };
    },
    async callbackRoutes() {
      const open = [...callbacks.values()].filter(({ runId }) => isOpen(runId));
      return [...new Map(open.map(({ route }) => [route.path, route])).values()];
    },
  } satisfies Partial<RunStore>;
}

function callbackKey(path: string, key: string): string {
  return `${path}\0${key}`;
}
