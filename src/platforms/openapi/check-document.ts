/** What is wrong with a document, and with what a connection says of it. */
import { resolve } from "node:path";
import { isJsonObject } from "../../documents/json-object.ts";
import type { OpenapiConnectionConfig } from "../../generated/openapi.ts";
import { nearestName } from "../../nearest-name.ts";
import type { ConnectionMistake } from "../platform.ts";
import { paginationMistakes } from "./check-pagination.ts";
import { compileOperation } from "./compile-operation.ts";
import { operationMistakes, operationsOf } from "./operations.ts";
import { child, DocumentMistake, entries, objectOf } from "./part.ts";
import { isRead, type ReadDocument, readDocument, spanIn, topOf } from "./read-document.ts";
import { schemeOf, tokenUrlOf, wantedOf } from "./security.ts";
import { serverOf, wrongAddress } from "./servers.ts";
import type { OperationSettings } from "./settings.ts";

/** Everything that keeps a connection from being used; the parts of a document, only flows that use them. */
export function checkDocument(
  name: string,
  config: OpenapiConnectionConfig,
  folder: string,
): ConnectionMistake[] {
  if (config.document.includes("${")) {
    const message = "the document can't come from the environment: flows are checked against it";
    return [{ rule: "wrong-value", message, hint: "write its path", at: ["document"] }];
  }
  const read = readDocument(resolve(folder, config.document), resolve(folder));
  if (!isRead(read)) return [read];
  const unusable = notOpenapi(read);
  if (unusable !== undefined) return [unusable];
  return [
    ...serverMistakes(read, config),
    ...operationMistakes(read, config.operations ?? {}),
    ...pageMistakes(read, config.operations ?? {}),
    ...authMistakes(name, read, config),
  ];
}

/** Why a file is no document of a version that is read. */
function notOpenapi(read: ReadDocument): ConnectionMistake | undefined {
  const top = topOf(read);
  const { openapi, swagger, paths } = top.value;
  const at = (key: string) => spanIn(read.file, [key]);
  const rule = "broken-file";
  if (swagger !== undefined) {
    const message = `this is Swagger ${JSON.stringify(swagger)}, and OpenAPI 3.0 or 3.1 is read`;
    return {
      rule,
      message,
      hint: "convert it, for example with converter.swagger.io",
      at: at("swagger"),
    };
  }
  if (typeof openapi !== "string" || !/^3\.[01]\.\d/.test(openapi)) {
    const message =
      openapi === undefined
        ? 'this is no OpenAPI document: it has no "openapi"'
        : `openapi: ${JSON.stringify(openapi)} is no version that is read`;
    const hint = "name a document of OpenAPI 3.0 or 3.1: it begins with openapi: 3.1.0 or the like";
    return { rule, message, hint, at: at("openapi") };
  }
  if (isJsonObject(paths)) return undefined;
  const hint = "name the document that describes the calls of the API";
  return { rule, message: 'the document has no "paths"', hint, at: at("paths") };
}

function serverMistakes(
  read: ReadDocument,
  { server, operations = {} }: OpenapiConnectionConfig,
): ConnectionMistake[] {
  if (server !== undefined) return wrongServer(server, () => ["server"]);
  const top = topOf(read);
  if (serverOf(top) === undefined) {
    const message = "the document names no whole address of a server";
    const hint = "write where the API is: server: https://api.example.com";
    return [{ rule: "missing-field", message, hint, at: [] }];
  }
  const own = operationsOf(read, operations).flatMap(({ pathItem, part }) => [pathItem, part]);
  return [top, ...new Set(own)].flatMap((holder) => {
    const at = () => spanIn(holder.file, [...holder.path, "servers", 0, "url"]);
    return wrongServer(serverOf(holder), at);
  });
}

function wrongServer(
  address: string | undefined,
  at: () => ConnectionMistake["at"],
): ConnectionMistake[] {
  const why = address === undefined ? undefined : wrongAddress(address);
  if (why === undefined) return [];
  const message = `the address of the server ${why[0]}`;
  return [{ rule: "wrong-value", message, hint: why[1], at: at() }];
}

function pageMistakes(
  read: ReadDocument,
  named: Readonly<Record<string, OperationSettings>>,
): ConnectionMistake[] {
  if (Object.values(named).every(({ pagination }) => pagination === undefined)) return [];
  return operationsOf(read, named).flatMap((operation) => {
    const beside = named[operation.name];
    if (beside?.pagination === undefined) return [];
    try {
      return paginationMistakes(operation.name, compileOperation(read, operation), beside);
    } catch (error) {
      // Told where a flow uses it.
      if (error instanceof DocumentMistake) return [];
      throw error;
    }
  });
}

function authMistakes(
  connection: string,
  read: ReadDocument,
  { auth = {} }: OpenapiConnectionConfig,
): ConnectionMistake[] {
  const top = topOf(read);
  const schemes = child(child(top, "components"), "securitySchemes");
  const names = entries(schemes).map(([name]) => name);
  return Object.entries(auth).flatMap(([name, given]): ConnectionMistake[] => {
    const at = ["auth", name];
    if (!names.includes(name)) {
      const near = nearestName(name, names);
      const all = names.length === 0 ? "it names none at all" : `it has: ${names.join(", ")}`;
      const hint = near === undefined ? all : `did you mean "${near}"?`;
      const message = `the document has no security scheme "${name}"`;
      return [{ rule: "wrong-value", message, hint, at }];
    }
    const wrong = wrongAuth(read, name, given);
    if (wrong === undefined) return [];
    const [message, hint] = wrong;
    return [{ rule: "wrong-value", message: `${message} (connection ${connection})`, hint, at }];
  });
}

/** What is wrong with what a scheme is given, and what to write. */
function wrongAuth(read: ReadDocument, name: string, given: unknown): [string, string] | undefined {
  try {
    const scheme = schemeOf(read.files, topOf(read), name);
    const { type, scheme: way } = objectOf(scheme);
    const wanted = wantedOf(scheme);
    const kind = type === "http" ? `http ${String(way)}` : String(type);
    if (wanted === undefined)
      return [`a scheme of type ${kind} can't be used`, "take one of the document's other schemes"];
    const isClient = isJsonObject(given) && "client_id" in given;
    const isNamed = isJsonObject(given) && "username" in given;
    if (wanted === "name and password")
      return isNamed
        ? undefined
        : [`${name} needs a name and a password`, `write ${name}: { username: …, password: … }`];
    if (isClient && wanted === "text or client") {
      const url = given["token_url"] ?? tokenUrlOf(scheme);
      if (typeof url !== "string")
        return [
          `the document does not say where a client of ${name} gets its token`,
          "write token_url: beside client_id",
        ];
      const why = wrongAddress(url);
      if (why === undefined) return undefined;
      return [
        `the address where ${name} gets its token ${why[0]}`,
        "write token_url: beside client_id, without a name or password in it",
      ];
    }
    return typeof given === "string"
      ? undefined
      : [`${name}, of type ${kind}, needs one text`, `write ${name}: "\${env:NAME}"`];
  } catch (error) {
    if (error instanceof DocumentMistake) return [error.message, "mend the document"];
    throw error;
  }
}
