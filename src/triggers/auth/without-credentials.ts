import type { CompiledAuth } from "../../flows/compiled-flow.ts";
import type { WebhookRequest } from "../webhook.ts";

/**
 * The request without what let it in: nobody needs that any more, and it would be kept. Fields of the
 * body are named, and left out when it is read.
 */
export function withoutCredentials(
  { headerNames, queryNames, bodyFields }: CompiledAuth,
  request: WebhookRequest,
): WebhookRequest {
  if (headerNames.size === 0 && queryNames.size === 0 && bodyFields.length === 0) return request;
  const headers = Object.entries(request.headers).filter(([name]) => !headerNames.has(name));
  const query = request.query.split("&").filter((part) => {
    const [name] = new URLSearchParams(part).keys();
    return name === undefined || !queryNames.has(name);
  });
  return {
    ...request,
    headers: Object.fromEntries(headers),
    query: query.join("&"),
    withheld: bodyFields,
  };
}
