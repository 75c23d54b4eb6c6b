import express, { type RequestHandler } from "express";
import type { SchemaMistake } from "../../documents/schema-mistake.ts";
import { shippedValidator } from "../../documents/schema-validator.ts";
import { loadAdminApi } from "../../schemas.ts";
import { parseBody } from "../../triggers/parse-body.ts";
import { payloadMistakes } from "../../triggers/payload-mistakes.ts";
import { bodyRefusal } from "./body-refusal.ts";
import { sendError } from "./error-response.ts";

const { schemas } = loadAdminApi().components;

/**
 * Reads a request's body as JSON that fits a schema of the API's document, into `request.body`; no
 * body is an empty object. Anything else is refused.
 * @param name of the schema, which has no reference in it
 * @param limit of the body, in bytes
 */
export function jsonBody(name: string, limit: number): RequestHandler[] {
  const check = shippedValidator(schemas[name] ?? {});
  return [
    rawBody(limit),
    (request, response, next) => {
      const { body } = request as { body: unknown };
      if (!(body instanceof Uint8Array) || body.length === 0) request.body = {};
      else if (!request.is("application/json"))
        return sendError(response, 415, "unsupported_media_type", "send JSON, as application/json");
      else request.body = parseBody("application/json", body);
      const mistakes = check(request.body);
      if (mistakes.length === 0) return next();
      const told = mistakes.map(withHint);
      sendError(response, 400, "bad_body", "the body does not fit", payloadMistakes(told));
    },
  ];
}

/** The bytes of a body of any type. */
function rawBody(limit: number): RequestHandler {
  const raw = express.raw({ type: () => true, limit });
  return (request, response, next) =>
    raw(request, response, (error?: unknown) => {
      const refusal = error === undefined ? undefined : bodyRefusal(error, `${limit} bytes`);
      if (refusal === undefined) return next(error);
      sendError(response, refusal.status, refusal.code, refusal.message);
    });
}

/** What to do stands in the message: the answer has no other place for it. */
function withHint(mistake: SchemaMistake): SchemaMistake {
  const { message, hint } = mistake;
  return hint === undefined ? mistake : { ...mistake, message: `${message}; ${hint}` };
}
