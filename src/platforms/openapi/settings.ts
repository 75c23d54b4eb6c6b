import type { OpenapiOperation } from "../../generated/openapi.ts";
import type { ConnectionSettings } from "../connection-settings.ts";

/** What a connection says of one of its operations, which the document can't. */
export type OperationSettings = Readonly<OpenapiOperation>;

/** What lets us in by one security scheme: a key or token, a name and password, or a client. */
export type SchemeAuth =
  | string
  | { readonly username: string; readonly password: string }
  | {
      readonly client_id: string;
      readonly client_secret: string;
      readonly token_url?: string;
      readonly scopes?: readonly string[];
    };

/** One API that a document describes, with every default applied. Plain data. */
export interface OpenapiConnectionSettings extends ConnectionSettings {
  /** Full path of the document. */
  readonly document: string;
  /** Folder of ahaflow.yaml, which no reference leads out of. */
  readonly folder: string;
  /** Hash of the document and of the files that it refers to. */
  readonly version: string;
  /** The server that the document names first; undefined where the connection names one. */
  readonly documentServer: string | undefined;
  /** By the names that the document gives its security schemes. */
  readonly auth: Readonly<Record<string, SchemeAuth>>;
  /** By the names of the actions, without the connection's. */
  readonly operations: Readonly<Record<string, OperationSettings>>;
  /** Whether an answer that is not as the document says is a failure. */
  readonly isStrict: boolean;
}
