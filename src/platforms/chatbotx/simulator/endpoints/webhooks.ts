import { isAddress, isPublicAddress } from "../../../../ip-addresses.ts";
import { type Call, created, DONE, ok } from "../call.ts";
import * as input from "../inputs.ts";
import { notFound, Refusal } from "../refusal.ts";
import type { ExternalWebhook, Webhook, Workspace } from "../workspace.ts";

const MOST = 50;
/** Names where nothing can be (RFC 2606 and 6761). */
const NOWHERE = /(^|\.)(localhost|local|test|invalid|example)$|\.example\.(com|net|org)$/;

export function listWebhooks({ workspace }: Call) {
  return ok({ data: [...workspace.webhooks.values()].map((one) => view(one, workspace)) });
}

/** Watches events. The conditions say which; "any tag" can't be said (ran). */
export function createWebhook({ workspace, body, state }: Call) {
  const { name, url, conditions } = input.read(input.webhook, body);
  assertPublic(url);
  const webhook = { id: workspace.nextId(), createdAt: state.now(), name, url, conditions };
  workspace.webhooks.set(webhook.id, webhook);
  return created(view(webhook, workspace));
}

export function deleteWebhook({ workspace, params }: Call) {
  if (!workspace.webhooks.delete(params["id"] ?? "")) throw notFound("Webhook not found", true);
  return DONE;
}

function view({ id, createdAt, name, url }: Webhook, workspace: Workspace): object {
  const at = new Date(createdAt).toISOString();
  return {
    id,
    createdAt: at,
    updatedAt: at,
    name,
    active: true,
    folderId: null,
    url,
    workspaceId: workspace.id,
  };
}

export function listExternalWebhooks({ workspace }: Call) {
  return ok({ data: [...workspace.externalWebhooks.values()] });
}

/** Registers for a step of a flow; the same address and event again are the same row (ran). */
export function createExternalWebhook({ workspace, body }: Call) {
  const { url, event, provider } = input.read(input.externalWebhook, body);
  assertPublic(url);
  const all = workspace.externalWebhooks;
  const known = [...all.values()].find((one) => one.url === url && one.event === event);
  if (known !== undefined) return created(known);
  if (all.size >= MOST) throw new Refusal(400, "systemError", "Too many external webhooks");
  const made: ExternalWebhook = { id: workspace.nextId(), provider, event, url };
  all.set(made.id, made);
  return created(made);
}

export function deleteExternalWebhook({ workspace, params }: Call) {
  if (!workspace.externalWebhooks.delete(params["id"] ?? ""))
    throw notFound("External webhook not found", true);
  return DONE;
}

/** Private addresses, and names that lead nowhere, are refused (ran); no name is looked up here. */
function assertPublic(url: string): void {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, "");
  if (isAddress(host) ? isPublicAddress(host) : !NOWHERE.test(host)) return;
  const message = `[ssrf-guard] Webhook URL is not allowed: ${url}`;
  throw new Refusal(422, "invalidRequestData", message, true);
}
