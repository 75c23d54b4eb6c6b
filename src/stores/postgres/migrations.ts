/**
 * The journal's tables, one numbered step after another; `journal_version` says how many a database has
 * had. A step that has been released is never changed. Names and keys compare byte by byte, in any database.
 *
 * `nodes` has a row for each life of a daemon, and `begin_commit` what every commit begins with: commits of all
 * nodes come one after another, and a node that was given up makes none. Of a run that has not ended: `lane` is
 * its concurrency key, `inside` says that its turn has come, `begun` that somebody has worked on it, `node` who
 * does, and `due_at` from when on somebody may, in milliseconds since 1970.
 *
 * What a node tells of itself may be long: it is kept beside the row of `nodes` that each commit writes.
 *
 * No index is there for `finished_at IS NULL` alone: with statistics from an idle hour PostgreSQL takes open runs for
 * few, and would read all of them for what it can find by an id.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE nodes (
    id text COLLATE "C" PRIMARY KEY,
    name text NOT NULL,
    about text NOT NULL DEFAULT '{}',
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    last_commit bigint NOT NULL DEFAULT 0,
    dead boolean NOT NULL DEFAULT false
  ) WITH (fillfactor = 50);
  CREATE FUNCTION begin_commit(node text, known bigint) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM pg_advisory_xact_lock(hashtextextended('journal of ahaflow', 0));
      UPDATE nodes SET seen_at = clock_timestamp(), last_commit = known + 1
        WHERE id = node AND NOT dead AND last_commit = known;
      IF NOT FOUND THEN
        RAISE EXCEPTION 'the node was given up' USING ERRCODE = 'AHF01';
      END IF;
    END
  $$;
  CREATE TABLE other_side (one boolean PRIMARY KEY CHECK (one), side text NOT NULL);
  CREATE TABLE flow_versions (
    version text COLLATE "C" PRIMARY KEY,
    file text NOT NULL,
    text text NOT NULL,
    told_at timestamptz NOT NULL DEFAULT clock_timestamp()
  );
  CREATE TABLE runs (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id text COLLATE "C" NOT NULL UNIQUE,
    flow text COLLATE "C" NOT NULL,
    version text COLLATE "C" NOT NULL,
    source text NOT NULL,
    status text COLLATE "C" NOT NULL,
    payload text NOT NULL,
    commit_id text,
    concurrency_key text,
    created_at bigint NOT NULL,
    finished_at bigint,
    error text,
    failed_steps integer NOT NULL DEFAULT 0,
    first_failure text,
    stop_reason text,
    output text,
    wake_at bigint,
    rested_at bigint,
    cancel boolean NOT NULL DEFAULT false,
    caller_id text COLLATE "C",
    caller_path text COLLATE "C",
    replay_of text COLLATE "C",
    replays integer NOT NULL DEFAULT 0,
    erased_at bigint,
    lane text COLLATE "C",
    lane_limit integer,
    inside boolean NOT NULL DEFAULT true,
    begun boolean NOT NULL DEFAULT false,
    node text COLLATE "C",
    due_at bigint,
    stuck boolean NOT NULL DEFAULT false
  );
  CREATE INDEX runs_open ON runs (status, created_at) WHERE status IN ('queued', 'waiting');
  CREATE INDEX runs_ended ON runs (status, finished_at) WHERE finished_at IS NOT NULL;
  CREATE INDEX runs_rested ON runs (rested_at) WHERE status = 'waiting';
  CREATE INDEX runs_by_time ON runs (created_at, seq);
  CREATE INDEX runs_by_flow ON runs (flow, created_at, seq);
  CREATE INDEX runs_by_status ON runs (status, created_at, seq)
    WHERE status NOT IN ('queued', 'succeeded');
  CREATE INDEX runs_with_failures ON runs (created_at, seq)
    WHERE failed_steps > 0 AND status <> 'failed';
  CREATE INDEX runs_by_version ON runs (version);
  CREATE INDEX runs_by_replay ON runs (replay_of) WHERE replay_of IS NOT NULL;
  CREATE UNIQUE INDEX runs_by_caller ON runs (caller_id, caller_path) WHERE caller_id IS NOT NULL;
  CREATE INDEX runs_in_lane ON runs (lane, inside, seq) WHERE finished_at IS NULL AND lane IS NOT NULL;
  CREATE INDEX runs_of_node ON runs (node) WHERE finished_at IS NULL AND node IS NOT NULL;
  CREATE INDEX runs_due ON runs (due_at, seq)
    WHERE finished_at IS NULL AND node IS NULL AND begun AND due_at IS NOT NULL;
  CREATE INDEX runs_fresh ON runs (flow, seq)
    WHERE finished_at IS NULL AND node IS NULL AND NOT begun AND due_at IS NOT NULL;
  CREATE INDEX runs_unwanted ON runs (seq) WHERE finished_at IS NULL AND cancel AND NOT begun;
  CREATE INDEX runs_stuck ON runs (seq) WHERE finished_at IS NULL AND stuck;
  CREATE TABLE steps (
    seq bigint GENERATED ALWAYS AS IDENTITY,
    run_id text COLLATE "C" NOT NULL,
    path text COLLATE "C" NOT NULL,
    record text NOT NULL,
    active_at bigint NOT NULL,
    copied boolean NOT NULL DEFAULT false,
    PRIMARY KEY (run_id, path)
  ) WITH (fillfactor = 70);
  CREATE TABLE dedupe (
    flow text COLLATE "C",
    key text COLLATE "C",
    run_id text NOT NULL,
    expires_at bigint NOT NULL,
    PRIMARY KEY (flow, key)
  );
  CREATE INDEX dedupe_expired ON dedupe (expires_at);
  CREATE TABLE slots (
    flow text COLLATE "C",
    schedule text COLLATE "C",
    at bigint NOT NULL,
    run_id text,
    ended boolean NOT NULL DEFAULT false,
    PRIMARY KEY (flow, schedule)
  );
  CREATE TABLE arrivals (
    run_id text COLLATE "C",
    path text COLLATE "C",
    value text NOT NULL,
    PRIMARY KEY (run_id, path)
  );
  CREATE TABLE callbacks (
    path text COLLATE "C",
    key text COLLATE "C",
    methods text NOT NULL,
    run_id text COLLATE "C" NOT NULL,
    step text COLLATE "C" NOT NULL,
    ended boolean NOT NULL DEFAULT false,
    PRIMARY KEY (path, key)
  );
  CREATE INDEX callbacks_by_run ON callbacks (run_id, step);
  CREATE TABLE early_callbacks (
    path text COLLATE "C",
    key text COLLATE "C",
    value text NOT NULL,
    flows text[] NOT NULL,
    newest_run bigint NOT NULL,
    PRIMARY KEY (path, key)
  );
  CREATE TABLE messages (
    id text COLLATE "C" PRIMARY KEY,
    body text NOT NULL,
    expires_at bigint NOT NULL
  );
  CREATE INDEX messages_expired ON messages (expires_at);
  CREATE TABLE refusals (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at bigint NOT NULL,
    flow text COLLATE "C",
    record text NOT NULL,
    text text NOT NULL
  );
  CREATE INDEX refusals_by_time ON refusals (at);
  CREATE TABLE erasures (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id text NOT NULL,
    at bigint NOT NULL,
    runs integer NOT NULL,
    refusals integer NOT NULL
  );
  `,
  `
  CREATE TABLE quotas (
    id text COLLATE "C" PRIMARY KEY,
    version bigint NOT NULL DEFAULT 0,
    places text NOT NULL DEFAULT '[]',
    used_at bigint NOT NULL DEFAULT ceil(extract(epoch FROM clock_timestamp()) * 1000),
    paused_until bigint NOT NULL DEFAULT 0,
    open_until bigint,
    open_ms integer,
    tried_until bigint NOT NULL DEFAULT 0
  ) WITH (fillfactor = 50);
  CREATE UNLOGGED TABLE quota_epoch (one boolean PRIMARY KEY CHECK (one), since bigint NOT NULL);
  INSERT INTO quota_epoch (one, since) VALUES (true, 0);
  `,
  `
  CREATE UNLOGGED TABLE parcels (
    id text COLLATE "C" PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    content text NOT NULL
  );
  ALTER TABLE nodes SET (toast_tuple_target = 512);
  `,
  // Journals whose first step was made before it had these: it was changed before it was held to its text.
  `
  ALTER TABLE flow_versions ADD COLUMN IF NOT EXISTS told_at timestamptz NOT NULL DEFAULT clock_timestamp();
  CREATE INDEX IF NOT EXISTS runs_open ON runs (status, created_at) WHERE status IN ('queued', 'waiting');
  DROP INDEX IF EXISTS runs_unfinished;
  `,
  'ALTER TABLE runs ADD COLUMN IF NOT EXISTS superseded_by text COLLATE "C"',
];
