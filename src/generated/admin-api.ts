// Generated from schemas/ by scripts/generate-types.mjs: do not edit, run `npm run schemas`.

/**
 * What the admin API takes and answers.
 */
export interface AdminApi {
  /**
   * The state of a run. The last three are ends.
   */
  RunStatus: "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled";
  /**
   * Why a step failed: the closed list of docs/ahachat-api.md.
   */
  Reason:
    | "outside_window"
    | "user_unavailable"
    | "not_found"
    | "invalid_request"
    | "bad_credentials"
    | "forbidden"
    | "rate_limited"
    | "unavailable"
    | "timeout"
    | "circuit_open"
    | "interrupted"
    | "cancelled";
  Error: Error;
  RunError: RunError;
  Attempt: Attempt;
  Step: Step;
  RunSummary: RunSummary;
  RunLink: RunLink;
  Run: Run;
  RunList: RunList;
  CancelAnswer: CancelAnswer;
  Started: Started;
  Replayed: Replayed;
  FlowVersion: FlowVersion;
  ReplayPlan: ReplayPlan;
  FailureGroup: FailureGroup;
  RefusalList: RefusalList;
  Refusal: Refusal;
  FailureList: FailureList;
  BulkReplay: BulkReplay;
  ReplayRequest: ReplayRequest;
  StartRequest: StartRequest;
  BulkReplayRequest: BulkReplayRequest;
  EmptyRequest: EmptyRequest;
  Schedule: Schedule;
  FlowSummary: FlowSummary;
  FlowList: FlowList;
  Flow: Flow;
  Problem: Problem;
  Reload: Reload;
  NodeReload: NodeReload;
  Health: Health;
  Ready: Ready;
  NotReady: NotReady;
  NotReadyReason: NotReadyReason;
  Session: Session;
  LoginRequest: LoginRequest;
  StepNode: StepNode;
  RunFlow: RunFlow;
  ReloadList: ReloadList;
  RunCounts: RunCounts;
  Stats: Stats;
  Wait: Wait;
  Waits: Waits;
  Customer: Customer;
  MessageButton: MessageButton;
  /**
   * A part of a message, as the customer sees it.
   */
  MessagePart:
    | {
        /**
         * What it is.
         */
        kind: "text";
        /**
         * The text.
         */
        text: string;
      }
    | {
        /**
         * What it is.
         */
        kind: "image";
        /**
         * Its address.
         */
        url: string;
      }
    | {
        /**
         * What it is.
         */
        kind: "card";
        /**
         * Its first line.
         */
        title: string;
        /**
         * What stands below.
         */
        subtitle: string | null;
        /**
         * The address of its picture.
         */
        image: string | null;
        /**
         * Where a tap leads.
         */
        url: string | null;
        /**
         * Its buttons.
         */
        buttons: MessageButton[];
      }
    | {
        /**
         * What it is.
         */
        kind: "button";
        /**
         * What stands on it.
         */
        label: string;
        /**
         * Where it leads, if it leads to an address.
         */
        url: string | null;
      }
    | {
        /**
         * What it is.
         */
        kind: "note";
        /**
         * What it is.
         */
        text: string;
      };
  Delivery: Delivery;
  DeliveryList: DeliveryList;
  Connection: Connection;
  ConnectionList: ConnectionList;
  ConnectionTest: ConnectionTest;
  ClusterNode: ClusterNode;
  NodeList: NodeList;
  Comparison: Comparison;
  EraseRequest: EraseRequest;
  Erased: Erased;
  ErasureList: ErasureList;
}
/**
 * Why a request was refused.
 */
export interface Error {
  /**
   * The mistake.
   */
  error: {
    /**
     * Stable; programs decide by it.
     */
    code: string;
    /**
     * For people: what is wrong, and what to do.
     */
    message: string;
    /**
     * Single mistakes, at most 20.
     *
     * Items: One mistake.
     */
    details?: {
      /**
       * JSON pointer into the body or the payload.
       */
      pointer: string;
      /**
       * What is wrong there.
       */
      message: string;
    }[];
  };
}
/**
 * A failure that ended a step or a run.
 */
export interface RunError {
  /**
   * Why a step failed: the closed list of docs/ahachat-api.md.
   */
  reason:
    | "outside_window"
    | "user_unavailable"
    | "not_found"
    | "invalid_request"
    | "bad_credentials"
    | "forbidden"
    | "rate_limited"
    | "unavailable"
    | "timeout"
    | "circuit_open"
    | "interrupted"
    | "cancelled";
  /**
   * A finer code, such as http_503.
   */
  code: string;
  /**
   * For people; secrets are masked.
   */
  message: string;
  /**
   * The HTTP status that the other side answered.
   */
  status?: number;
  /**
   * Path of the step that it came from.
   */
  step?: string;
  /**
   * How often the step was tried.
   */
  attempts?: number;
}
/**
 * One try of a step.
 */
export interface Attempt {
  /**
   * When it began.
   */
  started_at: string;
  /**
   * When it ended; missing while the call is out.
   */
  ended_at?: string;
  error?: RunError;
  /**
   * When the next try is due.
   */
  retry_at?: string;
}
/**
 * What is known of one step of a run.
 */
export interface Step {
  /**
   * Ids, branches and places in lists, from the top: `lines/3/send`.
   */
  path: string;
  /**
   * The kind of step.
   */
  kind: "uses" | "switch" | "for_each" | "parallel" | "wait" | "call" | "respond" | "set" | "stop";
  /**
   * The state of the step.
   */
  status: "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled" | "skipped";
  /**
   * The action's name.
   */
  uses?: string;
  /**
   * What was decided when the step began: the case of a `switch`.
   */
  chosen?: string;
  /**
   * The run that a `call` step made.
   */
  call?: {
    /**
     * The other flow.
     */
    flow: string;
    /**
     * The run's id.
     */
    run_id: string;
    /**
     * Steps that failed in that run although it ended well.
     */
    failed?: {
      /**
       * How many.
       */
      count: number;
      first: RunError;
    };
  };
  /**
   * When a `wait` is over.
   */
  wake_at?: string;
  /**
   * When it began.
   */
  started_at: string;
  /**
   * When it ended.
   */
  ended_at?: string;
  /**
   * The rendered input, secrets masked.
   */
  input?: {
    [k: string]: unknown;
  };
  /**
   * What it gave, secrets masked.
   */
  output?: {
    [k: string]: unknown;
  };
  error?: RunError;
  /**
   * It was cut off by a time-out: the path of the step that has it; empty: the flow's.
   */
  expired?: string;
  /**
   * Every try.
   */
  attempts: Attempt[];
  /**
   * The end that a `stop` step decided.
   */
  stop?: {
    /**
     * How the run ends.
     */
    status: "succeeded" | "failed" | "cancelled";
    /**
     * Why.
     */
    reason?: string;
  };
  /**
   * The run that did this step; this run is a replay and took it over.
   */
  copied_from?: string;
  /**
   * The message that it sends, as the customer sees it; null when it sends none, or had no input yet.
   */
  message?: {
    /**
     * In order.
     *
     * Items: A part of a message, as the customer sees it.
     */
    parts: (
      | {
          /**
           * What it is.
           */
          kind: "text";
          /**
           * The text.
           */
          text: string;
        }
      | {
          /**
           * What it is.
           */
          kind: "image";
          /**
           * Its address.
           */
          url: string;
        }
      | {
          /**
           * What it is.
           */
          kind: "card";
          /**
           * Its first line.
           */
          title: string;
          /**
           * What stands below.
           */
          subtitle: string | null;
          /**
           * The address of its picture.
           */
          image: string | null;
          /**
           * Where a tap leads.
           */
          url: string | null;
          /**
           * Its buttons.
           */
          buttons: MessageButton[];
        }
      | {
          /**
           * What it is.
           */
          kind: "button";
          /**
           * What stands on it.
           */
          label: string;
          /**
           * Where it leads, if it leads to an address.
           */
          url: string | null;
        }
      | {
          /**
           * What it is.
           */
          kind: "note";
          /**
           * What it is.
           */
          text: string;
        }
    )[];
  } | null;
}
/**
 * A button.
 */
export interface MessageButton {
  /**
   * What stands on it.
   */
  label: string;
  /**
   * Where it leads, if it leads to an address.
   */
  url: string | null;
}
/**
 * A run in a list.
 */
export interface RunSummary {
  /**
   * The run's id.
   */
  id: string;
  /**
   * The flow's name.
   */
  flow: string;
  /**
   * The version of the flow that the run is on: the hash of its text.
   */
  version: string;
  /**
   * The git commit that the flows were checked out at; with a + at its end when they differed from it.
   */
  commit: string | null;
  /**
   * What started the run.
   */
  source: "webhook" | "schedule" | "manual" | "call" | "replay";
  /**
   * The state of a run. The last three are ends.
   */
  status: "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled";
  /**
   * When it was accepted.
   */
  created_at: string;
  /**
   * When it ended.
   */
  finished_at: string | null;
  /**
   * While it waits: when it goes on by itself.
   */
  wake_at: string | null;
  /**
   * The run that this one does again.
   */
  replay_of: string | null;
  /**
   * Why it failed or was cancelled.
   */
  error: RunError | null;
  /**
   * Steps that failed, also where the flow went on; counted when the run ends.
   */
  failed_steps: number;
  /**
   * The failure of the step that failed first.
   */
  first_failure: RunError | null;
  /**
   * What the `stop` step says that ended it.
   */
  stop_reason: string | null;
  /**
   * Whom it is about; null when nothing of its payload says so.
   */
  customer: Customer | null;
  /**
   * When what it held of a person was erased: payload, inputs, outputs and messages are gone; null: never.
   */
  erased_at: string | null;
}
/**
 * Whom a run is about, as far as its payload says it by usual names.
 */
export interface Customer {
  /**
   * Their id on the platform or in the shop.
   */
  id: string | null;
  /**
   * Their name.
   */
  name: string | null;
  /**
   * Their telephone number, as it came.
   */
  phone: string | null;
}
/**
 * A run that belongs to another one.
 */
export interface RunLink {
  /**
   * The run's id.
   */
  id: string;
  /**
   * The flow's name.
   */
  flow: string;
  /**
   * The state of a run. The last three are ends.
   */
  status: "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled";
  /**
   * When it was accepted.
   */
  created_at: string;
  /**
   * Steps that failed, also where the flow went on.
   */
  failed_steps: number;
  /**
   * For a called run: path of the step that called it.
   */
  step: string | null;
}
/**
 * A run with all that is known of it.
 */
export interface Run {
  /**
   * The run's id.
   */
  id: string;
  /**
   * The flow's name.
   */
  flow: string;
  /**
   * The version of the flow that the run is on: the hash of its text.
   */
  version: string;
  /**
   * The git commit that the flows were checked out at; with a + at its end when they differed from it.
   */
  commit: string | null;
  /**
   * What started the run.
   */
  source: "webhook" | "schedule" | "manual" | "call" | "replay";
  /**
   * The state of a run. The last three are ends.
   */
  status: "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled";
  /**
   * When it was accepted.
   */
  created_at: string;
  /**
   * When it ended.
   */
  finished_at: string | null;
  /**
   * While it waits: when it goes on by itself.
   */
  wake_at: string | null;
  /**
   * The run that this one does again.
   */
  replay_of: string | null;
  /**
   * Why it failed or was cancelled.
   */
  error: RunError | null;
  /**
   * Steps that failed, also where the flow went on; counted when the run ends.
   */
  failed_steps: number;
  /**
   * The failure of the step that failed first.
   */
  first_failure: RunError | null;
  /**
   * What the `stop` step says that ended it.
   */
  stop_reason: string | null;
  /**
   * Whom it is about; null when nothing of its payload says so.
   */
  customer: Customer | null;
  /**
   * When what it held of a person was erased: payload, inputs, outputs and messages are gone; null: never.
   */
  erased_at: string | null;
  /**
   * What started it: a delivery, a slot of a schedule, or inputs. Credentials among the headers were never kept.
   */
  payload: {
    [k: string]: unknown;
  };
  /**
   * What the flow's `output` gave; null without one.
   */
  output: {
    [k: string]: unknown;
  };
  /**
   * The step that called this run.
   */
  caller: {
    /**
     * The run's id.
     */
    run_id: string;
    /**
     * The step's path.
     */
    step: string;
  } | null;
  /**
   * The runs that its `call` steps made, the oldest first, at most 500.
   */
  sub_runs: RunLink[];
  /**
   * The runs that do it again, the oldest first, at most 500.
   */
  replays: RunLink[];
  /**
   * In the order in which they began.
   */
  steps: Step[];
}
/**
 * Runs, newest first.
 */
export interface RunList {
  /**
   * The runs of this page; a search may give fewer than `limit`, even none, and go on.
   */
  runs: RunSummary[];
  /**
   * For the next page; missing on the last one.
   */
  cursor?: string;
}
/**
 * The end was asked for.
 */
export interface CancelAnswer {
  /**
   * The run's id.
   */
  run_id: string;
  /**
   * The run ends before its next step; a call that is out is not cut off.
   */
  cancel_requested: true;
}
/**
 * A run was accepted, and is on the disk.
 */
export interface Started {
  /**
   * The run's id.
   */
  run_id: string;
  /**
   * It is on record and does not run: its concurrency key has no place (`when_full: drop`).
   */
  dropped?: true;
}
/**
 * A replay was accepted, and is on the disk.
 */
export interface Replayed {
  /**
   * The new run's id.
   */
  run_id: string;
  /**
   * The first run's id.
   */
  replay_of: string;
  /**
   * It is on record and does not run: its concurrency key has no place (`when_full: drop`).
   */
  dropped?: true;
}
/**
 * A text of a flow.
 */
export interface FlowVersion {
  /**
   * Hash of its text.
   */
  version: string;
  /**
   * The git commit that the flows were checked out at; with a + at its end when they differed from it.
   */
  commit: string | null;
}
/**
 * What a replay would do; nothing was done.
 */
export interface ReplayPlan {
  /**
   * Always.
   */
  dry_run: true;
  /**
   * The first run's id.
   */
  replay_of: string;
  /**
   * The flow's name, as it is now.
   */
  flow: string;
  /**
   * The runs that did it again before; with one, `again` is needed.
   */
  replays: RunLink[];
  first: FlowVersion;
  now: FlowVersion;
  /**
   * What has changed in the flow since the first run; null when its text is the same.
   */
  changes: {
    /**
     * Steps that the first run's text does not have.
     */
    added: string[];
    /**
     * Steps that are no longer there.
     */
    removed: string[];
    /**
     * Steps that are written otherwise.
     */
    changed: string[];
    /**
     * What has changed besides steps, such as `on`.
     */
    keys: string[];
    /**
     * The texts' difference in the unified format; null when they have too little in common.
     */
    diff: string | null;
  } | null;
  /**
   * The steps at the top of the flow as it is now.
   *
   * Items: One step.
   */
  steps: {
    /**
     * Its id, or one from its place.
     */
    id: string;
    /**
     * The kind of step.
     */
    kind: string;
    /**
     * The action's name.
     */
    uses?: string;
    /**
     * `keep`: it is not done again, its record is taken over.
     */
    would: "do" | "keep";
    /**
     * How it ended in the first run; null when it was not begun there.
     */
    first_status: string | null;
    /**
     * Whether a customer gets something to read of it, or of a step in it.
     */
    sends: boolean;
    /**
     * Its first line in the flow's text.
     */
    line: number;
  }[];
  /**
   * What the first run did with success, and would be done again.
   */
  messages: {
    /**
     * Calls of actions, messages included.
     */
    calls: number;
    /**
     * Messages to customers.
     */
    messages: number;
  };
  /**
   * Until when the platform takes the messages of steps that would be done; null when it takes them at any time, when the flow catches that it does not, or when no delivery started the run.
   */
  window: {
    /**
     * Whether it is over: unless the customer has written since, the messages are refused. A bulk replay leaves such a run out.
     */
    over: boolean;
    /**
     * Its length.
     */
    hours: number;
    /**
     * Its end.
     */
    ends_at: string;
  } | null;
}
/**
 * The runs of one flow that failed, or ended well with failed steps, for one cause.
 */
export interface FailureGroup {
  /**
   * The flow's name.
   */
  flow: string;
  /**
   * How the runs ended; of those that did not fail, `reason` is that of the first failed step.
   */
  status: "succeeded" | "failed" | "cancelled";
  /**
   * Why a step failed: the closed list of docs/ahachat-api.md.
   */
  reason:
    | "outside_window"
    | "user_unavailable"
    | "not_found"
    | "invalid_request"
    | "bad_credentials"
    | "forbidden"
    | "rate_limited"
    | "unavailable"
    | "timeout"
    | "circuit_open"
    | "interrupted"
    | "cancelled";
  /**
   * The finer code, such as http_503.
   */
  code: string;
  /**
   * Path of the step that failed, `*` for each place in a list: `lines/* /send`; null when it was none.
   */
  step: string | null;
  /**
   * The message with … for what is of one case alone: numbers, ids, what stands in quotes.
   */
  shape: string;
  /**
   * How many.
   */
  count: number;
  /**
   * How many of them were done again.
   */
  replayed: number;
  /**
   * When the first of them was accepted.
   */
  first_at: string;
  /**
   * When the last of them was accepted.
   */
  last_at: string;
  /**
   * Id of the last one.
   */
  example: string;
}
/**
 * A page of refusals.
 */
export interface RefusalList {
  /**
   * The newest first.
   */
  refusals: Refusal[];
  /**
   * Where the next page begins, when there may be one.
   */
  cursor?: string;
}
/**
 * A delivery that started no run, or several of one kind of which the last is told.
 */
export interface Refusal {
  /**
   * Names it; also the cursor.
   */
  id: string;
  /**
   * When it was refused.
   */
  at: string;
  /**
   * The flow that listens on the path; null when none does.
   */
  flow: string | null;
  /**
   * The HTTP method.
   */
  method: string;
  /**
   * The flow's path, else the one that was asked for.
   */
  path: string;
  /**
   * The answer's X-Request-Id.
   */
  request_id: string | null;
  /**
   * The HTTP status that was answered.
   */
  status: number;
  /**
   * The error's code.
   */
  code: string;
  /**
   * The error's message.
   */
  message: string;
  /**
   * The mistakes of the body.
   */
  details:
    | {
        /**
         * JSON pointer into the body.
         */
        pointer: string;
        /**
         * What is wrong there.
         */
        message: string;
      }[]
    | null;
  /**
   * How many refusals of this flow and code it stands for, itself included.
   */
  count: number;
  /**
   * What came: secrets masked, personal data made up unless `unmasked`. Null when it is not kept: the sender was not let in, it is too large, or too many came in a minute.
   */
  payload: {
    [k: string]: unknown;
  } | null;
  /**
   * The body where it could not be parsed; then the payload has none.
   */
  body_text: string | null;
}
/**
 * Dead letters.
 */
export interface FailureList {
  /**
   * From when on.
   */
  since: string;
  /**
   * The group with the latest failure first.
   */
  failures: FailureGroup[];
}
/**
 * What a bulk replay did, or would do.
 */
export interface BulkReplay {
  /**
   * The flow's name.
   */
  flow: string;
  /**
   * From when on.
   */
  since: string;
  /**
   * Until when: give it again with `after`, so that the replays themselves don't count.
   */
  until: string;
  /**
   * Whether nothing was done.
   */
  dry_run: boolean;
  /**
   * The flow's version now, on which the replays run.
   */
  version: string;
  /**
   * Failed runs without a replay in this time, before this page.
   */
  count: number;
  /**
   * In the order in which they were accepted first.
   *
   * Items: A run, and its replay.
   */
  runs: {
    /**
     * The failed run.
     */
    run_id: string;
    /**
     * The new run; null with `dry_run`.
     */
    replay_id: string | null;
    /**
     * The version of the flow that the failed run began with.
     */
    version: string;
    /**
     * Its git commit.
     */
    commit: string | null;
  }[];
  /**
   * They stay failed.
   *
   * Items: A run that can't be done again as it is.
   */
  skipped: {
    /**
     * The failed run.
     */
    run_id: string;
    /**
     * Why, for programs: `window_over`, or as the replay of one run is refused.
     */
    code: string;
    /**
     * Why, for people.
     */
    message: string;
  }[];
  /**
   * For the next page; missing on the last one.
   */
  after?: string;
}
/**
 * How to do a run again.
 */
export interface ReplayRequest {
  /**
   * Id of a step at the top of the flow: what stands before it is not done again; its outputs are those of the first run.
   */
  from_step?: string;
  /**
   * Do it once more although it was done again before; without, that is refused.
   */
  again?: boolean;
  /**
   * Do nothing, and tell what would be done.
   */
  dry_run?: boolean;
  /**
   * In place of the first run's: a body, or a whole delivery; `{scheduled_at}` for a schedule, inputs for a called flow.
   */
  payload?: {
    [k: string]: unknown;
  };
}
/**
 * What to start a run with.
 */
export interface StartRequest {
  /**
   * A body, or a whole delivery with `body` or `query`; `{scheduled_at}` for a schedule, inputs for a flow that is called. Without: the flow's sample, a slot now, no inputs.
   */
  payload?: {
    [k: string]: unknown;
  };
}
/**
 * Which failed runs to do again.
 */
export interface BulkReplayRequest {
  /**
   * The flow's name.
   */
  flow: string;
  /**
   * Only failed runs are done again in bulk.
   */
  status: "failed";
  /**
   * Runs accepted from this time on.
   */
  since: string;
  /**
   * Runs accepted before this time; without: now.
   */
  until?: string;
  /**
   * Only runs that failed at this step, as `GET failures` says it.
   */
  step?: string | null;
  /**
   * Only runs that failed for this reason.
   */
  reason?: string;
  /**
   * Only runs that failed with this code.
   */
  code?: string;
  /**
   * Only runs that failed with a message of this shape.
   */
  shape?: string;
  /**
   * Also runs that would send messages after the time in which the platform takes them; without, they are left out.
   */
  past_window?: boolean;
  /**
   * Do nothing, and tell which runs it would be.
   */
  dry_run?: boolean;
  /**
   * Runs in this page.
   */
  limit?: number;
  /**
   * What an earlier page gave.
   */
  after?: string;
}
/**
 * Nothing is needed.
 */
export interface EmptyRequest {}
/**
 * A schedule of a flow.
 */
export interface Schedule {
  /**
   * Expression with five fields.
   */
  cron: string;
  /**
   * IANA name.
   */
  timezone: string;
  /**
   * What is done about times that passed while the daemon was down.
   */
  catch_up: "all" | "latest" | "none";
}
/**
 * A flow in a list.
 */
export interface FlowSummary {
  /**
   * The flow's name.
   */
  name: string;
  /**
   * Hash of its text.
   */
  version: string;
  /**
   * The file that it stands in.
   */
  file: string;
  /**
   * Whether events start it.
   */
  enabled: boolean;
  /**
   * Its webhook, if it has one.
   */
  webhook: {
    /**
     * The path, with parameters.
     */
    path: string;
    /**
     * What the path takes.
     */
    methods: string[];
  } | null;
  /**
   * Its schedules.
   */
  schedules: Schedule[];
}
/**
 * The flows that are live.
 */
export interface FlowList {
  /**
   * In no order.
   */
  flows: FlowSummary[];
}
/**
 * One flow.
 */
export interface Flow {
  /**
   * The flow's name.
   */
  name: string;
  /**
   * Hash of its text.
   */
  version: string;
  /**
   * The file that it stands in.
   */
  file: string;
  /**
   * Whether events start it.
   */
  enabled: boolean;
  /**
   * Its webhook, if it has one.
   */
  webhook: {
    /**
     * The path, with parameters.
     */
    path: string;
    /**
     * What the path takes.
     */
    methods: string[];
  } | null;
  /**
   * Its schedules.
   */
  schedules: Schedule[];
  /**
   * What it is for.
   */
  description: string | null;
  /**
   * Every step, those inside of others too.
   *
   * Items: One step.
   */
  steps: {
    /**
     * Its id, or one from its place.
     */
    id: string;
    /**
     * The kind of step.
     */
    kind: string;
    /**
     * The action's name.
     */
    uses?: string;
  }[];
  /**
   * The next five times of its schedules.
   *
   * Items: A slot.
   */
  next_runs: string[];
  /**
   * What stands in the file.
   */
  text: string;
  /**
   * The steps, as they are nested.
   */
  tree: StepNode[];
  /**
   * The steps that are done after a run has failed; their paths begin with `on_failure`.
   */
  on_failure: StepNode[];
  /**
   * The body of its sample, with made-up personal data; null without a sample.
   */
  sample: {
    [k: string]: unknown;
  };
  /**
   * A command that calls its webhook with the sample, in a POSIX shell. What lets it in is left for the reader to fill in; null where nothing can be called.
   */
  curl: string | null;
  /**
   * Where senders reach its webhook; null without a webhook, or `server.public_url`.
   */
  public_url: string | null;
  /**
   * Its runs: the first four of the last 24 hours, the others as it is now.
   */
  counts: {
    /**
     * Accepted.
     */
    accepted: number;
    /**
     * Ended well.
     */
    succeeded: number;
    /**
     * Failed.
     */
    failed: number;
    /**
     * Were cancelled.
     */
    cancelled: number;
    /**
     * They wait for their turn or a place.
     */
    queued: number;
    /**
     * They are worked on.
     */
    running: number;
    /**
     * They wait for a time, a callback or another run.
     */
    waiting: number;
  };
  /**
   * JSON Schema of what it takes when it is called or started by hand; null when it says nothing of that.
   */
  inputs: {
    [k: string]: unknown;
  } | null;
  /**
   * What the last reload says of its file.
   */
  problems: Problem[];
}
/**
 * A step as the flow's text has it, with the steps in it.
 */
export interface StepNode {
  /**
   * Its id, or one from its place.
   */
  id: string;
  /**
   * Where its records stand: ids and branches from the top, `*` for each place in a list: `lines/* /send`, `thanks/catch/block`.
   */
  path: string;
  /**
   * The kind of step.
   */
  kind: "uses" | "switch" | "for_each" | "parallel" | "wait" | "call" | "respond" | "set" | "stop";
  /**
   * The action's name; of a `call` the other flow's.
   */
  uses: string | null;
  /**
   * Its `name`.
   */
  label: string | null;
  /**
   * Its condition, as written.
   */
  if: string | null;
  /**
   * Its first line in the text, counted from 1.
   */
  line: number;
  /**
   * Its last line.
   */
  end_line: number;
  /**
   * In the order of the text; `catch` last.
   *
   * Items: Steps that are done inside of it.
   */
  branches: {
    /**
     * What leads to them: a case of a `switch` or its default, an entry of a list, a branch of `parallel`, a callback that did not come, a failure.
     */
    kind: "case" | "default" | "entry" | "branch" | "on_timeout" | "catch";
    /**
     * Their part of the path. Several entries of `catch` have the same.
     */
    key: string;
    /**
     * The case, the branch; the reasons of a `catch`, null for any.
     */
    label: string | null;
    /**
     * The steps, in order.
     */
    steps: StepNode[];
  }[];
}
/**
 * A mistake in a file.
 */
export interface Problem {
  /**
   * Stable id of the rule.
   */
  rule: string;
  /**
   * Only errors keep a set of flows from going live.
   */
  severity: "error" | "warning";
  /**
   * What is wrong.
   */
  message: string;
  /**
   * What to do.
   */
  hint?: string;
  /**
   * The place; counted from 1.
   */
  where: {
    /**
     * The file.
     */
    file: string;
    /**
     * The line.
     */
    line: number;
    /**
     * The column.
     */
    column: number;
  };
  /**
   * How many columns it covers.
   */
  length: number;
  /**
   * The lines around it, with a mark; null where they could show a secret.
   */
  frame: string | null;
}
/**
 * How a reload went.
 */
export interface Reload {
  /**
   * Whether the files are live.
   */
  ok: boolean;
  /**
   * Who asked for it.
   */
  cause: "start" | "watch" | "signal" | "api";
  /**
   * When it ended.
   */
  at: string;
  /**
   * How long it took.
   */
  duration_ms: number;
  /**
   * How many flows are live now.
   */
  flows: number;
  /**
   * Names of flows.
   */
  added: string[];
  /**
   * Names of flows.
   */
  changed: string[];
  /**
   * Names of flows.
   */
  removed: string[];
  /**
   * The git commit of the folder; with a + at its end when what is live differs from it.
   */
  commit: string | null;
  /**
   * Whether flows, samples, schemas or ahaflow.yaml differ from the commit; null where there is none, and where the git program can't be asked.
   */
  dirty: boolean | null;
  /**
   * What is wrong; then the set before goes on.
   */
  problems: Problem[];
  /**
   * In the answer to who asked for it alone: how it went on the other daemons on this journal, by their names.
   */
  others?: NodeReload[];
  /**
   * Beside `others`: names of the daemons that live, as far as is known, and did not say so within ten seconds.
   */
  unanswered?: string[];
}
/**
 * How a reload went on another daemon.
 */
export interface NodeReload {
  /**
   * Its name; several may have the same.
   */
  node: string;
  reload: Reload;
}
/**
 * The process lives.
 */
export interface Health {
  /**
   * Always.
   */
  status: "ok";
}
/**
 * Webhooks are taken.
 */
export interface Ready {
  /**
   * Always.
   */
  status: "ready";
  /**
   * Every connection leads to the simulator of `ahaflow start --simulate`; missing otherwise.
   */
  simulated?: true;
}
/**
 * Webhooks are not taken now.
 */
export interface NotReady {
  /**
   * Not `ready`.
   */
  status: string;
  /**
   * Every connection leads to the simulator of `ahaflow start --simulate`; missing otherwise.
   */
  simulated?: true;
  /**
   * Every reason.
   */
  reasons: NotReadyReason[];
}
/**
 * One reason why a daemon is not ready.
 */
export interface NotReadyReason {
  /**
   * Stable; programs decide by it.
   */
  code: string;
  /**
   * For people: what is wrong, and what to do.
   */
  message: string;
}
/**
 * What the page has to know first.
 */
export interface Session {
  /**
   * `none`: there is no admin token; `needed`: log in first; `in`: this browser has.
   */
  login: "none" | "needed" | "in";
  /**
   * AHAFLOW_ADMIN_READ_ONLY: whatever changes something is refused.
   */
  read_only: boolean;
  /**
   * The daemon's version.
   */
  version: string;
  /**
   * Every connection leads to the simulator of `ahaflow start --simulate`.
   */
  simulated: boolean;
  /**
   * The shop's time zone: the one that most schedules name, else that of the daemon's machine.
   */
  zone: string;
}
/**
 * What lets a browser in.
 */
export interface LoginRequest {
  /**
   * AHAFLOW_ADMIN_TOKEN.
   */
  token: string;
}
/**
 * The flow as a run began with it.
 */
export interface RunFlow {
  /**
   * The flow's name then.
   */
  flow: string;
  /**
   * The file that it stood in.
   */
  file: string;
  /**
   * Hash of its text.
   */
  version: string;
  /**
   * Whether this is the text that is live now.
   */
  is_current: boolean;
  /**
   * What stood in the file.
   */
  text: string;
  /**
   * The steps, as they are nested; empty when the text can't be read any more.
   */
  tree: StepNode[];
  /**
   * The steps that are done after a run has failed; their paths begin with `on_failure`.
   */
  on_failure: StepNode[];
}
/**
 * The reloads since the start of the daemon that changed or refused something.
 */
export interface ReloadList {
  /**
   * The last 50, the newest first; the start is the first of all.
   */
  reloads: Reload[];
}
/**
 * How many runs were accepted in a time, and how many ended in it.
 */
export interface RunCounts {
  /**
   * Accepted.
   */
  accepted: number;
  /**
   * Ended well.
   */
  succeeded: number;
  /**
   * Failed.
   */
  failed: number;
  /**
   * Were cancelled.
   */
  cancelled: number;
}
/**
 * How many runs there were, over time.
 */
export interface Stats {
  /**
   * When the first stretch begins: a whole minute.
   */
  since: string;
  /**
   * When the last one ends.
   */
  until: string;
  /**
   * How long a stretch is.
   */
  step_seconds: number;
  /**
   * Runs that were accepted, for each stretch.
   */
  accepted: number[];
  /**
   * Runs that ended well in it, whenever they were accepted.
   */
  succeeded: number[];
  /**
   * Runs that failed in it.
   */
  failed: number[];
  /**
   * Runs that were cancelled in it.
   */
  cancelled: number[];
  /**
   * Runs that have not ended.
   */
  now: {
    /**
     * They wait for their turn or a place.
     */
    queued: number;
    /**
     * They are worked on.
     */
    running: number;
    /**
     * They wait for a time, a callback or another run.
     */
    waiting: number;
  };
  last_hour: RunCounts1;
  last_day: RunCounts2;
  /**
   * The run that was accepted first of those that wait, also for their turn.
   */
  oldest_waiting: RunSummary | null;
}
/**
 * How many runs were accepted in a time, and how many ended in it.
 */
export interface RunCounts1 {
  /**
   * Accepted.
   */
  accepted: number;
  /**
   * Ended well.
   */
  succeeded: number;
  /**
   * Failed.
   */
  failed: number;
  /**
   * Were cancelled.
   */
  cancelled: number;
}
/**
 * How many runs were accepted in a time, and how many ended in it.
 */
export interface RunCounts2 {
  /**
   * Accepted.
   */
  accepted: number;
  /**
   * Ended well.
   */
  succeeded: number;
  /**
   * Failed.
   */
  failed: number;
  /**
   * Were cancelled.
   */
  cancelled: number;
}
/**
 * One thing that a run waits for.
 */
export interface Wait {
  /**
   * `key`: its turn among runs of its concurrency key. `place`: for one of `limits.concurrency`, or with `connection` for one of the calls that may be out at once. `time`: a `wait`. `callback`: a webhook that comes back. `run`: a flow that it called. `retry`: the next try. `rate`: the connection's rate limit. `pause`: the other side asked to be left alone. `circuit`: the connection rests, since the other side is down. `version`: its version of the flow can't go on with the files of now.
   */
  for:
    | "key"
    | "place"
    | "time"
    | "callback"
    | "run"
    | "retry"
    | "rate"
    | "pause"
    | "circuit"
    | "version";
  /**
   * Path of the step that waits; null for the whole run.
   */
  step: string | null;
  /**
   * Since when; null when that is not known.
   */
  since: string | null;
  /**
   * When it goes on at the latest, or asks again; null when that is not known.
   */
  until: string | null;
  /**
   * The run that has the key, or that was called.
   */
  run_id: string | null;
  /**
   * The connection's name.
   */
  connection: string | null;
  /**
   * Runs before it; null where there is no order.
   */
  ahead: number | null;
  /**
   * How long runs of this flow, or of the called one, take from their acceptance to their end: the median of the last 100 that succeeded.
   */
  usual_ms: number | null;
}
/**
 * Why a run does not go on now.
 */
export interface Waits {
  /**
   * Empty when it waits for nothing, or has ended; several for parallel branches.
   */
  waits: Wait[];
}
/**
 * A request on the webhook listener, and what it was answered.
 */
export interface Delivery {
  /**
   * Names it until the daemon ends; also the cursor.
   */
  id: string;
  /**
   * The name of the daemon that it came to; null with a journal in a folder, which one daemon has.
   */
  node: string | null;
  /**
   * When it was answered.
   */
  at: string;
  /**
   * The HTTP method.
   */
  method: string;
  /**
   * The flow's path, else the one that was asked for.
   */
  path: string;
  /**
   * The flow that listens on the path; null when none does.
   */
  flow: string | null;
  /**
   * The HTTP status that was answered.
   */
  status: number;
  /**
   * The run that it started, or that it repeats.
   */
  run_id: string | null;
  /**
   * Why it was refused; null when it was not.
   */
  error: {
    /**
     * The error's code.
     */
    code: string;
    /**
     * The error's message.
     */
    message: string;
    /**
     * Single mistakes of the body.
     *
     * Items: One mistake.
     */
    details?: {
      /**
       * JSON pointer into the body.
       */
      pointer: string;
      /**
       * What is wrong there.
       */
      message: string;
    }[];
  } | null;
  /**
   * What came: secrets masked, personal data made up unless `unmasked`. Credentials were never kept. Null where another daemon has it and it is too large to be passed on: 4 MB of a page.
   */
  payload: {
    [k: string]: unknown;
  } | null;
  /**
   * This delivery as the flow's sample; null when no flow listens on the path, and without `payload`.
   */
  sample: {
    /**
     * Where the flow looks for it, or would: beside the flow.
     */
    file: string;
    /**
     * What would stand in it.
     */
    text: string;
  } | null;
}
/**
 * A page of deliveries.
 */
export interface DeliveryList {
  /**
   * The newest first.
   */
  deliveries: Delivery[];
  /**
   * Names of the daemons on this journal that live, as far as is known, and did not say within a second what came to them: it is not in the list.
   */
  unanswered: string[];
  /**
   * Where the next page begins, when there may be one.
   */
  cursor?: string;
}
/**
 * A connection of ahaflow.yaml, as it is now.
 */
export interface Connection {
  /**
   * Its name.
   */
  name: string;
  /**
   * The platform that it leads to.
   */
  type: string;
  /**
   * Whether its calls go out.
   */
  circuit: {
    /**
     * `open`: they wait, since the other side is down; `half_open`: one of them sees whether it is back.
     */
    state: "closed" | "open" | "half_open";
    /**
     * When the next one goes out at the earliest, unless it is closed.
     */
    next_at: string | null;
  };
  /**
   * Until when the other side asked to be left alone.
   */
  pause_until: string | null;
  /**
   * How far its rate limit is used.
   */
  rate: {
    /**
     * Calls that may begin in a second.
     */
    per_second: number | null;
    /**
     * Calls that wait.
     */
    waiting: number;
    /**
     * Calls that began in the last second.
     */
    used: number;
  };
  /**
   * Whether the platform has a harmless call that shows that it works.
   */
  testable: boolean;
  /**
   * The flows that use it.
   */
  flows: string[];
}
/**
 * The connections.
 */
export interface ConnectionList {
  /**
   * In the order of ahaflow.yaml.
   */
  connections: Connection[];
}
/**
 * What came of a harmless call.
 */
export interface ConnectionTest {
  /**
   * Whether the other side let us in.
   */
  ok: boolean;
  /**
   * `ok`, else the code of the failure.
   */
  code: string;
  /**
   * What it means, and what to do; secrets are masked.
   */
  message: string;
  /**
   * How long the call took.
   */
  duration_ms: number;
}
/**
 * A daemon of those that share the journal, from its start, or its return, to its end.
 */
export interface ClusterNode {
  /**
   * Another one with each start.
   */
  id: string;
  /**
   * `AHAFLOW_NODE`, else the name of its machine; several may have the same.
   */
  name: string;
  /**
   * The program's; null, as all that it tells of itself, in its first second.
   */
  version: string | null;
  /**
   * The git commit of its flows, with a + at its end when what is live differs from it; null where there is none.
   */
  commit: string | null;
  /**
   * How many flows are live there.
   */
  flows: number | null;
  /**
   * `refused`: its newest files have mistakes, and those of before go on.
   */
  reload: "loaded" | "refused" | null;
  /**
   * When that was found out.
   */
  reloaded_at: string | null;
  /**
   * How many mistakes its newest files are refused for.
   */
  mistakes: number | null;
  /**
   * The first of these mistakes, as `GET reload` there has them: 20, and about 16 kB, at most.
   */
  problems: Problem[];
  /**
   * Its webhook listener's own address.
   */
  webhook_url: string | null;
  /**
   * Whether it takes webhooks, as its `readyz` says.
   */
  ready: boolean | null;
  /**
   * Why it does not, as its `readyz` has them; of one that is gone, what that may mean.
   */
  reasons: NotReadyReason[];
  /**
   * Since when it is one of them.
   */
  started_at: string;
  /**
   * When it was heard of last.
   */
  seen_at: string;
  /**
   * `gone`: it was not heard of for 3 seconds; the others go on with its runs.
   */
  state: "live" | "gone";
  /**
   * Runs that it works on, also those that wait in its memory for a moment; of one that is gone, those that nobody else has yet.
   */
  runs: number;
  /**
   * It is the one that answers.
   */
  self: boolean;
}
/**
 * Daemons.
 */
export interface NodeList {
  /**
   * Those that live first.
   */
  nodes: ClusterNode[];
}
/**
 * A run beside another one.
 */
export interface Comparison {
  run: RunSummary1;
  /**
   * The other one; null when there is none to compare with: then there are no differences either.
   */
  with: RunSummary | null;
  /**
   * Those of the shape first; at most 100 of each kind.
   *
   * Items: One difference of what came.
   */
  payload: {
    /**
     * JSON pointer into the payload.
     */
    pointer: string;
    /**
     * `missing`: only the other run has it; `added`: only this one; `type`: it is of another type; `value`: it is another one of the same type.
     */
    kind: "missing" | "added" | "type" | "value";
    /**
     * What this run has: with `type` and `added` the type, with `value` the value in short, personal data made up.
     */
    here: string | null;
    /**
     * The same of the other run.
     */
    there: string | null;
  }[];
  /**
   * What has changed in the flow's text from the other run to this one; null when it is the same.
   */
  flow: {
    /**
     * Steps that the first run's text does not have.
     */
    added: string[];
    /**
     * Steps that are no longer there.
     */
    removed: string[];
    /**
     * Steps that are written otherwise.
     */
    changed: string[];
    /**
     * What has changed besides steps, such as `on`.
     */
    keys: string[];
    /**
     * The texts' difference in the unified format; null when they have too little in common.
     */
    diff: string | null;
  } | null;
  /**
   * The step that ended otherwise first; null when all ended as in the other run.
   */
  first_difference: {
    /**
     * Its path.
     */
    step: string;
    /**
     * How it ended in this run; null when it was not begun.
     */
    here: string | null;
    /**
     * The same of the other run.
     */
    there: string | null;
  } | null;
}
/**
 * A run in a list.
 */
export interface RunSummary1 {
  /**
   * The run's id.
   */
  id: string;
  /**
   * The flow's name.
   */
  flow: string;
  /**
   * The version of the flow that the run is on: the hash of its text.
   */
  version: string;
  /**
   * The git commit that the flows were checked out at; with a + at its end when they differed from it.
   */
  commit: string | null;
  /**
   * What started the run.
   */
  source: "webhook" | "schedule" | "manual" | "call" | "replay";
  /**
   * The state of a run. The last three are ends.
   */
  status: "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled";
  /**
   * When it was accepted.
   */
  created_at: string;
  /**
   * When it ended.
   */
  finished_at: string | null;
  /**
   * While it waits: when it goes on by itself.
   */
  wake_at: string | null;
  /**
   * The run that this one does again.
   */
  replay_of: string | null;
  /**
   * Why it failed or was cancelled.
   */
  error: RunError | null;
  /**
   * Steps that failed, also where the flow went on; counted when the run ends.
   */
  failed_steps: number;
  /**
   * The failure of the step that failed first.
   */
  first_failure: RunError | null;
  /**
   * What the `stop` step says that ended it.
   */
  stop_reason: string | null;
  /**
   * Whom it is about; null when nothing of its payload says so.
   */
  customer: Customer | null;
  /**
   * When what it held of a person was erased: payload, inputs, outputs and messages are gone; null: never.
   */
  erased_at: string | null;
}
/**
 * Whose data to erase.
 */
export interface EraseRequest {
  /**
   * One id, telephone number (in any form) or e-mail address. It is looked for as a whole: what is a part of another one is not touched.
   */
  q: string;
  /**
   * Do nothing, and tell how much it would be.
   */
  dry_run?: boolean;
  /**
   * Write also a journal of more than 128 MB anew, so that nothing is left in its free space; everything waits meanwhile.
   */
  vacuum?: boolean;
}
/**
 * What was erased, or would be.
 */
export interface Erased {
  /**
   * Whether nothing was done.
   */
  dry_run: boolean;
  /**
   * Runs: they keep their states, times and reasons, and nothing else.
   */
  runs: number;
  /**
   * Refused deliveries: they are gone.
   */
  refusals: number;
  /**
   * Deliveries in the memory of the daemons on this journal: they are gone.
   */
  deliveries: number;
  /**
   * Names of the daemons that did not answer within a second: what they have in memory is not counted, and stays there until it is erased once more or they end.
   */
  unanswered: string[];
  /**
   * When.
   */
  at: string;
  /**
   * Names the erasure on record; null with `dry_run`.
   */
  id: string | null;
}
/**
 * The erasures on record, without whom they were about.
 */
export interface ErasureList {
  /**
   * The newest first, at most 500.
   *
   * Items: One erasure.
   */
  erasures: {
    /**
     * Names it.
     */
    id: string;
    /**
     * When.
     */
    at: string;
    /**
     * How many runs.
     */
    runs: number;
    /**
     * How many refused deliveries.
     */
    refusals: number;
  }[];
}
