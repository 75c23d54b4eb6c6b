import type { Logger } from "pino";
import type { SchemaValidator } from "../documents/schema-validator.ts";
import type { CallSignal } from "../outgoing/call-signal.ts";
import type { CallSlots } from "../outgoing/call-slots.ts";
import type { Outbound } from "../outgoing/outbound.ts";
import type { Quota } from "../outgoing/quota.ts";
import type { JsonSchema } from "../schemas.ts";
import type { KnownMistake } from "./checks.ts";
import type { ConnectionSettings } from "./connection-settings.ts";
import type { MessagePart } from "./preview.ts";

/** What a step of a flow can do: one call to the outside, described by its schemas. */
export interface Action<Input = unknown, Output = unknown> {
  /** As flows name it in `uses`: `http.request`. */
  readonly name: string;
  /** One sentence for lists and pages. */
  readonly summary: string;
  /** The type of connection it needs; none for `http.request`. */
  readonly connection?: string;
  /** The connection that alone it goes over, where it is made for one. */
  readonly over?: string;
  /** Why no flow can use it, where its own description makes no sense; else undefined. */
  readonly unusable?: string | undefined;
  /** What it most likely lacks to work, as its connection stands; undefined: nothing is known. */
  readonly lacks?: KnownMistake | undefined;
  /** Schema of `with`, after templates are filled. */
  readonly input: JsonSchema;
  /** The same, where the build has compiled it. */
  readonly checkInput?: SchemaValidator;
  /** Schema of what `steps.<id>.output` holds; its first example stands in for it in a dry run, where typed. */
  readonly output: JsonSchema;
  /** Whether a customer gets something to read: what the input says, or what is kept on the platform. */
  readonly sends?: "input" | "kept";
  /** The message of an input that its schema lets through, as the customer sees it. */
  readonly preview?: (input: Input) => readonly MessagePart[];
  /** True when a second call changes nothing: finding, setting the same values. */
  readonly idempotent: boolean;
  /** Loads what the first call needs; that takes nothing of an attempt's time. */
  readonly prepare?: () => Promise<unknown>;
  /** What bounds the calls of this input; those over a connection are bounded by that. */
  readonly slots?: (input: Input, outbound: Outbound) => CallSlots | undefined;
  /** What else calls of this input wait for, before they take a slot of their connection. */
  readonly pace?: (input: Input, connection: Connection) => Pacing | undefined;
  /**
   * The moment before which a call of this input may not go, in milliseconds since 1970; undefined: it may. The run
   * waits for it as for a `wait`, and no try is used up.
   */
  readonly notBefore?: (input: Input, now: number) => number | undefined;
  /**
   * Makes the call.
   * @throws ActionError with a reason of the closed list; anything else is a bug
   */
  run(input: Input, context: ActionContext): Promise<Output>;
}

/** A line of calls that go one after the other, at a pace; a call that waits in it is not out, and no time of its try goes by. */
export interface Pacing {
  /** How many wait. */
  readonly waiting: number;
  /** Resolves when a call may go. @throws the signal's reason when it aborts first */
  acquire(signal: AbortSignal): Promise<unknown>;
  /** Called once a call that could go has ended, or has not gone after all. */
  leave?(): void;
}

/** What the code of an action adds to its schemas; {@link describeAction} puts the two together. */
export type ActionCode<Input, Output> = Omit<
  Action<Input, Output>,
  "summary" | "input" | "checkInput" | "output" | "over" | "unusable" | "lacks"
>;

/** What an action gets besides its input. */
export interface ActionContext {
  /** The connection that the step names; set whenever the action asks for one. */
  readonly connection: Connection | undefined;
  /** Aborts when the attempt's time is over or the run ends; pass it to every request. */
  readonly signal: CallSignal;
  /** The same for every attempt of this step in this run: `<run id>/<step path>`. */
  readonly idempotencyKey: string;
  /** Keeps messages for a while. @returns the unguessable id by which they are fetched, once */
  readonly keepMessages: (messages: unknown) => Promise<string>;
  /** Where calls to any address may go. */
  readonly outbound: Outbound;
  readonly logger: Logger;
}

/** An opened connection of `ahaflow.yaml`. */
export interface Connection {
  readonly name: string;
  readonly type: string;
  /** What it was opened with. */
  readonly settings: ConnectionSettings;
  /** Time that one attempt may take, in milliseconds, unless the step says otherwise. */
  readonly timeoutMs: number;
  /** A call needs one of these before it has a place under the rate limit, until it has ended. */
  readonly slots: CallSlots;
  readonly quota: Quota;
  /** Closes it once nobody has a slot any more. */
  close(): Promise<void>;
}
