// Generated from schemas/ by scripts/generate-types.mjs: do not edit, run `npm run schemas`.

/**
 * The contact's id in ChatbotX, digits as text; not the id that Messenger or Zalo knows them by.
 */
export type ContactId = string;
/**
 * A phone number in any spelling; it is looked for in E.164, and as it is dialled in the connection's phone_region.
 */
export type Phone = string;
/**
 * An e-mail address; capitals count.
 */
export type Email = string;
/**
 * The id that the channel knows the customer by: Messenger's page-scoped id, which AhaChat calls messenger_user_id, or Zalo's user id.
 */
export type ChannelUserId = string;
/**
 * Names of tags, 1 to 100; capitals count.
 *
 * @minItems 1
 * @maxItems 100
 */
export type Tags = string[];
/**
 * The channel over which it goes: an inbox's name or id. Default: that of the connection.
 */
export type Inbox = string;
/**
 * Gender, as ChatbotX writes it.
 */
export type Gender = "male" | "female" | "unknown";
/**
 * Calls that may be sent: a number per s, m or h. Default 10/s; a newer server takes 120 in ten seconds.
 */
export type Rate = string;
/**
 * Time that one attempt may take; a step may make several calls. Default 15s.
 */
export type Duration = string;
/**
 * Time until one call is let through to see; it doubles while that fails. Default 1s.
 */
export type Duration1 = string;
/**
 * Longest time between two such calls. Default 30s.
 */
export type Duration2 = string;

/**
 * Its connection, and input and output of every action, by the names of their files.
 */
export interface Shapes {
  "actions/add_tags": AddTags;
  "actions/block_contact": BlockContact;
  "actions/clear_fields": ClearFields;
  "actions/confirm_delivery": ConfirmDelivery;
  "actions/find_contact": FindContact;
  "actions/remove_tags": RemoveTags;
  "actions/send_flow": SendFlow;
  "actions/send_text": SendText;
  "actions/set_fields": SetFields;
  "actions/unblock_contact": UnblockContact;
  "actions/update_contact": UpdateContact;
  "actions/upsert_contact": UpsertContact;
  connection: ChatbotxConnectionConfig;
}
/**
 * Adds tags to a contact, by name.
 */
export interface AddTags {
  input: AddTagsInput;
  output: AddTagsOutput;
}
/**
 * Whom to tag, exactly one of contact_id, phone, email and channel_user_id, and with what.
 */
export interface AddTagsInput {
  contact_id?: ContactId;
  phone?: Phone;
  email?: Email;
  channel_user_id?: ChannelUserId;
  tags: Tags;
}
/**
 * Who was tagged, and which tags were made for it.
 */
export interface AddTagsOutput {
  /**
   * The contact's id.
   */
  contact_id: string;
  /**
   * Names of the tags that the workspace did not have, and has now; of a newer server that makes them itself, none.
   */
  created: string[];
}
/**
 * Blocks a contact. A message that reaches them unblocks them again.
 */
export interface BlockContact {
  input: BlockContactInput;
  output: BlockContactOutput;
}
/**
 * Whom to block: exactly one of contact_id, phone, email and channel_user_id.
 */
export interface BlockContactInput {
  contact_id?: ContactId;
  phone?: Phone;
  email?: Email;
  channel_user_id?: ChannelUserId;
}
/**
 * Who is blocked.
 */
export interface BlockContactOutput {
  /**
   * The contact's id.
   */
  contact_id: string;
}
/**
 * Clears custom fields of a contact, by name.
 */
export interface ClearFields {
  input: ClearFieldsInput;
  output: ClearFieldsOutput;
}
/**
 * Of whom, exactly one of contact_id, phone, email and channel_user_id, and which fields.
 */
export interface ClearFieldsInput {
  contact_id?: ContactId;
  phone?: Phone;
  email?: Email;
  channel_user_id?: ChannelUserId;
  /**
   * Names of custom fields.
   *
   * @minItems 1
   * @maxItems 100
   */
  fields: string[];
}
/**
 * Whose fields were cleared.
 */
export interface ClearFieldsOutput {
  /**
   * The contact's id.
   */
  contact_id: string;
}
/**
 * Asks what became of a message; fails when the channel refused it.
 */
export interface ConfirmDelivery {
  input: ConfirmDeliveryInput;
  output: ConfirmDeliveryOutput;
}
/**
 * Whose message, exactly one of contact_id, phone, email and channel_user_id, and which.
 */
export interface ConfirmDeliveryInput {
  contact_id?: ContactId;
  phone?: Phone;
  email?: Email;
  channel_user_id?: ChannelUserId;
  /**
   * The message, as send_text gave it; of null nothing can be known.
   */
  message_id: string | null;
  /**
   * How long to ask until something is known, in seconds. It is a part of the time of the attempt. Default 5.
   */
  within?: number;
}
/**
 * What is known of the message.
 */
export interface ConfirmDeliveryOutput {
  /**
   * The contact's id.
   */
  contact_id: string;
  /**
   * delivered: the channel gave it an id. unconfirmed: neither that nor a failure is known; Zalo never gives one.
   */
  status: "delivered" | "unconfirmed";
}
/**
 * Finds a contact, with tags, custom fields and channels.
 */
export interface FindContact {
  input: FindContactInput;
  output: FindContactOutput;
}
/**
 * Whom to find: exactly one of contact_id, phone, email and channel_user_id.
 */
export interface FindContactInput {
  contact_id?: ContactId;
  phone?: Phone;
  email?: Email;
  channel_user_id?: ChannelUserId;
}
/**
 * The contact, as ChatbotX knows them.
 */
export interface FindContactOutput {
  /**
   * The contact's id.
   */
  contact_id: string;
  /**
   * First name.
   */
  first_name: string | null;
  /**
   * Last name.
   */
  last_name: string | null;
  /**
   * Both names.
   */
  full_name: string | null;
  /**
   * E-mail address.
   */
  email: string | null;
  /**
   * Phone number, as ChatbotX keeps it.
   */
  phone: string | null;
  /**
   * male, female or unknown.
   */
  gender: string | null;
  /**
   * Time zone, if one was set.
   */
  timezone: string | null;
  /**
   * Whether the contact is blocked.
   */
  blocked: boolean;
  /**
   * Names of the contact's tags.
   */
  tags: string[];
  /**
   * Values of custom fields by name, as texts; those that are not set are left out. Of two fields with one name the second is `name (type)`.
   */
  custom_fields: {
    [k: string]: string;
  };
  /**
   * The channels on which the contact can be reached.
   */
  channels: Channel[];
}
/**
 * A channel on which the contact can be reached.
 */
export interface Channel {
  /**
   * The inbox's id.
   */
  inbox_id: string;
  /**
   * The inbox's name.
   */
  inbox: string;
  /**
   * messenger, zalo, webchat and others.
   */
  channel: string;
  /**
   * The id that the channel knows the contact by.
   */
  channel_user_id: string;
  /**
   * When the contact last wrote there, ISO 8601.
   */
  last_incoming_at: string | null;
}
/**
 * Removes tags from a contact, by name.
 */
export interface RemoveTags {
  input: RemoveTagsInput;
  output: RemoveTagsOutput;
}
/**
 * From whom, exactly one of contact_id, phone, email and channel_user_id, and which tags.
 */
export interface RemoveTagsInput {
  contact_id?: ContactId;
  phone?: Phone;
  email?: Email;
  channel_user_id?: ChannelUserId;
  tags: Tags;
}
/**
 * From whom, and which tags nobody has: the workspace does not know them.
 */
export interface RemoveTagsOutput {
  /**
   * The contact's id.
   */
  contact_id: string;
  /**
   * Names that are no tags of the workspace.
   */
  unknown: string[];
}
/**
 * Starts a flow of ChatbotX for a contact, with custom fields set before.
 */
export interface SendFlow {
  input: SendFlowInput;
  output: SendFlowOutput;
}
/**
 * Who gets it, exactly one of contact_id, phone, email and channel_user_id, which flow, and over which inbox. Fields are set first, so that the flow can show them.
 */
export interface SendFlowInput {
  contact_id?: ContactId;
  phone?: Phone;
  email?: Email;
  channel_user_id?: ChannelUserId;
  /**
   * Name or id of an active flow.
   */
  flow: string;
  fields?: FieldValues;
  inbox?: Inbox;
}
/**
 * Values by the names of custom fields. A number field takes a number, a boolean field true or false, a date field a day (2026-05-04 or 04/05/2026), a datetime field a time; all else is text.
 */
export interface FieldValues {
  [k: string]: string | number | boolean;
}
/**
 * What was started. Whether its messages arrive can't be asked.
 */
export interface SendFlowOutput {
  /**
   * The contact's id.
   */
  contact_id: string;
  /**
   * The inbox that it goes over.
   */
  inbox_id: string;
  /**
   * The flow's id.
   */
  flow_id: string;
}
/**
 * Sends a text over one channel. That it was taken says nothing of its arrival: confirm_delivery asks.
 */
export interface SendText {
  input: SendTextInput;
  output: SendTextOutput;
}
/**
 * Who gets it, exactly one of contact_id, phone, email and channel_user_id, the text, and over which inbox.
 */
export interface SendTextInput {
  contact_id?: ContactId;
  phone?: Phone;
  email?: Email;
  channel_user_id?: ChannelUserId;
  /**
   * The text, up to 1,000 UTF-16 units: an emoji is two.
   */
  text: string;
  inbox?: Inbox;
}
/**
 * What was taken by ChatbotX to be sent.
 */
export interface SendTextOutput {
  /**
   * The contact's id.
   */
  contact_id: string;
  /**
   * The inbox that it goes over.
   */
  inbox_id: string;
  /**
   * The message's id, for confirm_delivery; null where ChatbotX did not show it.
   */
  message_id: string | null;
}
/**
 * Sets custom fields of a contact, by name.
 */
export interface SetFields {
  input: SetFieldsInput;
  output: SetFieldsOutput;
}
/**
 * Of whom, exactly one of contact_id, phone, email and channel_user_id, and the values.
 */
export interface SetFieldsInput {
  contact_id?: ContactId;
  phone?: Phone;
  email?: Email;
  channel_user_id?: ChannelUserId;
  fields: FieldValues;
}
/**
 * Of whom, and the texts that were sent for the values.
 */
export interface SetFieldsOutput {
  /**
   * The contact's id.
   */
  contact_id: string;
  /**
   * What each field was set to, as text.
   */
  fields: {
    [k: string]: string;
  };
}
/**
 * Unblocks a contact.
 */
export interface UnblockContact {
  input: UnblockContactInput;
  output: UnblockContactOutput;
}
/**
 * Whom to unblock: exactly one of contact_id, phone, email and channel_user_id.
 */
export interface UnblockContactInput {
  contact_id?: ContactId;
  phone?: Phone;
  email?: Email;
  channel_user_id?: ChannelUserId;
}
/**
 * Who is not blocked any more.
 */
export interface UnblockContactOutput {
  /**
   * The contact's id.
   */
  contact_id: string;
}
/**
 * Changes what is known of a contact.
 */
export interface UpdateContact {
  input: UpdateContactInput;
  output: UpdateContactOutput;
}
/**
 * Who it is, exactly one of contact_id, phone, email and channel_user_id, and what to change; what is left out stays.
 */
export interface UpdateContactInput {
  contact_id?: ContactId;
  phone?: Phone;
  email?: Email;
  channel_user_id?: ChannelUserId;
  /**
   * What to change.
   */
  set: {
    /**
     * First name.
     */
    first_name?: string;
    /**
     * Last name.
     */
    last_name?: string;
    gender?: Gender;
    phone?: Phone;
    email?: Email;
    /**
     * Time zone, as in the IANA list.
     */
    timezone?: string;
  };
}
/**
 * Who was changed.
 */
export interface UpdateContactOutput {
  /**
   * The contact's id.
   */
  contact_id: string;
}
/**
 * Finds a contact by phone or e-mail and changes them, or makes one.
 */
export interface UpsertContact {
  input: UpsertContactInput;
  output: UpsertContactOutput;
}
/**
 * Who it is, by phone, e-mail or both (the phone counts first), and what is known of them. Who is made here is on no channel of a customer: nothing reaches them until they write.
 */
export interface UpsertContactInput {
  phone?: Phone;
  email?: Email;
  /**
   * First name.
   */
  first_name?: string;
  /**
   * Last name.
   */
  last_name?: string;
  gender?: Gender;
}
/**
 * The contact as they are now, and whether they were made.
 */
export interface UpsertContactOutput {
  /**
   * The contact's id.
   */
  contact_id: string;
  /**
   * First name.
   */
  first_name: string | null;
  /**
   * Last name.
   */
  last_name: string | null;
  /**
   * Both names.
   */
  full_name: string | null;
  /**
   * E-mail address.
   */
  email: string | null;
  /**
   * Phone number, as ChatbotX keeps it.
   */
  phone: string | null;
  /**
   * male, female or unknown.
   */
  gender: string | null;
  /**
   * Time zone, if one was set.
   */
  timezone: string | null;
  /**
   * Whether the contact is blocked.
   */
  blocked: boolean;
  /**
   * Names of the contact's tags.
   */
  tags: string[];
  /**
   * Values of custom fields by name, as texts; those that are not set are left out. Of two fields with one name the second is `name (type)`.
   */
  custom_fields: {
    [k: string]: string;
  };
  /**
   * The channels on which the contact can be reached.
   */
  channels: Channel[];
  /**
   * Whether the contact was made by this call.
   */
  created: boolean;
}
/**
 * One workspace of ChatbotX.
 */
export interface ChatbotxConnectionConfig {
  /**
   * The platform: chatbotx.
   */
  type: "chatbotx";
  /**
   * The workspace's API token: a secret, so take it from ${env:…} or ${file:…}.
   */
  token: string;
  /**
   * Name or id of the inbox over which things are sent, unless a step says another. Without one, each step that sends has to.
   */
  inbox?: string;
  /**
   * Where a phone number without a country code is from, two capital letters. Default VN.
   */
  phone_region?: string;
  /**
   * Whether tags that the workspace does not have are made. Default true.
   */
  create_tags?: boolean;
  /**
   * Whether custom fields that the workspace does not have are made, of a type that fits the value. Default false.
   */
  create_fields?: boolean;
  rate_limit?: Rate;
  /**
   * Where the API is; that of a server of your own ends in /api, too. Default https://app.chatbotx.io/api.
   */
  base_url?: string;
  timeout?: Duration;
  circuit_breaker?: CircuitBreakerConfig;
}
/**
 * When calls stop for a while because the other side is down; runs wait meanwhile.
 */
export interface CircuitBreakerConfig {
  /**
   * Failures in a row (unavailable, timeout) that open the circuit. Default 10.
   */
  failures?: number;
  delay?: Duration1;
  max_delay?: Duration2;
}
