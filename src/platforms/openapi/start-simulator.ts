import { isJsonObject } from "../../documents/json-object.ts";
import { foreignValidator } from "../../documents/schema-validator.ts";
import type { JsonSchema } from "../../schemas.ts";
import type { RunningSimulator, SimulatorOptions } from "../running-simulator.ts";
import { type CompiledOperation, compileOperation } from "./compile-operation.ts";
import { exampleAnswer } from "./example.ts";
import { type Operation, operationsOf } from "./operations.ts";
import { isRead, type ReadDocument, readDocument } from "./read-document.ts";
import type { OpenapiConnectionSettings } from "./settings.ts";
import type { PlayedApi, PlayedOperation } from "./simulator/played-api.ts";

/** The API of each connection beside the daemon, made of its document. */
export async function startOpenapi({ port = 0 }: SimulatorOptions = {}): Promise<RunningSimulator> {
  const { startSimulator } = await import("./simulator/simulator.ts");
  const simulator = await startSimulator(port);
  const { url } = simulator;
  return {
    url,
    baseUrl: url,
    baseUrlOf: ({ name }) => `${url}/${name}`,
    prepare: (connections: readonly OpenapiConnectionSettings[]) =>
      simulator.play(connections.map(playedApi)),
    close: () => simulator.close(),
  };
}

function playedApi({ name, document, folder, operations }: OpenapiConnectionSettings): PlayedApi {
  const read = readDocument(document, folder);
  if (!isRead(read)) return { name, operations: [] };
  return {
    name,
    operations: operationsOf(read, operations).map((one) =>
      played(read, one, `${name}.${one.name}`, operations[one.name]?.pagination),
    ),
  };
}

/** It is compiled when it is called. */
function played(
  document: ReadDocument,
  operation: Operation,
  name: string,
  pagination: PlayedOperation["pagination"],
): PlayedOperation {
  let made: CompiledOperation | undefined;
  const compiled = () => (made ??= compileOperation(document, operation));
  const { method, path } = operation;
  return {
    method,
    path,
    name,
    pagination,
    get askedQuery() {
      return askedQueryOf(compiled());
    },
    wrongBody: (body) => wrongBody(compiled(), body),
    answer() {
      const { status, headers, body } = exampleAnswer(compiled());
      const { "content-type": type } = headers as Record<string, string>;
      return { status: Number(status), type: body === null ? undefined : type, body };
    },
  };
}

/** Of an object that is spread over the query its name is not there. */
function askedQueryOf({ parameters, input }: CompiledOperation): string[] {
  return parameters.flatMap(({ in: place, name, required, style, explode, isJson, schema }) => {
    if (place !== "query" || !required || style === "deepObject") return [];
    return explode && !isJson && mayBeObject(schema, input["$defs"]) ? [] : [name];
  });
}

function mayBeObject(schema: JsonSchema | boolean, defs: unknown): boolean {
  if (!isJsonObject(schema)) return true;
  const { $ref: reference, type } = schema;
  if (typeof reference === "string")
    return mayBeObject((Object(defs) as Defs)[reference.replace("#/$defs/", "")] ?? true, {});
  return type === undefined || [type].flat().includes("object");
}

type Defs = Readonly<Record<string, JsonSchema>>;

/** Only JSON is looked into. */
function wrongBody({ body, input }: CompiledOperation, given: unknown): string | undefined {
  if (body?.kind !== "json") return undefined;
  if (given === undefined) return body.required ? "there is no body" : undefined;
  const { fields, properties, requiredFields, additional } = body;
  const schema =
    fields === undefined
      ? { allOf: [properties["body"] ?? true] }
      : {
          type: "object",
          properties,
          required: requiredFields,
          additionalProperties: additional ?? false,
        };
  const check = foreignValidator({ ...schema, $defs: input["$defs"] ?? {} });
  const mistakes = check(given, { quoteValues: false });
  return mistakes.length === 0 ? undefined : mistakes.map(({ message }) => message).join("; ");
}
