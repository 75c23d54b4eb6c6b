/** Takes what is kept of a person out of the journal, inside a transaction that somebody else holds. */
import {
  type Erasure,
  type ExactTerm,
  erasedError,
  erasedPayload,
  erasedStep,
  hasExactly,
} from "../../journal/erasure.ts";
import type { RunError, TriggerPayload } from "../../journal/records.ts";
import { searchText } from "../../journal/search-text.ts";
import type { Changes } from "../asks.ts";
import type { Driver } from "./driver.ts";
import { parseStep } from "./step-json.ts";

type Makers = { readonly erase: (ask: Changes["erase"]["ask"]) => Changes["erase"]["answer"] };

interface FoundRun {
  readonly seq: number;
  readonly payload: string;
  readonly error: string | null;
  readonly first_failure: string | null;
  readonly finished_at: number | null;
}

/** Erasures that are told, the newest. */
const MOST_TOLD = 500;

export function openErase(database: Driver): Makers {
  const find = database.prepare(
    "SELECT seq, payload, error, first_failure, finished_at FROM runs WHERE id = ?",
  );
  const eraseRun = openEraseRun(database);
  const eraseTerm = openEraseTerm(database);
  const unreadArrivals = openUnreadArrivals(database);
  const removeArrival = database.prepare("DELETE FROM arrivals WHERE run_id = ? AND path = ?");
  const removeRefusal = database.prepare("DELETE FROM refusals WHERE seq = ?");
  const note = database.prepare(
    "INSERT INTO erasures (id, at, runs, refusals) VALUES (?, ?, ?, ?)",
  );
  return {
    erase({ id, at, term, runIds, refusals }) {
      // What retention has removed meanwhile is erased already.
      const found = runIds.flatMap((runId) => {
        const run = find.get(runId) as FoundRun | undefined;
        return run === undefined ? [] : [{ runId, run }];
      });
      const open = found.filter(({ run }) => run.finished_at === null).map(({ runId }) => runId);
      const unread = unreadArrivals(term);
      const waiting = unread.filter(({ finished_at }) => finished_at === null);
      if (open.length + waiting.length > 0)
        return [...new Set([...open, ...waiting.map(({ run_id }) => run_id)])];
      // What is deleted from here on is overwritten with zeros.
      database.exec("PRAGMA secure_delete = ON");
      try {
        for (const { runId, run } of found) eraseRun(runId, run, at);
        database
          .prepare("DELETE FROM dedupe WHERE run_id IN (SELECT value FROM json_each(?))")
          .run(JSON.stringify(found.map(({ runId }) => runId)));
        eraseTerm(term);
        for (const { run_id, path } of unread) removeArrival.run(run_id, path);
        let gone = 0;
        for (const refusal of refusals) gone += removeRefusal.run(refusal).changes;
        note.run(id, at, found.length, gone);
      } finally {
        database.exec("PRAGMA secure_delete = OFF");
      }
      return [];
    },
  };
}

function openEraseRun(database: Driver): (runId: string, run: FoundRun, at: number) => void {
  const put = database.prepare(
    `UPDATE runs SET payload = ?, error = ?, first_failure = ?, output = NULL, stop_reason = NULL,
       concurrency_key = NULL WHERE seq = ?`,
  );
  const mark = database.prepare("INSERT OR REPLACE INTO erased_runs (seq, at) VALUES (?, ?)");
  const steps = database.prepare("SELECT seq, record FROM steps WHERE run_id = ?");
  const putStep = database.prepare("UPDATE steps SET record = ? WHERE seq = ?");
  const removals = ["arrivals", "callbacks"].map((table) =>
    database.prepare(`DELETE FROM ${table} WHERE run_id = ?`),
  );
  const removeText = database.prepare("DELETE FROM run_texts WHERE rowid = ?");
  const removeUnindexed = database.prepare("DELETE FROM unindexed WHERE seq = ?");
  return (runId, { seq, payload, error, first_failure }, at) => {
    const left = erasedPayload(JSON.parse(payload) as TriggerPayload);
    put.run(JSON.stringify(left), erasedText(error), erasedText(first_failure), seq);
    mark.run(seq, at);
    for (const step of steps.all(runId) as { seq: number; record: string }[])
      putStep.run(JSON.stringify(erasedStep(parseStep(step.record))), step.seq);
    for (const removal of removals) removal.run(runId);
    removeText.run(seq);
    removeUnindexed.run(seq);
  };
}

/** A failure as JSON without its words. */
function erasedText(failure: string | null): string | null {
  return failure === null ? null : JSON.stringify(erasedError(JSON.parse(failure) as RunError));
}

interface UnreadArrival {
  readonly run_id: string;
  readonly path: string;
  readonly value: string;
  readonly finished_at: number | null;
}

/** What came for steps that have not taken it, as that of a run that was cancelled. */
function openUnreadArrivals(database: Driver): (term: ExactTerm) => UnreadArrival[] {
  const select = database.prepare(
    `SELECT arrivals.run_id, arrivals.path, value, finished_at FROM arrivals
     JOIN runs ON runs.id = arrivals.run_id
     WHERE NOT EXISTS (SELECT 1 FROM steps WHERE steps.run_id = arrivals.run_id
       AND steps.path = arrivals.path AND record ->> '$.status' = 'succeeded')`,
  );
  return (term) =>
    (select.all() as UnreadArrival[]).filter(({ value }) =>
      hasExactly(searchText(JSON.parse(value)), term),
    );
}

/** What belongs to no run, or to none any more: messages and callbacks that wait for somebody. */
function openEraseTerm(database: Driver): (term: ExactTerm) => void {
  const messages = database.prepare("SELECT id, body FROM messages");
  const removeMessage = database.prepare("DELETE FROM messages WHERE id = ?");
  const early = database.prepare("SELECT path, key, value FROM early_callbacks");
  const removeEarly = database.prepare("DELETE FROM early_callbacks WHERE path = ? AND key = ?");
  return (term) => {
    const has = (...values: unknown[]) => hasExactly(searchText(values), term);
    for (const { id, body } of messages.all() as { id: string; body: string }[])
      if (has(JSON.parse(body))) removeMessage.run(id);
    for (const row of early.all() as { path: string; key: string; value: string }[])
      if (has(row.key, JSON.parse(row.value))) removeEarly.run(row.path, row.key);
  };
}

/** The erasures on record, the newest first. */
export function openErasures(database: Driver): () => Erasure[] {
  const select = database.prepare(
    `SELECT id, at, runs, refusals FROM erasures ORDER BY seq DESC LIMIT ${MOST_TOLD}`,
  );
  return () => select.all() as Erasure[];
}
