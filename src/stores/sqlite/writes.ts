import type { Created } from "../../journal/ports.ts";
import type { Slot } from "../../journal/records.ts";
import type { Changes, Write } from "../asks.ts";
import { keptText } from "../kept-text.ts";
import type { Driver } from "./driver.ts";
import { openErase } from "./erase.ts";
import { keyAsKept } from "./kept-keys.ts";
import { openPrune } from "./prune.ts";
import { openRefuse } from "./refusals.ts";
import { openRests } from "./rests.ts";
import { openMessages } from "./stored-messages.ts";

/** Expired dedupe keys that one new run removes at most: bounded work for each commit. */
const FORGET_AT_ONCE = 100;

/** How each kind of change is made. */
type Makers = { readonly [kind in keyof Changes]: Maker<kind> };
type Maker<Kind extends keyof Changes> = (ask: Changes[Kind]["ask"]) => Changes[Kind]["answer"];

/** Makes single changes of the journal, inside a transaction that somebody else holds. */
export function openWrites(database: Driver): (change: Write) => unknown {
  const takeSlot = openSlots(database);
  const endSchedule = database.prepare(
    "UPDATE slots SET ended = 1 WHERE flow = ? AND schedule = ?",
  );
  const insertFlow = database.prepare(
    "INSERT INTO flow_versions (version, file, text) VALUES (?, ?, ?) ON CONFLICT (version) DO NOTHING",
  );
  const putStep = database.prepare(
    `INSERT INTO steps (run_id, path, record) VALUES (?, ?, ?)
     ON CONFLICT (run_id, path) DO UPDATE SET record = excluded.record`,
  );
  const putSide = database.prepare("INSERT OR REPLACE INTO other_side (one, side) VALUES (1, ?)");
  const makers: Makers = {
    create: openCreate(database, takeSlot),
    slot: (slot) => {
      takeSlot(slot, null);
      return null;
    },
    endSchedule: ({ flow, schedule }) => {
      endSchedule.run(flow, schedule);
      return null;
    },
    side: (side) => {
      putSide.run(side);
      return null;
    },
    flow: ({ version, definition }) => {
      insertFlow.run(version, definition.file, definition.text);
      return null;
    },
    checkpoint: ({ runId, path, record }) => {
      putStep.run(runId, path, record);
      return null;
    },
    ...openRests(database),
    ...openMessages(database),
    refuse: openRefuse(database),
    ...openErase(database),
    prune: openPrune(database),
  };
  // The kind decides on the type of what is asked; TypeScript can't follow that. Nobody shares this journal.
  return ({ kind, ask }) => (makers[kind as keyof Makers] as (ask: unknown) => unknown)(ask);
}

/** Moves a schedule on to a slot, also one that had ended; gives the run that has it when it was there or later already. */
function openSlots(database: Driver) {
  const move = database.prepare(
    `INSERT INTO slots (flow, schedule, at, run_id) VALUES (?, ?, ?, ?)
     ON CONFLICT (flow, schedule) DO UPDATE
       SET at = excluded.at, run_id = excluded.run_id, ended = 0
     WHERE slots.at < excluded.at`,
  );
  const holder = database.prepare(
    "UPDATE slots SET ended = 0 WHERE flow = ? AND schedule = ? RETURNING run_id",
  );
  return ({ flow, schedule, at }: Slot, runId: string | null): string | undefined => {
    if (move.run(flow, schedule, at, runId).changes > 0) return undefined;
    return (holder.get(flow, schedule) as { run_id: string | null }).run_id ?? "";
  };
}

function openCreate(database: Driver, takeSlot: ReturnType<typeof openSlots>) {
  const insertRun = database.prepare(
    `INSERT INTO runs
       (id, flow, version, source, status, payload, concurrency_key, created_at, commit_id,
        caller_id, caller_path, replay_of)
     VALUES (?, ?, ?, ?, 'queued', ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertUnindexed = database.prepare("INSERT INTO unindexed VALUES (last_insert_rowid())");
  const calledRun = database.prepare("SELECT id FROM runs WHERE caller_id = ? AND caller_path = ?");
  const again = openReplay(database);
  const claimKey = openKeys(database);
  return ({ run, payload, replay }: Changes["create"]["ask"]): Created => {
    const { id, flow, version, source, concurrencyKey, createdAt, dedupe, caller } = run;
    const called =
      caller && (calledRun.get(caller.runId, caller.path) as { id: string } | undefined);
    if (called !== undefined) return { id: called.id, duplicate: true };
    const replayed = replay && again(id, replay);
    if (replayed !== undefined) return { id: replayed, duplicate: true };
    const keyHolder = dedupe && claimKey(run, dedupe);
    if (keyHolder !== undefined) return { id: keyHolder, duplicate: true };
    const slotHolder = run.slot && takeSlot(run.slot, id);
    if (slotHolder !== undefined) return { id: slotHolder, duplicate: true };
    insertRun.run(
      id,
      flow,
      version,
      source,
      payload,
      concurrencyKey === undefined ? null : keptText(concurrencyKey),
      createdAt,
      run.commit ?? null,
      caller?.runId ?? null,
      caller?.path ?? null,
      replay?.of ?? null,
    );
    insertUnindexed.run();
    return { id, duplicate: false };
  };
}

/** Who has a dedupe key. */
interface KeyHolder {
  readonly run_id: string;
}

/** Takes a dedupe key for a run; gives the run that has it already. */
function openKeys(database: Driver) {
  const claimKey = database.prepare(
    `INSERT INTO dedupe (flow, key, run_id, expires_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (flow, key) DO UPDATE SET run_id = excluded.run_id, expires_at = excluded.expires_at
     WHERE dedupe.expires_at <= ?`,
  );
  const keyHolder = database.prepare("SELECT run_id FROM dedupe WHERE flow = ? AND key = ?");
  const formerHolder = database.prepare(
    "SELECT run_id FROM dedupe WHERE flow = ? AND key = ? AND expires_at > ?",
  );
  const forgetKeys = database.prepare(
    `DELETE FROM dedupe WHERE (flow, key) IN
       (SELECT flow, key FROM dedupe WHERE expires_at <= ? LIMIT ${FORGET_AT_ONCE})`,
  );
  type Asked = Changes["create"]["ask"]["run"];
  return (
    { id, flow, createdAt }: Asked,
    { key: whole, expiresAt, was = [] }: NonNullable<Asked["dedupe"]>,
  ): string | undefined => {
    const key = keyAsKept(whole);
    for (const name of was) {
      const former = formerHolder.get(name, key, createdAt) as KeyHolder | undefined;
      if (former !== undefined) return former.run_id;
    }
    if (claimKey.run(flow, key, id, expiresAt, createdAt).changes === 0)
      return (keyHolder.get(flow, key) as KeyHolder).run_id;
    forgetKeys.run(createdAt);
    return undefined;
  };
}

/** What a replay changes besides the new run; gives the run that has done it, when it is done once. */
function openReplay(database: Driver) {
  const count = database.prepare("UPDATE runs SET replays = replays + 1 WHERE id = ?");
  const counted = database.prepare("SELECT replays FROM runs WHERE id = ?");
  const latest = database.prepare(
    "SELECT id FROM runs WHERE replay_of = ? ORDER BY seq DESC LIMIT 1",
  );
  const copyStep = database.prepare(
    "INSERT INTO steps (run_id, path, record, copied) VALUES (?, ?, ?, 1)",
  );
  type Asked = NonNullable<Changes["create"]["ask"]["replay"]>;
  return (id: string, { of, records, once }: Asked): string | undefined => {
    const first = once ? (counted.get(of) as { replays: number } | undefined) : undefined;
    // Retention may have taken the replay before the run: it was done again all the same.
    if (first !== undefined && first.replays > 0)
      return (latest.get(of) as { id: string } | undefined)?.id ?? "";
    count.run(of);
    for (const [path, record] of records) copyStep.run(id, path, record);
    return undefined;
  };
}
