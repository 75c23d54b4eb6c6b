import { resolve } from "node:path";
import { isJsonObject } from "../../documents/json-object.ts";
import { builtValidator } from "../../documents/schema-validator.ts";
import { AhaflowError } from "../../errors.ts";
import type { OpenapiConnectionConfig } from "../../generated/openapi.ts";
import { connectionSettings } from "../connection-settings.ts";
import type { ConnectionKind, Credential } from "../platform.ts";
import { actionOf } from "./action.ts";
import { checkDocument } from "./check-document.ts";
import { OpenapiConnection } from "./client.ts";
import { operationsOf } from "./operations.ts";
import { filesOf, isRead, type ReadDocument, readDocument, topOf } from "./read-document.ts";
import { secretsOf } from "./security.ts";
import { serverOf } from "./servers.ts";
import type { OpenapiConnectionSettings } from "./settings.ts";
import { startOpenapi } from "./start-simulator.ts";

/** Parts of what lets us in that anybody may see. */
const SHOWN: ReadonlySet<string> = new Set(["username", "client_id"]);

/** An API, the document that describes it, and what lets us in. */
export const connections: ConnectionKind = {
  check: builtValidator("openapi.connection"),
  credentials: ({ auth }: OpenapiConnectionConfig) =>
    Object.entries(auth ?? {}).flatMap(([name, one]) =>
      isJsonObject(one)
        ? ["username", "password", "client_id", "client_secret"]
            .filter((key) => key in one)
            .map((key) => credentialAt(["auth", name, key]))
        : [credentialAt(["auth", name])],
    ),
  credentialsHint: "who makes the API gives it, and --simulate needs none",
  offline: ["document", "server", "auth", "operations", "answers"],
  mistakes: (name, config: OpenapiConnectionConfig, folder) => checkDocument(name, config, folder),
  names: ({ document }: Partial<OpenapiConnectionConfig>, folder) =>
    typeof document === "string" ? filesOf(resolve(folder, document), resolve(folder)) : [],
  settings(name, config: OpenapiConnectionConfig, folder): OpenapiConnectionSettings {
    const document = resolve(folder, config.document);
    const read = knownDocument(document, resolve(folder));
    const documentServer = serverOf(topOf(read));
    const baseUrl = config.server ?? documentServer ?? "";
    return {
      ...connectionSettings(name, config, { baseUrl, rateLimit: "25/s", timeout: "30s" }),
      baseUrl: baseUrl.replace(/\/+$/, ""),
      document,
      folder: resolve(folder),
      version: read.version,
      documentServer: config.server === undefined ? documentServer : undefined,
      auth: (config.auth ?? {}) as OpenapiConnectionSettings["auth"],
      operations: config.operations ?? {},
      isStrict: config.answers === "strict",
    };
  },
  secrets: ({ auth }: OpenapiConnectionSettings) => Object.values(auth).flatMap(secretsOf),
  files: ({ document, folder }: OpenapiConnectionSettings) => knownDocument(document, folder).texts,
  actions(settings: OpenapiConnectionSettings) {
    const read = knownDocument(settings.document, settings.folder);
    return operationsOf(read, settings.operations).map((one) => actionOf(read, one, settings));
  },
  open: (settings: OpenapiConnectionSettings, quota) => new OpenapiConnection(settings, quota),
  simulate: startOpenapi,
};

function credentialAt(at: readonly string[]): Credential {
  const isSecret = !SHOWN.has(at.at(-1) ?? "") || at.length < 3;
  return { at, isSecret, standIn: (place) => `${at.at(-1)}_for_the_simulator_${place}` };
}

/** What has been checked before is read again only where it has changed since. */
function knownDocument(file: string, folder: string): ReadDocument {
  const read = readDocument(file, folder);
  if (isRead(read)) return read;
  const { message, hint, at } = read;
  throw new AhaflowError("document_unreadable", `${file}: ${message}`, {
    hint,
    ...("where" in at && { where: at.where }),
  });
}
