/** The steps that wait for callbacks, and callbacks that came before a step waits for them. */
import { MOST_EARLY } from "../../journal/ports.ts";
import { keptKey } from "../kept-text.ts";
import type { Maker } from "./maker.ts";
import { arriving, hasCome } from "./rests.ts";
import { raw, sql } from "./sql.ts";

/** The step that waits for a callback last, of a run that has not ended. */
const holderOf = (path: string, key: string) => sql`SELECT run_id, step, ended
  FROM callbacks JOIN runs ON runs.id = callbacks.run_id
  WHERE callbacks.path = ${path} AND callbacks.key = ${key} AND finished_at IS NULL`;

const awaitCallback: Maker<"awaitCallback"> = async (send, { route, key: whole, runId, step }) => {
  const { path, methods } = route;
  const key = keptKey(whole);
  const holder = { runId: raw("callbacks.run_id"), path: raw("callbacks.step") };
  const isOurs = sql`callbacks.run_id = ${runId} AND callbacks.step = ${step}`;
  const isOver = sql`NOT EXISTS
    (SELECT FROM runs WHERE id = callbacks.run_id AND finished_at IS NULL)`;
  const put = sql`INSERT INTO callbacks (path, key, methods, run_id, step)
    VALUES (${path}, ${key}, ${JSON.stringify(methods)}, ${runId}, ${step})
    ON CONFLICT (path, key) DO UPDATE
      SET methods = excluded.methods, run_id = excluded.run_id, step = excluded.step, ended = false
    WHERE (${isOurs}) OR callbacks.ended OR ${hasCome(holder)} OR ${isOver}`;
  const take = sql`WITH taken AS (
      DELETE FROM early_callbacks WHERE path = ${path} AND key = ${key}
        AND newest_run >= (SELECT seq FROM runs WHERE id = ${runId})
        AND EXISTS (SELECT FROM callbacks WHERE path = ${path} AND key = ${key} AND ${isOurs})
      RETURNING value),
    ${arriving(sql`SELECT ${runId}, ${step}, value FROM taken`)}
    SELECT FROM taken`;
  const [listens, early] = await Promise.all([send(put), send(take)]);
  if (listens.count === 0) return "taken";
  return early.count === 0 ? "waits" : "came";
};

const endCallback: Maker<"endCallback"> = async (send, { runId, step }) => {
  const end = sql`UPDATE callbacks SET ended = true
    WHERE run_id = ${runId} AND step = ${step} AND NOT ${hasCome({ runId, path: step })}`;
  const come = sql`SELECT value FROM arrivals WHERE run_id = ${runId} AND path = ${step}`;
  const [, { rows }] = await Promise.all([send(end), send(come)]);
  return (rows[0] as { value: string } | undefined)?.value;
};

const deliver: Maker<"deliver"> = async (send, { path, key: whole, arrival, expected }) => {
  const key = keptKey(whole);
  const bring = sql`WITH holder AS (${holderOf(path, key)} AND NOT ended),
    ${arriving(sql`SELECT run_id, step, ${arrival} FROM holder`)}
    SELECT run_id AS id, NOT EXISTS (SELECT FROM arrived) AS duplicate FROM holder`;
  const { flows, runId = null } = expected ?? { flows: [] };
  const keep = sql`WITH holder AS (${holderOf(path, key)}),
    possible AS (
      SELECT id FROM runs WHERE flow = ANY (${flows}::text[]) AND status IN ('queued', 'waiting')
        AND finished_at IS NULL AND id = coalesce(${runId}, id)
        AND id NOT IN (SELECT run_id FROM holder)
        AND NOT EXISTS (SELECT FROM holder WHERE NOT ended) LIMIT 1),
    kept AS (
      INSERT INTO early_callbacks (path, key, value, flows, newest_run)
      SELECT ${path}, ${key}, ${arrival}, ${flows}::text[], (SELECT max(seq) FROM runs) FROM possible
      WHERE (SELECT count(*) FROM early_callbacks WHERE path = ${path}) < ${MOST_EARLY}
      ON CONFLICT (path, key) DO NOTHING)
    SELECT EXISTS (SELECT FROM possible) AS possible`;
  const isKept = sql`SELECT FROM early_callbacks WHERE path = ${path} AND key = ${key}`;
  const [brought, looked, kept] = await Promise.all([bring, keep, isKept].map(send));
  const [found] = (brought?.rows ?? []) as { id: string; duplicate: boolean }[];
  if (found !== undefined) return found;
  const [{ possible } = { possible: false }] = (looked?.rows ?? []) as { possible: boolean }[];
  if (!possible) return undefined;
  return kept?.count === 0 ? "too many" : "early";
};

export const callbacks = { awaitCallback, endCallback, deliver };
