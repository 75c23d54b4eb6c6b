import { invalid } from "./api-refusal.ts";
import type { User } from "./bot.ts";
import { expand, expandText } from "./expand.ts";
import type { JsonApiSeed } from "./seed.ts";

const LARGEST_ANSWER_BYTES = 1024 * 1024;

/** The request of a JSON API block, attributes filled in. */
export interface JsonApiRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** Fills each `{{attribute}}` of a user into a request; in the URL they are encoded. */
export function filledRequest(
  { method = "GET", url, headers = {}, body, form }: JsonApiSeed,
  user: User,
): JsonApiRequest {
  const fill = (value: unknown) => expand(value, user, user.attributes);
  const [text, type] =
    form === undefined
      ? [typeof body === "string" ? String(fill(body)) : JSON.stringify(fill(body)), JSON_TYPE]
      : [new URLSearchParams(fill(form) as Record<string, string>).toString(), FORM_TYPE];
  const hasType = Object.keys(headers).some((name) => name.toLowerCase() === "content-type");
  return {
    method,
    url: expandText(url, user, user.attributes, encodeURIComponent),
    headers: {
      ...(fill(headers) as Record<string, string>),
      ...(text !== undefined && !hasType && { "content-type": type }),
    },
    body: text,
  };
}

const JSON_TYPE = "application/json";
const FORM_TYPE = "application/x-www-form-urlencoded";

/**
 * Sends the request; redirects are not followed.
 * @param timeoutMs until the whole answer is there
 * @throws ApiRefusal 100 that says why there is no answer
 */
export async function askJsonApi(
  { url, ...request }: JsonApiRequest,
  timeoutMs: number,
  closing: AbortSignal,
): Promise<{ status: number; text: string }> {
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      ...request,
      body: request.body ?? null,
      redirect: "manual",
      signal: AbortSignal.any([timeout, closing]),
    });
    return { status: response.status, text: await readText(response) };
  } catch (error) {
    if (timeout.aborted) throw invalid(`no answer within ${timeoutMs} ms`);
    if (closing.aborted) throw invalid("the simulator was closed");
    // Of Node's fetch: with a code in its cause, or for a header that can't be sent.
    if (error instanceof TypeError) throw invalid(`no answer: ${codeOf(error.cause)}`);
    throw error;
  }
}

async function readText({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (body !== null)
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > LARGEST_ANSWER_BYTES) throw invalid("the answer is larger than 1 MiB");
      chunks.push(chunk);
    }
  return Buffer.concat(chunks).toString("utf8");
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && "code" in cause
    ? String(cause.code)
    : "the request can't be sent";
}
