/** What is known of the deliveries that a platform makes, and how it is told to make them. */
import { isJsonObject } from "../documents/json-object.ts";
import { builtValidator, type SchemaValidator } from "../documents/schema-validator.ts";
import { type JsonSchema, loadSchema } from "../schemas.ts";
import type { Connection } from "./action.ts";

/** Where a sender can put a secret: in the address that it calls, or beside it. */
export type SecretPlace = "path" | "query" | "header";

/** Deliveries of one kind: what `from` of a webhook says. */
export interface DeliveryKind extends DeliveryCode {
  /** Schema of the body. */
  readonly body: JsonSchema;
  readonly checkBody: SchemaValidator;
  /** Checks what `register` of the webhook says; undefined: it is set up by hand. */
  readonly checkRegister: SchemaValidator | undefined;
}

/** What the code says of a kind; {@link describeDelivery} adds its schemas. */
export interface DeliveryCode {
  /** As `from` says it: the platform, a dot and a name. */
  readonly name: string;
  /** Who sends them; begins a sentence. */
  readonly sender: string;
  /** A template: the key of `dedupe` where a flow says none; undefined: nothing tells two of them apart. */
  readonly dedupeKey?: string;
  readonly carries: readonly SecretPlace[];
}

/** `schemas/PLATFORM/deliveries/NAME` is the schema of `PLATFORM.NAME`. */
export function describeDelivery(code: DeliveryCode): DeliveryKind {
  const { properties } = loadSchema(code.name.replace(".", "/deliveries/"));
  const { body, register } = isJsonObject(properties) ? properties : {};
  if (!isJsonObject(body)) throw new TypeError(`the schema of ${code.name} lacks body`);
  return {
    ...code,
    body,
    checkBody: builtValidator(`${code.name}.body`),
    checkRegister: register === undefined ? undefined : builtValidator(`${code.name}.register`),
  };
}

/** A webhook that a platform is to call. */
export interface WantedRegistration {
  /** The name of its {@link DeliveryKind}. */
  readonly kind: string;
  /** The flow that it starts. */
  readonly flow: string;
  /** Where the platform reaches it, with the secret that lets it in. */
  readonly url: string;
  /** What `register` says, which `checkRegister` has let through; undefined: nothing may be left of it. */
  readonly register: unknown;
}

/** What is to be done, or has been done already, for a webhook. */
export interface RegistrationChange {
  readonly does: "add" | "keep" | "remove";
  /** For people, without secrets: `event "order"`. */
  readonly what: string;
  /** Does it; of `keep` there is nothing to do. @throws ActionError */
  readonly apply?: () => Promise<void>;
}

/** Tells a platform which webhooks it has to call. */
export interface Registrar {
  /**
   * Compares a webhook with what is registered for its address; nothing is changed yet.
   * @returns in the order in which it has to be done
   * @throws ActionError
   */
  changes(
    connection: Connection,
    wanted: WantedRegistration,
  ): Promise<readonly RegistrationChange[]>;
}
