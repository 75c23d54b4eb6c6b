import {
  type RefusedDelivery,
  refusalText,
  type StoredRefusal,
} from "../../journal/refused-deliveries.ts";
import { hasTerms } from "../../journal/search-terms.ts";
import type { Changes, Reads } from "../asks.ts";
import type { Driver } from "./driver.ts";

/** Refusals that are kept at most: the oldest go. */
const MOST = 10_000;

/** How many are read at once: all their texts together may be 160 MiB. */
const AT_ONCE = 200;

interface Row {
  readonly seq: number;
  readonly text: string;
}

/** Keeps a refusal, with the text that it is found by. */
export function openRefuse(database: Driver) {
  const insert = database.prepare(
    "INSERT INTO refusals (at, flow, record, text) VALUES (?, ?, ?, ?) RETURNING seq",
  );
  const forget = database.prepare("DELETE FROM refusals WHERE seq <= ?");
  return (refused: Changes["refuse"]["ask"]): null => {
    const { at, flow = null } = refused;
    const record = JSON.stringify(refused);
    const { seq } = insert.get(at, flow, record, refusalText(refused)) as { seq: number };
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
    ];
    const where = [...wanted.map(({ sql }) => sql), "seq < ?"].join(" AND ");
    const page = database.prepare(
      `SELECT seq, text FROM refusals WHERE ${where} ORDER BY seq DESC LIMIT ${AT_ONCE}`,
    );
    const found: number[] = [];
    let last: number | undefined = before ?? Number.MAX_SAFE_INTEGER;
    while (last !== undefined && found.length < limit) {
      const rows = page.all(...wanted.map(({ value }) => value), last) as Row[];
      for (const { seq, text } of rows)
        if (terms === undefined || hasTerms(text, terms)) found.push(seq);
      last = rows.length < AT_ONCE ? undefined : rows.at(-1)?.seq;
    }
    return found.slice(0, limit).map((seq): StoredRefusal => {
      const { record } = one.get(seq) as { record: string };
      return { id: seq, ...(JSON.parse(record) as RefusedDelivery) };
    });
  };
}
