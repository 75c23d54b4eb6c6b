import type { YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import type { Auth, Handshake, WebhookTrigger } from "../generated/flow.ts";
import { AUTH_PATH, CREDENTIALS_PATH } from "./auth-path.ts";
import { checkSignatures, isWhole } from "./check-signature.ts";
import { senderWays } from "./compile-sender.ts";
import { compileTemplates } from "./compile-templates.ts";
import type { CompiledAuth, CompiledHandshake } from "./compiled-flow.ts";

const ROOTS: ReadonlySet<string> = new Set(["secrets", "vars"]);

/** Compiles `on.webhook.auth`, and the ways in that the sender has for what `credentials` says. */
export function compileAuth(
  document: YamlDocument,
  webhook: WebhookTrigger,
  problems: Problem[],
): CompiledAuth {
  const { credentials, handshake } = webhook;
  const auth = (webhook.auth ?? []).filter(isWhole);
  problems.push(...checkSignatures(document, auth));
  compileTemplates(document, CREDENTIALS_PATH, credentials, ROOTS, problems);
  const sender = senderWays(webhook);
  const { auth: ways } = sender;
  const greeting = handshake ?? sender.handshake;
  // What is wrong with their templates has been said of `credentials`.
  const said: Problem[] = [];
  const all = [...auth, ...ways];
  return {
    entries: [
      ...auth.map((one, index) =>
        compileTemplates(document, [...AUTH_PATH, index], one, ROOTS, problems),
      ),
      ...ways.map((one) => compileTemplates(document, CREDENTIALS_PATH, one, ROOTS, said)),
    ],
    headerNames: namesOf(all.flatMap(headersOf).map((name) => name?.toLowerCase())),
    queryNames: namesOf([
      ...all.flatMap(({ query, signature }) => [query?.name, signature?.in.query]),
      greeting && tokenIn(greeting),
    ]),
    bodyFields: [
      ...namesOf(all.flatMap(({ body, signature }) => [body?.field, signature?.in.body])),
    ],
    handshake: greeting && compileHandshake(document, greeting, handshake ? problems : said),
  };
}

function compileHandshake(
  document: YamlDocument,
  handshake: Handshake,
  problems: Problem[],
): CompiledHandshake {
  const at = ["on", "webhook", "handshake", "verify_token"];
  return {
    token: compileTemplates(document, at, handshake.verify_token, ROOTS, problems),
    tokenIn: tokenIn(handshake),
    challengeIn: handshake.challenge_in ?? "hub.challenge",
  };
}

function tokenIn({ token_in = "hub.verify_token" }: Handshake): string {
  return token_in;
}

function headersOf({ hmac, header, standard_webhooks, signature }: Auth): (string | undefined)[] {
  return [
    hmac?.header,
    hmac?.timestamp_header,
    header?.name,
    signature?.in.header,
    ...(standard_webhooks === undefined ? [] : ["Webhook-Signature"]),
  ];
}

function namesOf(names: readonly (string | undefined)[]): ReadonlySet<string> {
  return new Set(names.filter((name) => name !== undefined));
}
