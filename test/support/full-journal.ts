import type { WebhookPayload } from "#src/journal/records.js";
import type { RefusedDelivery } from "#src/journal/refused-deliveries.js";
import type { JournalStore } from "#src/stores/journal-store.js";
import { newRun, step } from "../contracts/stored-run.ts";

/** Texts that databases have no letters for, and a key that is too long for an index. */
const AWKWARD = ["a\0b", "x\udc00", '\u0001json:"a"', "khách ".repeat(1_000)];

const HOURLY = { flow: "hourly", schedule: "0 * * * * Asia/Ho_Chi_Minh", at: 1_000 };

const REFUSED: RefusedDelivery = {
  at: 5,
  flow: "order-thanks",
  method: "POST",
  path: "/orders",
  requestId: "r-1",
  status: 400,
  code: "bad_json",
  message: "no JSON",
  details: [{ pointer: "/a", message: "missing" }],
  count: 2,
  payload: undefined,
  bodyText: "a\0b 🎉",
};

/** Brings something into every table of a journal, runs of every state and awkward texts. @returns ids of runs */
export async function fill(store: JournalStore, secret: string) {
  await store.setSide("platform");
  const ended: string[] = [];
  for (const text of AWKWARD) {
    const dedupe = { key: text, expiresAt: 9e15 };
    const payload = { ...newRun().payload, body: { [text]: text, secret, big: 1e21 } };
    const run = newRun({ payload, concurrencyKey: text, dedupe, commit: "0123abc" });
    await store.create(run);
    await store.checkpoint(run.id, step("b", { output: text }));
    await store.checkpoint(run.id, step("a"));
    await store.finish(run.id, {
      status: "succeeded",
      stopReason: text,
      output: text,
      finishedAt: 9,
    });
    ended.push(run.id);
  }
  const failed = newRun({ slot: HOURLY, flow: "hourly", source: "schedule" });
  await store.create(failed);
  const error = { reason: "not_found", code: "http_404", message: "gone", step: "a" } as const;
  const finishedAt = 9;
  await store.finish(failed.id, {
    status: "failed",
    error,
    failed: { count: 1, first: error },
    finishedAt,
  });
  const replay = newRun({
    source: "replay",
    replay: { of: failed.id, records: [step("a", { copiedFrom: failed.id })], once: true },
  });
  await store.create(replay);
  return { ended, failed: failed.id, replay: replay.id, ...(await fillOpen(store)) };
}

/** Runs that have not ended, and what waits for some. */
async function fillOpen(store: JournalStore) {
  const waiting = newRun({ flow: "approve" });
  await store.create(waiting);
  await store.checkpoint(waiting.id, step("ok", { status: "waiting" }));
  const route = { path: "/approvals/:key", methods: ["POST"] };
  for (const key of AWKWARD)
    await store.awaitCallback({ route, key, runId: waiting.id, step: `ok-${key.length}` });
  await store.deliver(route.path, "a\0b", newRun().payload as WebhookPayload);
  await store.endCallback(waiting.id, `ok-${AWKWARD[1]?.length}`);
  await store.park(waiting.id, { wakeAt: 9e12, at: 7, arrivals: 1 });
  const caller = { runId: waiting.id, path: "called" };
  const called = newRun({ source: "call", caller, payload: { inputs: { a: 1 } } });
  await store.create(called);
  await store.cancel(called.id);
  const payload = newRun().payload as WebhookPayload;
  await store.deliver("/early/:key", "early\0", payload, { flows: ["approve", "was"] });
  await store.putMessages("m-1", [{ text: "Chào 🎉" }], 9e15);
  await store.passSlot({ ...HOURLY, flow: "off" });
  await store.endSchedule({ ...HOURLY, flow: "off" });
  await store.refuse(REFUSED);
  const erased = newRun({ payload: { ...payload, body: { phone: "0908071111" } } });
  await store.create(erased);
  await store.finish(erased.id, { status: "succeeded", finishedAt: 9 });
  const term = { text: "908071111" };
  await store.erase({ id: "e-1", at: 11, term, runIds: [erased.id], refusals: [] });
  return { waiting: waiting.id, called: called.id, erased: erased.id };
}
