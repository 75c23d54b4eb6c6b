import type { Handler } from "./call.ts";
import type { Dialect } from "./dialect.ts";
import * as contacts from "./endpoints/contacts.ts";
import * as fields from "./endpoints/fields.ts";
import * as messages from "./endpoints/messages.ts";
import * as search from "./endpoints/search.ts";
import * as tags from "./endpoints/tags.ts";
import * as webhooks from "./endpoints/webhooks.ts";
import * as workspace from "./endpoints/workspace.ts";

type Method = "get" | "post" | "put" | "patch" | "delete";

/** One call of the API. */
export interface Route {
  readonly method: Method;
  /** Below the server's base address. */
  readonly path: string;
  readonly handle: Handler;
  /** The only server that has it; both when left out. */
  readonly only?: Dialect;
}

const CONTACTS = "/v1/contacts";
const CONTACT = `${CONTACTS}/:identifier`;
const FIELD = `${CONTACT}/custom-fields/:idOrName`;

function route(method: Method, path: string, handle: Handler, only?: Dialect): Route {
  return { method, path, handle, ...(only && { only }) };
}

/** Every call by the name that faults and the call log have, in the order in which paths are tried. */
export const ROUTES: Readonly<Record<string, Route>> = {
  get_workspace: route("get", "/v1/workspaces", workspace.getWorkspace, "2026-08"),
  get_token: route("get", "/v1/token", workspace.getToken, "later"),
  list_inboxes: route("get", "/v1/inboxes", workspace.listInboxes),
  list_channels: route("get", "/v1/channels", workspace.listChannels, "2026-08"),
  list_flows: route("get", "/v1/flows", workspace.listFlows),

  list_tags: route("get", "/v1/tags", tags.listTags),
  create_tag: route("post", "/v1/tags", tags.createTag),
  get_tag: route("get", "/v1/tags/:idOrName", tags.getTag),
  delete_tag: route("delete", "/v1/tags/:id", tags.deleteTag),

  list_custom_fields: route("get", "/v1/custom-fields", fields.listFields),
  create_custom_field: route("post", "/v1/custom-fields", fields.createField),
  get_custom_field: route("get", "/v1/custom-fields/:idOrName", fields.getField),

  list_contacts: route("get", CONTACTS, search.listContacts),
  create_contact: route("post", CONTACTS, contacts.createContact),
  find_by_custom_field: route("get", `${CONTACTS}/find-by-custom-field`, search.findByField),
  get_contact: route("get", CONTACT, contacts.getContact),
  upsert_contact: route("post", `${CONTACT}/upsert`, contacts.upsertContact),
  update_contact: route("put", CONTACT, contacts.updateContact),
  patch_contact: route("patch", CONTACT, contacts.updateContact, "later"),
  delete_contact: route("delete", CONTACT, contacts.deleteContact),
  block_contact: route("post", `${CONTACT}/block`, contacts.blockContact),
  unblock_contact: route("post", `${CONTACT}/unblock`, contacts.unblockContact),

  list_contact_tags: route("get", `${CONTACT}/tags`, tags.listContactTags),
  add_contact_tags: route("post", `${CONTACT}/tags`, tags.addContactTags),
  add_contact_tags_by_name: route(
    "post",
    `${CONTACT}/tags/by-name`,
    tags.addContactTagsByName,
    "later",
  ),
  replace_contact_tags: route("put", `${CONTACT}/tags`, tags.replaceContactTags, "later"),
  remove_contact_tags: route("delete", `${CONTACT}/tags`, tags.removeContactTags),

  list_contact_fields: route("get", `${CONTACT}/custom-fields`, fields.listContactFields),
  set_contact_fields: route("put", `${CONTACT}/custom-fields`, fields.setContactFields, "2026-08"),
  change_contact_fields: route(
    "patch",
    `${CONTACT}/custom-fields`,
    fields.changeContactFields,
    "later",
  ),
  clear_contact_fields: route("delete", `${CONTACT}/custom-fields`, fields.clearContactFields),
  get_contact_field: route("get", FIELD, fields.getContactField),
  set_contact_field: route("post", FIELD, fields.setContactField),
  put_contact_field: route("put", FIELD, fields.putContactField, "later"),
  clear_contact_field: route("delete", FIELD, fields.clearContactField),

  list_messages: route("get", `${CONTACT}/messages`, messages.listMessages),
  get_message: route("get", `${CONTACT}/messages/:messageId`, messages.getMessage),
  send_message: route("post", `${CONTACT}/messages`, messages.sendMessage),
  send_flow: route("post", `${CONTACT}/flows`, messages.sendFlow),
  trigger_auto_reply: route("post", `${CONTACT}/auto-replies`, messages.triggerAutoReply),
  send_in_conversation: route(
    "post",
    "/v1/conversations/:id/messages",
    messages.sendInConversation,
    "later",
  ),

  list_webhooks: route("get", "/v1/webhooks", webhooks.listWebhooks),
  create_webhook: route("post", "/v1/webhooks", webhooks.createWebhook),
  delete_webhook: route("delete", "/v1/webhooks/:id", webhooks.deleteWebhook),
  list_external_webhooks: route("get", "/v1/external-webhooks", webhooks.listExternalWebhooks),
  create_external_webhook: route("post", "/v1/external-webhooks", webhooks.createExternalWebhook),
  delete_external_webhook: route(
    "delete",
    "/v1/external-webhooks/:id",
    webhooks.deleteExternalWebhook,
  ),

  list_triggers: route("get", "/v1/triggers", workspace.listNothing),
  list_integrations: route("get", "/v1/integrations", workspace.listNothing),
  list_bot_fields: route("get", "/v1/bot-fields", workspace.listNothing),
  get_bot_field: route("get", "/v1/bot-fields/:idOrName", workspace.getBotField),
  set_bot_field: route("put", "/v1/bot-fields/:idOrName", workspace.setBotField),
  list_error_logs: route("get", "/v1/error-logs", workspace.listForMembers),
  list_broadcasts: route("get", "/v1/broadcasts", workspace.listForMembers),
  list_sequences: route("get", "/v1/sequences", workspace.listForMembers),
  list_conversations: route("get", "/v1/conversations", workspace.listForMembers),
  list_members: route("get", "/v1/members", workspace.listForMembers),
};
