import type { RefusedDelivery, StoredRefusal } from "../../engine/refused-deliveries.ts";
import { hasTerms } from "../../engine/search-terms.ts";
import { searchText } from "../../engine/search-text.ts";
import type { Driver } from "./driver.ts";
import type { Changes, Reads } from "./messages.ts";

/** Refusals that are kept at most: the oldest go. */
const MOST = 10_000;

/** Keeps a refusal, with the text that it is found by. */
export function openRefuse(database: Driver) {
  const insert = database.prepare(
    "INSERT INTO refusals (at, flow, record, text) VALUES (?, ?, ?, ?) RETURNING seq",
  );
  const forget = database.prepare("DELETE FROM refusals WHERE seq <= ?");
  return (refused: Changes["refuse"]["ask"]): null => {
    const { at, flow = null, payload, bodyText, message, details, path } = refused;
    const text = searchText([payload, bodyText, message, details, path]);
    const { seq } = insert.get(at, flow, JSON.stringify(refused), text) as { seq: number };
    forget.run(seq - MOST);
    return null;
  };
}

/** Finds refusals: they are few, so their texts are read. */
export function openRefusals(database: Driver) {
  const one = database.prepare("SELECT record FROM refusals WHERE seq = ?");
  return ({ flow, was = [], since, until, limit, before, terms }: Reads["refusals"]["ask"]) => {
    const wanted = [
      ...(flow === undefined
        ? []
        : [
            {
              sql: "flow IN (SELECT value FROM json_each(?))",
              value: JSON.stringify([flow, ...was]),
            },
          ]),
      ...(since === undefined ? [] : [{ sql: "at >= ?", value: since }]),
      ...(until === undefined ? [] : [{ sql: "at < ?", value: until }]),
      { sql: "seq < ?", value: before ?? Number.MAX_SAFE_INTEGER },
    ];
    const where = wanted.map(({ sql }) => sql).join(" AND ");
    const rows = database
      .prepare(
        `SELECT seq, text FROM refusals WHERE ${where} ORDER BY seq DESC ${terms === undefined ? "LIMIT ?" : ""}`,
      )
      .all(...wanted.map(({ value }) => value), ...(terms === undefined ? [limit] : []));
    return (rows as { seq: number; text: string }[])
      .filter(({ text }) => terms === undefined || hasTerms(text, terms))
      .slice(0, limit)
      .map(({ seq }): StoredRefusal => {
        const { record } = one.get(seq) as { record: string };
        return { id: seq, ...(JSON.parse(record) as RefusedDelivery) };
      });
  };
}
