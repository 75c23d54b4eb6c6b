/** A webhook's call as a command for a shell. */
import type { WebhookFlow } from "../../flows/compiled-flow.ts";
import type { Auth } from "../../generated/flow.ts";
import type { WebhookPayload } from "../../journal/records.ts";

type Delivery = Pick<WebhookPayload, "method" | "params" | "query" | "body">;

/** What lets a call in, as far as a shell can say it. */
interface Entrance {
  readonly flags: readonly string[];
  readonly query: readonly [string, string][];
}

/**
 * `curl` with a delivery; words in capitals stand where a secret has to be filled in.
 * @param address of the webhook listener, without a slash at the end
 */
export function curlCommand(
  { flow, webhook }: WebhookFlow,
  { method, params, query, body }: Delivery,
  address: string,
): string {
  const path = webhook.path.replaceAll(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? name.toUpperCase()),
  );
  const entrance = entranceOf(flow.on?.webhook?.auth ?? []);
  const given = Object.entries(query).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  const search = new URLSearchParams([...given, ...entrance.query]);
  const url = address + path + (search.size === 0 ? "" : `?${search.toString()}`);
  const sent =
    method === "GET" || (method === "DELETE" && body === null)
      ? []
      : ["-H", "content-type: application/json", "-d", JSON.stringify(body ?? {})];
  return ["curl", "-X", method, url, ...entrance.flags, ...sent].map(quoted).join(" ");
}

/** One of several ways in is enough: the first that needs no signature, if there is one. */
function entranceOf(ways: readonly Auth[]): Entrance {
  const way = ways.find((one) => !(one.hmac ?? one.standard_webhooks)) ?? ways[0];
  if (way?.hmac !== undefined) return header(way.hmac.header, "SIGNATURE");
  if (way?.standard_webhooks !== undefined) return header("webhook-signature", "SIGNATURE");
  if (way?.bearer !== undefined) return header("authorization", "Bearer TOKEN");
  if (way?.basic !== undefined)
    return { flags: ["-u", `${way.basic.username}:PASSWORD`], query: [] };
  if (way?.header !== undefined) return header(way.header.name, "SECRET");
  if (way?.query !== undefined) return { flags: [], query: [[way.query.name, "SECRET"]] };
  return { flags: [], query: [] };
}

function header(name: string, value: string): Entrance {
  return { flags: ["-H", `${name}: ${value}`], query: [] };
}

/** A word of a POSIX shell. */
function quoted(word: string): string {
  return /^[\w./:=@-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
