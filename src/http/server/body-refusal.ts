import type { RefusedRequest } from "./refuse-request.ts";

/** What an error of Express' body reader says to the sender; undefined when it is none. */
export function bodyRefusal(error: unknown, limit: string): RefusedRequest | undefined {
  const { type, status = 500 } = error as { type?: string; status?: number };
  if (type === "entity.too.large")
    return {
      status: 413,
      code: "payload_too_large",
      message: `the body is larger than ${limit}`,
    };
  if (type === "encoding.unsupported")
    return {
      status: 415,
      code: "unsupported_media_type",
      message: "send the body plain, or as gzip or deflate",
    };
  if (status < 400 || status >= 500) return undefined;
  return { status: 400, code: "unreadable_body", message: "the body can't be read" };
}
