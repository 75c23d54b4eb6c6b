import type { PendingRun } from "../../journal/ports.ts";
import type { Arrival, FlowDefinition, Slot } from "../../journal/records.ts";
import type { Reads, Side } from "../asks.ts";
import { callerOf, keptIn, toRecord } from "../run-row.ts";
import type { Send } from "./driver.ts";
import { findErasures } from "./erase.ts";
import type { Reader } from "./reader.ts";
import { findRefusals } from "./refusals.ts";
import {
  HAS_BEGUN,
  OPEN,
  RUN_COLUMNS,
  type RunRow,
  type RunWithSteps,
  STEPS,
  stepsOf,
} from "./run-rows.ts";
import { searchReads } from "./run-search.ts";
import { tallyReads } from "./run-tally.ts";
import { type Sql, sql } from "./sql.ts";
import { searchTexts } from "./text-search.ts";

const pending: Reader<"pending"> = async (send) => {
  const { rows } =
    await send(sql`SELECT id, flow, concurrency_key, created_at, caller_id, caller_path,
      status, wake_at, cancel, superseded_by, begun OR ${HAS_BEGUN} AS begun
    FROM runs WHERE ${OPEN} ORDER BY seq`);
  return (rows as (RunRow & Wish & { begun: boolean })[]).map(
    (row): PendingRun => ({
      id: row.id,
      flow: row.flow,
      concurrencyKey: keptIn(row.concurrency_key),
      createdAt: row.created_at,
      caller: callerOf(row),
      waiting: row.status === "waiting",
      wakeAt: row.wake_at ?? undefined,
      begun: row.begun,
      ...wishOf(row),
    }),
  );
};

/** Whether the end of a run is asked for, and for whom. */
interface Wish {
  readonly cancel: boolean;
  readonly superseded_by: string | null;
}

function wishOf({ cancel, superseded_by }: Wish) {
  return { cancelled: cancel, supersededBy: superseded_by ?? undefined };
}

type Loaded = RunWithSteps &
  Wish & { readonly arrivals: readonly (readonly [path: string, value: string])[] | null };

const load: Reader<"load"> = async (send, ids) => {
  const { rows } = await send(sql`SELECT ${RUN_COLUMNS}, cancel, superseded_by, ${STEPS},
      (SELECT json_agg(json_build_array(path, value)) FROM arrivals WHERE run_id = runs.id) AS arrivals
    FROM runs WHERE id = ANY (${ids}::text[]) AND finished_at IS NULL`);
  const found = new Map((rows as Loaded[]).map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = found.get(id);
    if (row === undefined) return [];
    const arrivals = new Map(
      (row.arrivals ?? []).map(([path, value]) => [path, JSON.parse(value) as Arrival]),
    );
    return { run: toRecord(row), steps: stepsOf(row), arrivals, ...wishOf(row) };
  });
};

const get: Reader<"get"> = async (send, runId) => {
  const query = sql`SELECT ${RUN_COLUMNS}, ${STEPS} FROM runs WHERE id = ${runId}`;
  const row = await first<RunWithSteps>(send, query);
  return row && { run: toRecord(row), steps: stepsOf(row) };
};

const arrival: Reader<"arrival"> = async (send, { runId, step }) => {
  const query = sql`SELECT value FROM arrivals WHERE run_id = ${runId} AND path = ${step}`;
  const row = await first<{ value: string }>(send, query);
  return row && (JSON.parse(row.value) as Arrival);
};

const side: Reader<"side"> = async (send) => {
  const query = sql`SELECT (SELECT side FROM other_side) AS side, EXISTS (SELECT FROM runs)
    OR EXISTS (SELECT FROM dedupe) OR EXISTS (SELECT FROM slots WHERE run_id IS NOT NULL) AS used`;
  const row = await first<{ side: Side | null; used: boolean }>(send, query);
  return { side: row?.side ?? undefined, used: row?.used ?? false };
};

const callbackRoutes: Reader<"callbackRoutes"> = async (send) => {
  const { rows } = await send(sql`SELECT DISTINCT callbacks.path, methods
    FROM callbacks JOIN runs ON runs.id = callbacks.run_id WHERE finished_at IS NULL`);
  return (rows as { path: string; methods: string }[]).map(({ path, methods }) => ({
    path,
    methods: JSON.parse(methods) as string[],
  }));
};

const messages: Reader<"messages"> = async (send, { id, now }) => {
  const query = sql`SELECT body FROM messages WHERE id = ${id} AND expires_at > ${now}`;
  return (await first<{ body: string }>(send, query))?.body;
};

const slots: Reader<"slots"> = async (send) => [
  ...((await send(sql`SELECT flow, schedule, at FROM slots WHERE NOT ended`)).rows as Slot[]),
];

const definition: Reader<"definition"> = (send, version) =>
  first<FlowDefinition>(send, sql`SELECT file, text FROM flow_versions WHERE version = ${version}`);

export const READERS: { readonly [name in keyof Reads]: Reader<name> } = {
  pending,
  load,
  get,
  arrival,
  side,
  callbackRoutes,
  messages,
  slots,
  definition,
  erasures: findErasures,
  refusals: findRefusals,
  search: searchTexts,
  ...searchReads,
  ...tallyReads,
};

async function first<Row>(send: Send, query: Sql): Promise<Row | undefined> {
  return (await send(query)).rows[0];
}
