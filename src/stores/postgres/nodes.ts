/** The nodes that share the journal: that they live, what they tell of themselves, and when one is given up. */
import type { NodeAbout, NodeRecord } from "../../journal/nodes.ts";
import type { Send } from "./driver.ts";
import type { Maker } from "./maker.ts";
import { ME } from "./rests.ts";
import { raw, type Sql, sql } from "./sql.ts";

/** A node that was not seen for so long is dead. */
const LEASE = "3 seconds";

/** For so long it is shown that a node was given up. */
const SHOWN_FOR = "1 day";

/** Nodes that are shown at most. */
const MOST_SHOWN = 200;

/** A row of `nodes` is of one that was seen within the lease. */
export const LIVES = sql`NOT dead AND seen_at > clock_timestamp() - ${LEASE}::interval`;

/** A row of `nodes` need not be shown any more. */
export const FORGOTTEN = sql`dead AND seen_at < clock_timestamp() - ${SHOWN_FOR}::interval`;

/** Every commit says that its node lives; here it may tell more, and judge others. */
export const beat: Maker<"beat"> = async (send, { judges, about }) => {
  const bury = sql`WITH dead AS (
      UPDATE nodes SET dead = true
      WHERE NOT dead AND ${judges}::boolean AND seen_at < clock_timestamp() - ${LEASE}::interval
      RETURNING id),
    left_over AS (
      UPDATE runs SET node = NULL, due_at = 0
      WHERE finished_at IS NULL AND node IN (SELECT id FROM dead))
    SELECT count(*) AS count FROM dead`;
  const [{ rows }] = await Promise.all([
    send(bury),
    about === undefined ? undefined : send(sql`UPDATE nodes SET about = ${about} WHERE id = ${ME}`),
  ]);
  return (rows as { count: number }[])[0]?.count ?? 0;
};

type NodeRow = Omit<NodeRecord, "about" | "isSelf"> & { readonly about: string };

/** Those that live by their names, then those that were given up, the newest first. */
export async function findNodes(send: Send, { self }: { self: string }): Promise<NodeRecord[]> {
  const { rows } = await send(sql`SELECT * FROM (
      SELECT id, name, about, ${milliseconds("started_at")} AS "startedAt",
        ${milliseconds("seen_at")} AS "seenAt", NOT (${LIVES}) AS "isGone",
        (SELECT count(*) FROM runs WHERE node = nodes.id AND finished_at IS NULL) AS runs
      FROM nodes WHERE NOT (${FORGOTTEN})) AS known
    ORDER BY "isGone", CASE WHEN "isGone" THEN -"seenAt" END, name, "startedAt", id
    LIMIT ${MOST_SHOWN}`);
  return (rows as NodeRow[]).map((row) => ({
    ...row,
    about: JSON.parse(row.about) as Partial<NodeAbout>,
    isSelf: row.id === self,
  }));
}

function milliseconds(column: string): Sql {
  return raw(`floor(extract(epoch FROM ${column}) * 1000)::bigint`);
}
