import type { Action } from "../actions/action.ts";
import type { SchemaValidator } from "../documents/schema-validator.ts";
import type { SourceLocation } from "../errors.ts";
import type { Flow } from "../generated/flow.ts";
import type { AhaChatConnectionSettings, RetryPolicy } from "../settings/settings.ts";
import type { TreeTemplate } from "../templates/tree.ts";

/** What a flow may refer to outside of itself. */
export interface FlowSurroundings {
  readonly actions: ReadonlyMap<string, Action>;
  readonly connections: ReadonlyMap<string, AhaChatConnectionSettings>;
  readonly secrets: ReadonlySet<string>;
  /** Values, of which those of texts may not be filled in yet: only their types count. */
  readonly vars: Readonly<Record<string, unknown>>;
  /** Retry policy of steps that say nothing. */
  readonly retry: RetryPolicy;
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
  /** Hash of the source's text, 16 hexadecimal digits. */
  readonly version: string;
  readonly source: FlowSource;
  readonly flow: Flow;
  readonly steps: readonly CompiledStep[];
  readonly concurrency: { readonly key: TreeTemplate; readonly limit: number } | undefined;
}

/** One step with `uses`. */
export interface CompiledStep {
  /** Its `id`, or one from its place; also its path in the run. */
  readonly id: string;
  readonly condition: TreeTemplate | undefined;
  readonly action: Action;
  readonly input: TreeTemplate;
  readonly checkInput: SchemaValidator;
  /** Name of the connection, for actions that need one. */
  readonly connection: string | undefined;
  readonly retry: RetryPolicy;
  /** Time that one attempt may take, in milliseconds; undefined: the connection's. */
  readonly timeoutMs: number | undefined;
  readonly onDoubt: "retry" | "fail";
  readonly where: SourceLocation;
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
  readonly checkBody: SchemaValidator | undefined;
  /** The delivery in the sample file, if the flow names one. */
  readonly sample: unknown;
}

export type WebhookMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
