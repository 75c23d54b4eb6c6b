import type { Request } from "express";
import type { Fields } from "../../simulator/fields.ts";
import { asFields } from "./check-values.ts";

/** A call of the API as read from a request, nothing checked yet but the body's form. */
export interface ApiRequest {
  readonly bot: string;
  /** Undefined where `phone` names the user. */
  readonly user: string | undefined;
  readonly token: unknown;
  /** Query and body together, the body first, without the token. */
  readonly params: Fields;
  /** The body alone, without the token; undefined where there was none. */
  readonly body: Fields | undefined;
}

/** @throws ApiRefusal 100 for a body that is a list */
export function readApiRequest(req: Request): ApiRequest {
  const { ahachat_token: queryToken, ...query } = req.query;
  const { ahachat_token: bodyToken, ...body } = asFields(req.body ?? {}, "the body");
  const { bot, user } = req.params;
  return {
    bot: String(bot),
    user: typeof user === "string" ? user : undefined,
    token: bodyToken ?? queryToken,
    params: { ...query, ...body },
    body: req.body === undefined ? undefined : body,
  };
}
