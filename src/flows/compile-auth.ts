import type { YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import type { Auth } from "../generated/flow.ts";
import { compileTemplates } from "./compile-templates.ts";
import type { CompiledAuth } from "./compiled-flow.ts";

/** Where the ways in stand. */
export const AUTH_PATH = ["on", "webhook", "auth"];

const ROOTS: ReadonlySet<string> = new Set(["secrets", "vars"]);

/** Compiles `on.webhook.auth`. */
export function compileAuth(
  document: YamlDocument,
  auth: readonly Auth[],
  problems: Problem[],
): CompiledAuth {
  const headers = auth.flatMap((one) => [
    one.hmac?.header,
    one.hmac?.timestamp_header,
    one.header?.name,
    ...(one.standard_webhooks === undefined ? [] : ["Webhook-Signature"]),
  ]);
  return {
    entries: auth.map((one, index) =>
      compileTemplates(document, [...AUTH_PATH, index], one, ROOTS, problems),
    ),
    headerNames: namesOf(headers.map((name) => name?.toLowerCase())),
    queryNames: namesOf(auth.map(({ query }) => query?.name)),
  };
}

function namesOf(names: readonly (string | undefined)[]): ReadonlySet<string> {
  return new Set(names.filter((name) => name !== undefined));
}
