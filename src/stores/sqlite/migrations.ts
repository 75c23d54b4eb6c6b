import type { Driver } from "./driver.ts";
import { keepAllTexts } from "./kept-keys.ts";

/** One step: SQL, or what SQL alone can't do. */
export type Migration = string | ((database: Driver) => void);

/**
 * The journal's schema, one numbered step after another. A step that has been released is never
 * changed; `PRAGMA user_version` says how many a file has had.
 */
export const MIGRATIONS: readonly Migration[] = [
  `
  CREATE TABLE flow_versions (
    version TEXT PRIMARY KEY,
    file TEXT NOT NULL,
    text TEXT NOT NULL
  );
  CREATE TABLE runs (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    flow TEXT NOT NULL,
    version TEXT NOT NULL,
    source TEXT NOT NULL,
    status TEXT NOT NULL,
    payload TEXT NOT NULL,
    concurrency_key TEXT,
    created_at INTEGER NOT NULL,
    finished_at INTEGER,
    error TEXT
  );
  CREATE INDEX runs_unfinished ON runs (seq) WHERE finished_at IS NULL;
  CREATE INDEX runs_by_flow ON runs (flow, seq);
  CREATE TABLE steps (
    seq INTEGER PRIMARY KEY,
    run_id TEXT NOT NULL,
    path TEXT NOT NULL,
    record TEXT NOT NULL,
    UNIQUE (run_id, path)
  );
  CREATE TABLE dedupe (
    flow TEXT NOT NULL,
    key TEXT NOT NULL,
    run_id TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (flow, key)
  ) WITHOUT ROWID;
  CREATE INDEX dedupe_expired ON dedupe (expires_at);
  `,
  `
  ALTER TABLE runs ADD COLUMN commit_id TEXT;
  CREATE TABLE slots (
    flow TEXT NOT NULL,
    schedule TEXT NOT NULL,
    at INTEGER NOT NULL,
    run_id TEXT,
    PRIMARY KEY (flow, schedule)
  ) WITHOUT ROWID;
  `,
  `
  ALTER TABLE runs ADD COLUMN output TEXT;
  ALTER TABLE runs ADD COLUMN wake_at INTEGER;
  ALTER TABLE runs ADD COLUMN cancel INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE runs ADD COLUMN caller_id TEXT;
  ALTER TABLE runs ADD COLUMN caller_path TEXT;
  CREATE INDEX runs_due ON runs (wake_at, seq) WHERE wake_at IS NOT NULL;
  CREATE UNIQUE INDEX runs_by_caller ON runs (caller_id, caller_path) WHERE caller_id IS NOT NULL;
  CREATE TABLE arrivals (
    run_id TEXT NOT NULL,
    path TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (run_id, path)
  ) WITHOUT ROWID;
  CREATE TABLE callbacks (
    path TEXT NOT NULL,
    key TEXT NOT NULL,
    methods TEXT NOT NULL,
    run_id TEXT NOT NULL,
    step TEXT NOT NULL,
    PRIMARY KEY (path, key)
  ) WITHOUT ROWID;
  CREATE INDEX callbacks_by_run ON callbacks (run_id, step);
  CREATE TABLE messages (
    id TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    expires_at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX messages_expired ON messages (expires_at);
  `,
  `
  ALTER TABLE runs ADD COLUMN replay_of TEXT;
  ALTER TABLE runs ADD COLUMN replays INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE steps ADD COLUMN copied INTEGER NOT NULL DEFAULT 0;
  DROP INDEX runs_by_flow;
  CREATE INDEX runs_by_time ON runs (created_at);
  CREATE INDEX runs_by_flow_and_time ON runs (flow, created_at);
  CREATE INDEX runs_by_status_and_time ON runs (status, created_at);
  CREATE INDEX runs_by_flow_status_and_time ON runs (flow, status, created_at);
  CREATE INDEX runs_by_replay ON runs (replay_of) WHERE replay_of IS NOT NULL;
  CREATE INDEX runs_failed ON runs (flow, created_at, error ->> '$.reason', replays)
    WHERE status = 'failed';
  `,
  `
  CREATE INDEX runs_ended ON runs (status, finished_at) WHERE finished_at IS NOT NULL;
  `,
  `
  ALTER TABLE runs ADD COLUMN failed_steps INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE runs ADD COLUMN first_failure TEXT;
  ALTER TABLE runs ADD COLUMN stop_reason TEXT;
  CREATE INDEX runs_with_failures
    ON runs (created_at, flow, status, first_failure ->> '$.reason', replays)
    WHERE failed_steps > 0 AND status <> 'failed';
  `,
  // Which groups of three characters a run has (engine/search-text.ts), and which runs are not in it.
  `
  CREATE VIRTUAL TABLE run_texts USING fts5
    (text, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram case_sensitive 1');
  INSERT INTO run_texts (run_texts, rank) VALUES ('automerge', 0);
  INSERT INTO run_texts (run_texts, rank) VALUES ('crisismerge', 1000);
  CREATE TABLE unindexed (seq INTEGER PRIMARY KEY);
  INSERT INTO unindexed SELECT seq FROM runs;
  `,
  `
  ALTER TABLE runs ADD COLUMN rested_at INTEGER;
  UPDATE runs SET rested_at = created_at WHERE status = 'waiting';
  CREATE INDEX runs_rested ON runs (rested_at) WHERE status = 'waiting';
  DROP INDEX runs_ended;
  CREATE INDEX runs_ended ON runs (status, finished_at, created_at)
    WHERE finished_at IS NOT NULL;
  `,
  `
  CREATE TABLE other_side (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    side TEXT NOT NULL
  );
  `,
  `
  CREATE TABLE refusals (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    flow TEXT,
    record TEXT NOT NULL,
    text TEXT NOT NULL
  );
  CREATE INDEX refusals_by_time ON refusals (at);
  `,
  `
  ALTER TABLE slots ADD COLUMN ended INTEGER NOT NULL DEFAULT 0;
  `,
  `
  ALTER TABLE callbacks ADD COLUMN ended INTEGER NOT NULL DEFAULT 0;
  CREATE TABLE early_callbacks (
    path TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    flows TEXT NOT NULL,
    newest_run INTEGER NOT NULL,
    PRIMARY KEY (path, key)
  ) WITHOUT ROWID;
  `,
  `
  CREATE INDEX runs_by_version ON runs (version);
  `,
  // Records of steps have their times in milliseconds from here on; those of before are read as well
  // (step-json.ts), but an earlier version could not read these.
  "SELECT 1",
  // A run that is accepted and succeeds, as nearly all do, is not in them: that would be six changes for each.
  `
  DROP INDEX runs_by_status_and_time;
  DROP INDEX runs_by_flow_status_and_time;
  CREATE INDEX runs_by_status_and_time ON runs (status, created_at)
    WHERE status NOT IN ('queued', 'succeeded');
  CREATE INDEX runs_by_flow_status_and_time ON runs (flow, status, created_at)
    WHERE status NOT IN ('queued', 'succeeded');
  DROP INDEX runs_unfinished;
  CREATE INDEX runs_unfinished ON runs (status, created_at) WHERE finished_at IS NULL;
  `,
  `
  CREATE TABLE erased_runs (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL);
  CREATE TABLE erasures (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    at INTEGER NOT NULL,
    runs INTEGER NOT NULL,
    refusals INTEGER NOT NULL
  );
  `,
  keepAllTexts,
  "ALTER TABLE runs ADD COLUMN superseded_by TEXT",
];
