/** Who calls a webhook, where the flow says so: what is known of such deliveries comes with it. */
import type { YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import type { Auth, Handshake, WebhookTrigger } from "../generated/flow.ts";
import { nearestName } from "../nearest-name.ts";
import type { DeliveryKind, SecretPlace } from "../platforms/deliveries.ts";
import { deliveryKinds } from "../platforms/installed.ts";
import type { Credentials } from "../platforms/sender-facts.ts";
import { RULES } from "../rules.ts";
import { CREDENTIALS_PATH } from "./auth-path.ts";
import { UNFILLED } from "./compile-templates.ts";
import type { WebhookMethod } from "./compiled-flow.ts";
import { mistakeProblem, problemAt } from "./parse-flow.ts";

const FROM = ["on", "webhook", "from"];
const REGISTER = ["on", "webhook", "register"];

/** The template of a webhook's dedupe key: its own, else that of what comes. */
export function dedupeKeyOf(webhook: WebhookTrigger | undefined): string | undefined {
  return webhook?.dedupe?.key ?? deliveryKinds.get(webhook?.from ?? "")?.dedupeKey;
}

/** The methods that a webhook takes: its own, else that of what comes. */
export function methodsOf({ methods, from = "" }: WebhookTrigger): readonly WebhookMethod[] {
  return methods ?? [deliveryKinds.get(from)?.method ?? "POST"];
}

/** The list in the body whose entries start runs: the flow's own, else that of what comes. */
export function itemsOf(webhook: WebhookTrigger | undefined): string | undefined {
  return webhook?.items ?? deliveryKinds.get(webhook?.from ?? "")?.items;
}

/** What the sender has for the credentials of a webhook; nothing where they have mistakes. */
export function senderWays({ from = "", credentials }: WebhookTrigger): SenderWays {
  const kind = deliveryKinds.get(from);
  const fits = credentials !== undefined && kind?.checkCredentials?.(credentials).length === 0;
  return fits
    ? { auth: kind.waysIn?.(credentials) ?? [], handshake: kind.handshake?.(credentials) }
    : { auth: [], handshake: undefined };
}

export interface SenderWays {
  readonly auth: readonly Auth[];
  readonly handshake: Handshake | undefined;
}

/** Finds the kind that `from` names, and checks what is said beside it. */
export function compileSender(
  document: YamlDocument,
  webhook: WebhookTrigger,
  problems: Problem[],
): DeliveryKind | undefined {
  const { from, register } = webhook;
  if (from === undefined) return undefined;
  const kind = deliveryKinds.get(from);
  if (kind === undefined) {
    const names = [...deliveryKinds.keys()];
    const near = nearestName(from, names);
    const hint = near === undefined ? `there are: ${names.join(", ")}` : `did you mean "${near}"?`;
    problems.push(
      problemAt(document, FROM, "wrong-value", `nothing is known of deliveries "${from}"`, hint),
    );
    return undefined;
  }
  if (register !== undefined) checkRegister(document, kind, register, problems);
  const isLetIn = checkCredentials(document, kind, webhook.credentials, problems);
  const doubt = isLetIn ? undefined : secretDoubt(kind, webhook);
  if (doubt !== undefined)
    problems.push({
      ...problemAt(document, FROM, "no-sender-secret", ...doubt),
      severity: RULES["no-sender-secret"].severity,
    });
  return kind;
}

function checkRegister(
  document: YamlDocument,
  { sender, checkRegister: check }: DeliveryKind,
  register: object,
  problems: Problem[],
): void {
  if (check === undefined) {
    const message = `${sender} is set up by hand: there is nothing to register`;
    problems.push(problemAt(document, REGISTER, "wrong-value", message, "take `register` away"));
    return;
  }
  problems.push(
    ...check(register, { quoteValues: true }).map((mistake) =>
      mistakeProblem(document, REGISTER, mistake),
    ),
  );
}

/** Checks `credentials`. @returns whether they are there */
function checkCredentials(
  document: YamlDocument,
  { sender, checkCredentials: check }: DeliveryKind,
  credentials: Credentials | undefined,
  problems: Problem[],
): boolean {
  if (credentials === undefined) return false;
  if (check === undefined) {
    const message = `${sender} has no credential of its own`;
    const hint = "write auth for what the shop has agreed with it";
    problems.push(problemAt(document, CREDENTIALS_PATH, "wrong-value", message, hint));
    return true;
  }
  // As it is written: what the flow's schema has refused of it is not missing too.
  const written = CREDENTIALS_PATH.reduce<unknown>(
    (part, key) => (part as Readonly<Record<string, unknown>> | undefined)?.[key],
    document.value,
  );
  problems.push(
    ...check(written, UNFILLED).map((mistake) =>
      mistakeProblem(document, CREDENTIALS_PATH, mistake),
    ),
  );
  return true;
}

/** Where the ways of `auth` have a secret; an address is none, and needs no help of the sender's. */
const PLACES: Readonly<Record<keyof Auth, SecretPlace | "body" | "signature" | "address">> = {
  hmac: "signature",
  standard_webhooks: "signature",
  bearer: "header",
  basic: "header",
  header: "header",
  query: "query",
  body: "body",
  signature: "signature",
  ip: "address",
};

function secretDoubt(
  kind: DeliveryKind,
  { auth = [], path }: WebhookTrigger,
): readonly [message: string, hint: string] | undefined {
  const { sender, carries, credentialNames = [] } = kind;
  const places = auth.flatMap((way) =>
    (Object.keys(way) as (keyof Auth)[]).map((one) => PLACES[one]),
  );
  if (credentialNames.length > 0) {
    // A way that the flow has written itself may be one that the sender has, too.
    if (places.length > 0 || hasSecretPart(path)) return undefined;
    const [name = ""] = credentialNames;
    return [
      `nothing here tells ${sender} from a stranger, and it can show who it is`,
      `write credentials: { ${name}: "{{secrets.NAME}}" }; it knows ${credentialNames.join(", ")}`,
    ];
  }
  const isOpen = (place: (typeof places)[number]) =>
    place === "address" || carries.some((one) => one === place);
  if (places.some(isOpen) || (places.length === 0 && hasSecretPart(path))) return undefined;
  const can = `it can carry a secret in the ${carries.join(" or ")}`;
  const message =
    places.length === 0
      ? `${sender} signs nothing, and nothing here tells it from a stranger; ${can}`
      : `${sender} can't come in by this auth: ${can}`;
  const way = carries.includes("header") ? "header: { name: X-Key" : "query: { name: key";
  return [message, `write auth: [{ ${way}, value: "{{secrets.NAME}}" } }]`];
}

/** Letters with digits among them, so long that nobody guesses them. */
function hasSecretPart(path: string): boolean {
  return path
    .split("/")
    .some((part) => /^[^:]{20,}$/.test(part) && /\d/.test(part) && /[A-Za-z]/.test(part));
}
