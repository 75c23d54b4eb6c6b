import type { Rate } from "../documents/duration.ts";
import type { SchemaMistake } from "../documents/schema-mistake.ts";
import type { SchemaValidator } from "../documents/schema-validator.ts";
import type { FailureReason, SourceLocation } from "../errors.ts";
import type { Flow, Trial } from "../generated/flow.ts";
import type { Action } from "../platforms/action.ts";
import type { ConnectionSettings } from "../platforms/connection-settings.ts";
import type { RetryPolicy } from "../settings/settings.ts";
import type { TreeTemplate } from "../templates/tree.ts";
import type { Shape } from "./shapes/shape.ts";

/** What a flow may refer to outside of itself. */
export interface FlowSurroundings {
  readonly actions: ReadonlyMap<string, Action>;
  readonly connections: ReadonlyMap<string, ConnectionSettings>;
  readonly secrets: ReadonlySet<string>;
  /** Values, of which those of texts may not be filled in yet: only their types count. */
  readonly vars: Readonly<Record<string, unknown>>;
  /** Retry policy of steps that say nothing. */
  readonly retry: RetryPolicy;
  /** Full paths of the files that all this was made from: among the flows, they are none. */
  readonly files: ReadonlySet<string>;
}

/** The text that a flow came from: with it, a run can go on after the file has changed. */
export interface FlowSource {
  /** Path as it is shown to people. */
  readonly file: string;
  readonly text: string;
}

/** What a run needs of a flow: templates compiled, validators at hand. Immutable. */
export interface CompiledFlow {
  readonly name: string;
  /** Names that it had before. */
  readonly was: readonly string[];
  /** Hash of the source's text, 16 hexadecimal digits. */
  readonly version: string;
  readonly source: FlowSource;
  readonly flow: Flow;
  readonly steps: readonly CompiledStep[];
  readonly concurrency: CompiledConcurrency | undefined;
  /** Time that a run may take from its acceptance, in milliseconds; undefined: any. */
  readonly timeoutMs: number | undefined;
  /** Done after a run has failed for good; often empty. */
  readonly onFailure: readonly CompiledStep[];
  /** What a `call` step and the API give back. */
  readonly output: TreeTemplate | undefined;
  /** Checks what a `call` step gives; undefined when the flow declares no `inputs`. */
  readonly checkInputs: SchemaValidator | undefined;
  /** How a webhook waits for a `respond` step; undefined when there is none. */
  readonly answers: CompiledAnswers | undefined;
}

export interface CompiledConcurrency {
  readonly key: TreeTemplate;
  /** Runs of one key at once. */
  readonly limit: number;
  readonly whenFull: "queue" | "drop" | "restart";
}

/** One step, of any kind; `kind` is the YAML key that makes it so. */
export type CompiledStep =
  | UsesStep
  | SwitchStep
  | ForEachStep
  | ParallelStep
  | WaitStep
  | CallStep
  | RespondStep
  | SetStep
  | StopStep;

interface StepBase<Kind extends string> {
  readonly kind: Kind;
  /** Its `id`, or one from its place; unique in the flow. */
  readonly id: string;
  readonly condition: TreeTemplate | undefined;
  readonly catches: readonly CompiledCatch[];
  readonly continueOnError: boolean;
  /**
   * In milliseconds. With `uses` the time that one attempt may take (undefined: the connection's),
   * with any other kind the time for the whole of it (undefined: any).
   */
  readonly timeoutMs: number | undefined;
  /** Where the key stands that makes it a step of its kind. */
  readonly where: SourceLocation;
}

/** What to do when a step fails for one of the reasons; undefined: for any. */
export interface CompiledCatch {
  readonly reasons: ReadonlySet<FailureReason> | undefined;
  readonly steps: readonly CompiledStep[];
}

/** One action and its input. */
export interface UsesStep extends StepBase<"uses"> {
  readonly action: Action;
  readonly input: TreeTemplate;
  readonly checkInput: SchemaValidator;
  /** Name of the connection, for actions that need one. */
  readonly connection: string | undefined;
  readonly retry: RetryPolicy;
  readonly onDoubt: "retry" | "fail";
  /** What the flow says of its output, where it does; a stored version says nothing. */
  readonly declared?: DeclaredOutput;
}

/** What `output` of a step says of the body that comes back. */
export interface DeclaredOutput {
  readonly shape: Shape;
  /** A body as it came; undefined when a schema gives no example. */
  readonly sample: unknown;
  /** What of a body is not as it was declared. */
  readonly misfits: (body: unknown) => readonly SchemaMistake[];
}

export interface SwitchStep extends StepBase<"switch"> {
  readonly subject: TreeTemplate;
  readonly cases: ReadonlyMap<string, readonly CompiledStep[]>;
  readonly otherwise: readonly CompiledStep[];
}

export interface ForEachStep extends StepBase<"for_each"> {
  readonly list: TreeTemplate;
  /** Names under which the steps read the entry and its place. */
  readonly as: string;
  readonly index: string;
  readonly concurrency: number;
  readonly steps: readonly CompiledStep[];
  /** What an entry gives; without it, its last step's output. */
  readonly output: TreeTemplate | undefined;
}

export interface ParallelStep extends StepBase<"parallel"> {
  readonly branches: ReadonlyMap<string, readonly CompiledStep[]>;
}

export interface WaitStep extends StepBase<"wait"> {
  readonly until:
    | { readonly kind: "for" | "until"; readonly time: TreeTemplate }
    | { readonly kind: "webhook"; readonly callback: CompiledCallback };
}

export interface CompiledCallback {
  /** With the parameter `:key` in it. */
  readonly path: string;
  readonly methods: readonly WebhookMethod[];
  readonly key: TreeTemplate;
  /** Its key is the id of the run, and nothing else. */
  readonly isRunId: boolean;
  /** In milliseconds; undefined: for ever. */
  readonly timeoutMs: number | undefined;
  /** undefined: the step fails with the reason timeout. */
  readonly onTimeout: readonly CompiledStep[] | undefined;
}

export interface CallStep extends StepBase<"call"> {
  /** Name of the called flow. */
  readonly flow: string;
  readonly input: TreeTemplate;
}

export interface RespondStep extends StepBase<"respond"> {
  /** Renders `{status, headers, body}`. */
  readonly response: TreeTemplate;
  /** Checks the rendered body, when it says `messages`. */
  readonly checkAnswer: SchemaValidator;
  /** Whether repeats may ask for the answer: then it is kept before it is given. */
  readonly isRepeated: boolean;
}

export interface SetStep extends StepBase<"set"> {
  readonly values: TreeTemplate;
}

export interface StopStep extends StepBase<"stop"> {
  readonly status: "succeeded" | "failed" | "cancelled";
  readonly reason: TreeTemplate | undefined;
}

/** A flow with what can start it. */
export interface TriggeredFlow extends CompiledFlow {
  readonly webhook: CompiledWebhook | undefined;
  readonly schedules: readonly CompiledSchedule[];
}

/** A flow that webhooks can start. */
export interface WebhookFlow extends TriggeredFlow {
  readonly webhook: CompiledWebhook;
}

export interface CompiledSchedule {
  /** Cron expression with five fields. */
  readonly cron: string;
  /** IANA name. */
  readonly timezone: string;
  readonly catchUp: "all" | "latest" | "none";
}

export interface CompiledWebhook {
  readonly path: string;
  readonly methods: readonly WebhookMethod[];
  readonly dedupe: { readonly key: TreeTemplate; readonly ttlMs: number } | undefined;
  /** Requests that the path takes. */
  readonly rateLimit: Rate | undefined;
  readonly auth: CompiledAuth;
  /** What a sender is told whose run is kept; undefined: 202, and 200 for a repeat. */
  readonly accepted: AcceptedAnswer | undefined;
  /** The same of a repeat; undefined: as `accepted`. */
  readonly repeated: AcceptedAnswer | undefined;
  /** Deliveries that start no run. */
  readonly trials: readonly Trial[];
  /** Pauses after which its sender is known to send again, in milliseconds. */
  readonly resendsMs: readonly number[];
  /** Each entry of a list in the body starts a run; undefined: the body does. */
  readonly items: CompiledItems | undefined;
  /** Checks the body of a run. */
  readonly checkBody: SchemaValidator | undefined;
  readonly checkQuery: SchemaValidator | undefined;
  /** What a form's fields become. */
  readonly formTypes: FormTypes;
  /** Fields of the body that are texts with JSON in them: what is in it is read. */
  readonly jsonFields: readonly string[];
  /** The delivery in the sample file if the flow names one, else a made-up one of its sender. */
  readonly sample: unknown;
}

/** A list in the body of a delivery, each entry of which is the body of a run. */
export interface CompiledItems {
  /** Where it stands, as `data.items`. */
  readonly path: string;
  /** Checks the body of the delivery. */
  readonly checkWhole: SchemaValidator | undefined;
}

/** How a webhook is answered whose run responds. */
export interface CompiledAnswers {
  /** How long it waits, in milliseconds. */
  readonly timeoutMs: number;
  /** What it says when no step does. */
  readonly fallback: WebhookAnswer;
  /** What it says when the run fails: the fallback, or that it failed. */
  readonly whenFailed: "fallback" | "error";
  /** Whether a step of `on_failure` may still respond. */
  readonly afterFailure: boolean;
}

/** Who may come in: any one that passes is enough; without an entry, everybody. */
export interface CompiledAuth {
  /** Each renders an `Auth` with the secrets of now. */
  readonly entries: readonly TreeTemplate[];
  /** Headers, in small letters, and parameters of the query that hold credentials: never kept. */
  readonly headerNames: ReadonlySet<string>;
  readonly queryNames: ReadonlySet<string>;
  /** The same of fields of the body, as `data.mac`. */
  readonly bodyFields: readonly string[];
  readonly handshake: CompiledHandshake | undefined;
}

/** How a sender asks whether the address is the shop's. */
export interface CompiledHandshake {
  /** Renders a `Credential`. */
  readonly token: TreeTemplate;
  /** The parameters of the query. */
  readonly tokenIn: string;
  readonly challengeIn: string;
}

/** Fields of the body that are a list or an object. */
export type FormTypes = ReadonlyMap<string, "list" | "object">;

/** What is answered once a run is kept; without a body, with the run's id. */
export interface AcceptedAnswer extends Omit<WebhookAnswer, "body"> {
  readonly body?: unknown;
}

/** What a webhook answers in place of 202. */
export interface WebhookAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body: unknown;
}

export type WebhookMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
