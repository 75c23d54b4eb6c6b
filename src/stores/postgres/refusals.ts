import {
  type RefusedDelivery,
  refusalText,
  type StoredRefusal,
} from "../../journal/refused-deliveries.ts";
import { hasTerms } from "../../journal/search-terms.ts";
import type { Reads } from "../asks.ts";
import type { Send } from "./driver.ts";
import type { Maker } from "./maker.ts";
import { all, sql } from "./sql.ts";

/** Refusals that are kept at most: the oldest go. */
const MOST = 10_000;

/** How many are read at once: all their texts together may be 160 MiB. */
const AT_ONCE = 200;

/** Keeps a refusal, with the text that it is found by. */
export const keepRefusal: Maker<"refuse"> = async (send, refused) => {
  const { at, flow = null } = refused;
  const [record, text] = [JSON.stringify(refused), refusalText(refused)];
  await send(sql`WITH kept AS (
      INSERT INTO refusals (at, flow, record, text) VALUES (${at}, ${flow}, ${record}, ${text})
      RETURNING seq)
    DELETE FROM refusals WHERE seq <= (SELECT seq FROM kept) - ${MOST}`);
  return null;
};

/** Finds refusals: they are few, so their texts are read. */
export async function findRefusals(
  send: Send,
  { flow, was = [], since, until, limit, before, terms }: Reads["refusals"]["ask"],
): Promise<StoredRefusal[]> {
  const wanted = all([
    ...(flow === undefined ? [] : [sql`flow = ANY (${[flow, ...was]}::text[])`]),
    ...(since === undefined ? [] : [sql`at >= ${since}`]),
    ...(until === undefined ? [] : [sql`at < ${until}`]),
  ]);
  const found: number[] = [];
  let last: number | undefined = before ?? Number.MAX_SAFE_INTEGER;
  while (last !== undefined && found.length < limit) {
    const page = await send(sql`SELECT seq, text FROM refusals WHERE ${wanted} AND seq < ${last}
      ORDER BY seq DESC LIMIT ${AT_ONCE}`);
    const rows = page.rows as readonly { readonly seq: number; readonly text: string }[];
    for (const { seq, text } of rows)
      if (terms === undefined || hasTerms(text, terms)) found.push(seq);
    last = rows.length < AT_ONCE ? undefined : rows.at(-1)?.seq;
  }
  const { rows } = await send(sql`SELECT seq, record FROM refusals
    WHERE seq = ANY (${found.slice(0, limit)}::bigint[]) ORDER BY seq DESC`);
  return (rows as { seq: number; record: string }[]).map(({ seq, record }) => ({
    id: seq,
    ...(JSON.parse(record) as RefusedDelivery),
  }));
}
