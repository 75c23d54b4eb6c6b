import type { NewRun, StepRecord } from "#src/journal/records.js";

let number = 0;

const START = Date.UTC(2026, 10, 22);

export function newRun(overrides: Partial<NewRun> = {}): NewRun {
  number++;
  return {
    id: `run-${number}`,
    flow: "order-thanks",
    version: "0123456789abcdef",
    definition: { file: "flows/order-thanks.yaml", text: "name: order-thanks" },
    source: "webhook",
    payload: {
      method: "POST",
      path: "/orders",
      headers: {},
      query: {},
      params: {},
      body: { name: `Trần "Bé" \\ O'Neil 🎉\n${number}` },
      received_at: "2026-11-22T00:00:00.000Z",
    },
    createdAt: 1_000 + number,
    concurrencyKey: undefined,
    dedupe: undefined,
    commit: undefined,
    slot: undefined,
    caller: undefined,
    ...overrides,
  };
}

export function step(path: string, overrides: Partial<StepRecord> = {}): StepRecord {
  return {
    path,
    kind: "uses",
    uses: "http.request",
    status: "succeeded",
    startedAt: START,
    endedAt: START + 1_000,
    output: { ok: true },
    attempts: [{ startedAt: START, endedAt: START + 1_000 }],
    ...overrides,
  };
}
