/**
 * The contract of a platform: another side that flows work with. It is a folder beside this file and
 * a line of `registry.ts`; nothing else of the program knows its name.
 */
import type { SchemaValidator } from "../documents/schema-validator.ts";
import type { Span, ValuePath } from "../documents/yaml-document.ts";
import type { CallSignal } from "../outgoing/call-signal.ts";
import type { Quota } from "../outgoing/quota.ts";
import type { RuleId } from "../rules.ts";
import type { Action, Connection } from "./action.ts";
import type { InputMistake, PlatformChecks, WrittenInput } from "./checks.ts";
import type { ConnectionConfig, ConnectionSettings } from "./connection-settings.ts";
import type { DeliveryKind, Registrar } from "./deliveries.ts";
import type { PlatformRoute } from "./route.ts";
import type { RunningSimulator, SimulatorOptions } from "./running-simulator.ts";

/** One other side. What it does not have is left out: `http.request` needs no connection. */
export interface Platform {
  /** As `type` of a connection says it, and its actions before the dot: `http`. */
  readonly type: string;
  /** As people call it. */
  readonly title: string;
  readonly actions: readonly Action[];
  readonly connections?: ConnectionKind;
  readonly checks?: PlatformChecks;
  /** What it makes of a webhook's answer. */
  readonly answers?: AnswerKind;
  /** What is known of the webhooks that it calls. */
  readonly webhooks?: WebhookSender;
  readonly routes?: readonly PlatformRoute[];
}

/** An answer that the platform shows to a customer, or does something with. */
export interface AnswerKind {
  /**
   * The keys of a body that make it one, each with whether a value looks like its own: so a key that is
   * misspelt can be told from a body with another meaning.
   */
  readonly parts: Readonly<Record<string, (value: unknown) => boolean>>;
  /** Checks a body that has one of the parts. */
  readonly check: SchemaValidator;
}

/** What is known of the webhooks that a platform calls. */
export interface WebhookSender {
  /** Who of it sends every value as text, if somebody does. */
  readonly asText?: string;
  /** Whether a field of this name may come with every delivery, though no sample has it. */
  mayBring?(name: string): boolean;
  /** Deliveries whose shape is known. */
  readonly kinds?: readonly DeliveryKind[];
  /** Tells it which webhooks to call, where it can be told over a connection. */
  readonly registrar?: Registrar;
}

/**
 * How connections of a platform are written and opened. Methods take what they have made themselves:
 * `settings` what `check` lets through, the others what `settings` gave.
 */
export interface ConnectionKind {
  /** Checks `{connections: {NAME: …}}` with one of its connections, so that messages name the place. */
  readonly check: SchemaValidator;
  /** What lets us in, of what an entry says. */
  credentials(config: ConnectionConfig): readonly Credential[];
  /** Where people find them; the end of a sentence. */
  readonly credentialsHint: string;
  /** Keys that decide what a flow may do: they count where nothing is called, too. */
  readonly offline: readonly string[];
  /**
   * Looks at the files that an entry names, and at what it says of them.
   * @param folder that its paths start from
   */
  mistakes?(name: string, config: ConnectionConfig, folder: string): readonly ConnectionMistake[];
  /** The files that an entry names, which may be wrong, by their full paths: those that are not there as well. */
  names?(config: Partial<ConnectionConfig>, folder: string): readonly string[];
  /**
   * Applies every default.
   * @param folder that paths start from
   * @throws AhaflowError for a file that is named and can't be read
   */
  settings(name: string, config: ConnectionConfig, folder: string): ConnectionSettings;
  /** The texts of the files that the settings were made from, by their full paths. */
  files?(settings: ConnectionSettings): ReadonlyMap<string, string>;
  /** Actions that are there over this connection alone, named `CONNECTION.NAME`. */
  actions?(settings: ConnectionSettings): readonly Action[];
  /** The values that nobody may see. */
  secrets(settings: ConnectionSettings): readonly string[];
  /**
   * Whether settings lead to the real thing, where that is told by something else than https to a public
   * address.
   */
  isReal?(settings: ConnectionSettings): boolean;
  /** What a connection with these settings does that no second daemon may do; the rest of a sentence about it. */
  alone?(settings: ConnectionSettings): string | undefined;
  /** Opens a connection; nothing is sent yet. */
  open(settings: ConnectionSettings, quota: Quota): Connection;
  /**
   * A call that reads something and changes nothing, so that people see whether a connection works;
   * undefined: there is none over this one. It throws an ActionError when it does not.
   */
  tester?(connection: Connection): ((signal: CallSignal) => Promise<unknown>) | undefined;
  /** Starts the platform's simulator, which shares no code with what calls it. */
  simulate(options?: SimulatorOptions): Promise<RunningSimulator>;
  /** Why an action can't work over a connection with this input, if it can't. */
  impossible?(
    settings: ConnectionSettings,
    action: string,
    input: WrittenInput,
  ): Impossible | undefined;
  /** What of an input is wrong by what the connection says. */
  inputMistakes?(
    settings: ConnectionSettings,
    action: string,
    input: WrittenInput,
  ): readonly InputMistake[];
}

/** A mistake in what a connection names, or says of it. */
export interface ConnectionMistake {
  readonly rule: RuleId;
  readonly message: string;
  readonly hint: string;
  /** Where it stands: the keys below the connection in ahaflow.yaml, or a place in another file. */
  readonly at: ValuePath | Span;
}

/** A value of a connection that has to be the real one, unless nothing real is called. */
export interface Credential {
  /** The keys that lead to it, below the connection. */
  readonly at: readonly string[];
  /** Whether nobody may see it; an id may be seen. */
  readonly isSecret: boolean;
  /**
   * What stands in for it where nothing real is called.
   * @param place of the connection among all, from 0
   */
  standIn(place: number): string;
}

/** Why an action can't work over a connection: a problem of `validate`, and of a run. */
export interface Impossible {
  readonly rule: RuleId;
  readonly message: string;
  readonly hint: string;
}
