import type { AnyChanges, Changes, Write } from "../asks.ts";
import { callbacks } from "./callbacks.ts";
import { claims, endsAlone, leaveTogether } from "./claims.ts";
import { beginAnew, comesAlone, create, enter, enterTogether, takeSlot } from "./create.ts";
import type { Send } from "./driver.ts";
import { erase } from "./erase.ts";
import type { Maker } from "./maker.ts";
import { beat } from "./nodes.ts";
import { prune } from "./prune.ts";
import { keepRefusal } from "./refusals.ts";
import { rests } from "./rests.ts";
import { raw, type Sql, sql } from "./sql.ts";

/** How each kind of change is made that can be made in one go; the others come below. */
const MAKERS: {
  readonly [kind in Exclude<keyof AnyChanges, "checkpoint" | "erase" | "prune">]: Maker<kind>;
} = {
  create,
  enter,
  ...claims,
  beat,
  slot: (send, slot) => done(send, takeSlot(slot, null, raw("true")), beginAnew(slot)),
  endSchedule: (send, { flow, schedule }) =>
    done(send, sql`UPDATE slots SET ended = true WHERE flow = ${flow} AND schedule = ${schedule}`),
  side: (send, side) =>
    done(
      send,
      sql`INSERT INTO other_side (one, side) VALUES (true, ${side})
        ON CONFLICT (one) DO UPDATE SET side = excluded.side`,
    ),
  flow: (send, { version, definition: { file, text } }) =>
    done(
      send,
      sql`INSERT INTO flow_versions (version, file, text) VALUES (${version}, ${file}, ${text})
        ON CONFLICT (version) DO UPDATE SET told_at = clock_timestamp()`,
    ),
  ...rests,
  ...callbacks,
  putMessages: (send, { id, body, until }) =>
    done(
      send,
      sql`INSERT INTO messages (id, body, expires_at) VALUES (${id}, ${body}, ${until})
        ON CONFLICT (id) DO NOTHING`,
    ),
  forgetMessages: (send, { id }) => done(send, sql`DELETE FROM messages WHERE id = ${id}`),
  refuse: keepRefusal,
};

/**
 * Makes changes in their order, inside a transaction that somebody else holds. Runs that come, or end, one after
 * another share a statement; records of steps come at the end, since only retention and erasure look at them.
 * @returns what each gave
 */
export async function makeAll(send: Send, batch: readonly Write[]): Promise<unknown[]> {
  const answers: Promise<unknown>[] = [];
  let steps: StepWrite[] = [];
  for (const [place, write] of batch.entries()) {
    if (place in answers) continue;
    if (write.kind === "checkpoint") {
      steps.push(write.ask);
      answers[place] = NOTHING;
    } else if (write.kind === "prune" || write.kind === "erase") {
      await Promise.all([...answers, keepSteps(send, steps)]);
      steps = [];
      const answer =
        write.kind === "prune" ? await prune(send, write.ask) : await erase(send, write.ask);
      answers[place] = Promise.resolve(answer);
    } else if (comesAlone(write) || endsAlone(write)) {
      const places = sharing(batch, place);
      const given = makeTogether(
        send,
        places.map((at) => batch[at] as Write),
      );
      for (const [index, at] of places.entries()) answers[at] = given.then((all) => all[index]);
    } else answers[place] = make(send, write);
  }
  await Promise.all([...answers, keepSteps(send, steps)]);
  return Promise.all(answers);
}

/** The places, from one on, of changes that can share its statement: what stands between has no part in it. */
function sharing(batch: readonly Write[], from: number): number[] {
  const first = batch[from] as Write;
  const places = [from];
  for (let at = from + 1; at < batch.length; at++) {
    const write = batch[at] as Write;
    if (isAlike(first, write)) places.push(at);
    else if (write.kind !== "checkpoint" && !comesAlone(write) && !isUnkeyedEnd(write)) break;
  }
  return places;
}

function isAlike(first: Write, other: Write): boolean {
  if (comesAlone(first)) return comesAlone(other);
  return endsAlone(first) && endsAlone(other) && other.ask.claims === first.ask.claims;
}

function isUnkeyedEnd(write: Write): boolean {
  return endsAlone(write) && !write.ask.keyed;
}

function makeTogether(send: Send, writes: readonly Write[]): Promise<readonly unknown[]> {
  const coming = writes.filter(comesAlone).map(({ ask }) => ask);
  if (coming.length > 0) return enterTogether(send, coming);
  return leaveTogether(
    send,
    writes.filter(endsAlone).map(({ ask }) => ask),
  );
}

const NOTHING = Promise.resolve(null);

function make(
  send: Send,
  { kind, ask }: Exclude<Write, { kind: "checkpoint" | "erase" | "prune" }>,
) {
  // The kind decides on the type of what is asked; TypeScript can't follow that.
  return (MAKERS[kind] as (send: Send, ask: unknown) => Promise<unknown>)(send, ask);
}

type StepWrite = Changes["checkpoint"]["ask"];

/** Keeps the newest record of each step; new ones in the order in which they began. */
async function keepSteps(send: Send, writes: readonly StepWrite[]): Promise<unknown> {
  if (writes.length === 0) return null;
  const newest = [...new Map(writes.map((one) => [`${one.runId}/${one.path}`, one])).values()];
  const column = (name: keyof StepWrite) => newest.map((one) => one[name]);
  return send(sql`INSERT INTO steps (run_id, path, record, active_at)
    SELECT * FROM unnest(${column("runId")}::text[], ${column("path")}::text[],
      ${column("record")}::text[], ${column("at")}::bigint[])
    ON CONFLICT (run_id, path) DO UPDATE SET record = excluded.record, active_at = excluded.active_at`);
}

async function done(send: Send, ...queries: readonly Sql[]): Promise<null> {
  await Promise.all(queries.map(send));
  return null;
}
