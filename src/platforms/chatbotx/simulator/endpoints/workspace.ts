import { type Call, newName, ok } from "../call.ts";
import { notFound, Refusal } from "../refusal.ts";
import { addInbox } from "../state.ts";
import { inboxView } from "../views.ts";

/** The workspace behind the token; the later server has no such call. */
export function getWorkspace({ workspace }: Call) {
  const at = new Date(workspace.createdAt).toISOString();
  return ok({
    id: workspace.id,
    createdAt: at,
    updatedAt: at,
    name: workspace.name,
    defaultReply: null,
    targetCountry: workspace.country,
    language: "en",
    timezone: workspace.timezone,
    brandColor: "#016DFF",
    developmentMode: false,
    smartResponseDelaySeconds: null,
    isActive: true,
    startTime: null,
    endTime: null,
    logo: null,
    scheduledDeletionAt: null,
    ownerId: "1",
    tenantId: "1",
  });
}

/** What the token may do; of the later server. */
export function getToken({ workspace, token: { permission, scopes } }: Call) {
  return ok({ workspaceId: workspace.id, permission, scopes });
}

export function listInboxes(call: Call) {
  const { workspace, state } = call;
  const name = newName(call, workspace.inboxes);
  if (name !== undefined) addInbox(workspace, name, "messenger", state.now());
  return ok({ data: [...workspace.inboxes.values()].map(inboxView), pageCount: 1 });
}

/** The same with other ids, which no call takes (ran); the later server has no such call. */
export function listChannels({ workspace }: Call) {
  const data = [...workspace.inboxes.values()].map(({ name, channel, sourceId }) => ({
    name,
    channel,
    status: "connected",
    id: sourceId,
  }));
  return ok({ data, pageCount: 1 });
}

export function listFlows(call: Call) {
  const { workspace } = call;
  const name = newName(call, workspace.flows);
  if (name !== undefined) workspace.addFlow({ name, active: true, texts: [] });
  const active = [...workspace.flows.values()].filter((flow) => flow.active);
  return ok({ data: active.map(({ id, name }) => ({ id, name })) });
}

/** Lists of which a simulated workspace has nothing. */
export function listNothing() {
  return ok({ data: [] });
}

/** Calls that the older server refuses to every token (ran); later they were repaired. */
export function listForMembers({ dialect }: Call) {
  if (dialect === "later") return listNothing();
  throw new Refusal(400, "systemError", "User is not associated with this workspace");
}

/** A simulated workspace has no bot fields. */
export function getBotField(): never {
  throw notFound("Bot field not found", true);
}

export function setBotField(): never {
  throw notFound("Bot field not found");
}
