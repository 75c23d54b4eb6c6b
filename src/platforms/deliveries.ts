/** What is known of the deliveries that a platform makes, and how it is told to make them. */
import { isJsonObject } from "../documents/json-object.ts";
import { builtValidator, type SchemaValidator } from "../documents/schema-validator.ts";
import { type JsonSchema, loadSchema } from "../schemas.ts";
import type { Connection } from "./action.ts";
import type { SenderFacts } from "./sender-facts.ts";

/** Where a sender can put a secret: in the address that it calls, or beside it. */
export type SecretPlace = "path" | "query" | "header";

/** Deliveries of one kind: what `from` of a webhook says. */
export interface DeliveryKind extends DeliveryCode {
  /** Schemas of the body, and of the query where that is what is sent. */
  readonly body?: JsonSchema | undefined;
  readonly query?: JsonSchema | undefined;
  readonly checkBody?: SchemaValidator | undefined;
  readonly checkQuery?: SchemaValidator | undefined;
  /** Checks what `register` of the webhook says; undefined: it is set up by hand. */
  readonly checkRegister: SchemaValidator | undefined;
  /** The same of `credentials`; undefined: it has none of its own. */
  readonly checkCredentials?: SchemaValidator | undefined;
  /** The names that `credentials` may have. */
  readonly credentialNames?: readonly string[];
  /** A made-up delivery, or a body alone: what a flow has that names no sample. */
  readonly sample?: unknown;
}

/** What the code says of a kind; {@link describeDelivery} adds its schemas. */
export interface DeliveryCode extends SenderFacts {
  /** As `from` says it: the platform, a dot and a name. */
  readonly name: string;
  /** Who sends them; begins a sentence. */
  readonly sender: string;
  /** A template: the key of `dedupe` where a flow says none; undefined: nothing tells two of them apart. */
  readonly dedupeKey?: string;
  /** Where it can carry a secret that the shop makes up. */
  readonly carries: readonly SecretPlace[];
}

/** `schemas/PLATFORM/deliveries/NAME` is the schema of `PLATFORM.NAME`. */
export function describeDelivery(code: DeliveryCode): DeliveryKind {
  const { properties } = loadSchema(code.name.replace(".", "/deliveries/"));
  const parts = isJsonObject(properties) ? properties : {};
  const { body, query, credentials } = parts;
  const validator = (part: string) =>
    parts[part] === undefined ? undefined : builtValidator(`${code.name}.${part}`);
  if (!isJsonObject(body) && !isJsonObject(query))
    throw new TypeError(`the schema of ${code.name} lacks what is sent`);
  return {
    ...code,
    body: isJsonObject(body) ? body : undefined,
    query: isJsonObject(query) ? query : undefined,
    checkBody: validator("body"),
    checkQuery: validator("query"),
    checkRegister: validator("register"),
    checkCredentials: validator("credentials"),
    credentialNames: isJsonObject(credentials) ? Object.keys(credentials["properties"] ?? {}) : [],
    sample: sampleOf(code, body, query),
  };
}

function sampleOf({ headers, method = "POST" }: DeliveryCode, body: unknown, query: unknown) {
  const parts = { body: firstExample(body), query: firstExample(query) };
  if (headers === undefined && query === undefined) return parts.body;
  const { body: _none, ...withoutBody } = parts;
  return { method, headers: headers ?? {}, ...(body === undefined ? withoutBody : parts) };
}

function firstExample(schema: unknown): unknown {
  const examples = isJsonObject(schema) ? schema["examples"] : undefined;
  return Array.isArray(examples) ? examples[0] : undefined;
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
