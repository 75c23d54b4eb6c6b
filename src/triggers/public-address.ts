import { AhaflowError } from "../errors.ts";
import type { WebhookFlow } from "../flows/compiled-flow.ts";
import type { Auth, Credential } from "../generated/flow.ts";
import type { Settings } from "../settings/settings.ts";

/**
 * Where a sender reaches a flow's webhook, with the secret of `auth: query` that lets it in.
 * @throws AhaflowError `bad_setting` without a public URL; `bad_argument` for a webhook whose address can't be
 *   told to a platform, since something of it would be left open
 */
export function publicAddress(
  { name, flow, webhook }: WebhookFlow,
  { publicUrl, secrets, vars }: Pick<Settings, "publicUrl" | "secrets" | "vars">,
): string {
  if (publicUrl === undefined)
    throw new AhaflowError("bad_setting", "ahaflow.yaml does not say where senders reach it", {
      hint: "write server: { public_url: https://… }, the address of the proxy in front",
    });
  const refuse = (message: string, hint: string) =>
    new AhaflowError("bad_argument", `the flow ${name} can't be registered: ${message}`, { hint });
  if (webhook.path.includes(":"))
    throw refuse("its path has a parameter", "give it a path without one");
  if (!webhook.methods.includes("POST"))
    throw refuse("it does not take POST", "add POST to its methods");
  const ways = flow.on?.webhook?.auth ?? [];
  const address = publicUrl + webhook.path;
  const key = webhook.auth.entries[ways.findIndex(({ query }) => query !== undefined)];
  if (key !== undefined) {
    const { query } = key.render({ secrets, vars }) as Auth;
    const part = new URLSearchParams([[query?.name ?? "", firstOf(query?.value)]]);
    return `${address}?${part.toString()}`;
  }
  if (ways.length > 0 && ways.every(({ ip }) => ip === undefined))
    throw refuse(
      "no address can carry what its auth asks for",
      'add { query: { name: key, value: "{{secrets.NAME}}" } }',
    );
  return address;
}

/** While one secret takes the place of another, the first is the new one. */
function firstOf(value: Credential | undefined): string {
  return String(Array.isArray(value) ? value[0] : value);
}
