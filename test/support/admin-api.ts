import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { loadAdminApi } from "#src/schemas.js";
import type { AnyDaemon } from "./daemon.ts";

interface Operation {
  readonly responses: Readonly<Record<string, Response>>;
}
interface Response {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}

/** The document of the admin API. */
export const document = loadAdminApi() as unknown as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly responses: Readonly<Record<string, Response>> };
};

const ajv = new Ajv2020({ strict: false, allErrors: true });
(addFormats as unknown as { default: (ajv: Ajv2020) => void }).default(ajv);
ajv.addSchema({ ...document, $id: "admin-api" });

/** What the API answered. */
export interface ApiAnswer<Body> {
  readonly status: number;
  readonly body: Body;
}

/** An answer of the API that says why not. */
export interface Refused {
  readonly error: {
    code: string;
    message: string;
    details?: { pointer: string; message: string }[];
  };
}

/**
 * Asks the admin API, and holds the answer against the document: status and body.
 * @param body sent as JSON; a text is sent as it is
 */
export async function ask<Body = Refused>(
  daemon: AnyDaemon,
  method: "GET" | "POST" | "DELETE",
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = { "content-type": "application/json" },
): Promise<ApiAnswer<Body>> {
  const response = await fetch(daemon.adminUrl + path, {
    method,
    headers: { ...daemon.adminHeaders, ...(body === undefined ? {} : headers) },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const answer: unknown = await response.json();
  checkAnswer(method, path, response.status, answer);
  return { status: response.status, body: answer as Body };
}

/** Fails unless the document has this answer. */
function checkAnswer(method: string, path: string, status: number, body: unknown): void {
  const operation = operationOf(method, path);
  const documented = operation.responses[String(status)] ?? operation.responses["default"];
  if (documented === undefined) throw new Error(`${method} ${path}: ${status} is not documented`);
  const name = documented.$ref?.split("/").at(-1);
  const schema = (name === undefined ? documented : document.components.responses[name])?.content?.[
    "application/json"
  ]?.schema;
  if (schema === undefined) throw new Error(`${method} ${path}: ${status} has no JSON`);
  const validate = ajv.compile(absolute(schema));
  if (!validate(body))
    throw new Error(
      `${method} ${path} ${status}: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(body)}`,
    );
}

/** The operation of a request: a fixed path goes before one with parameters. */
function operationOf(method: string, path: string): Operation {
  const [wanted = ""] = path.split("?");
  const fits = Object.keys(document.paths)
    .filter((one) => new RegExp(`^${one.replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(wanted))
    .toSorted((one, two) => one.split("{").length - two.split("{").length);
  const operation = fits
    .map((one) => document.paths[one]?.[method.toLowerCase()])
    .find((one) => one !== undefined);
  if (operation === undefined) throw new Error(`${method} ${path} is not documented`);
  return operation;
}

function absolute(schema: object): object {
  return JSON.parse(
    JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"admin-api#/'),
  ) as object;
}
