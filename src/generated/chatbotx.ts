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
 * Its connection, input and output of every action, and what it sends, by the names of their files.
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
  "deliveries/contact_data": ContactDataDelivery;
  "deliveries/event": EventDelivery;
  "deliveries/flow_data": FlowDataDelivery;
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
 * The HTTP step of a flow in ChatbotX, with the body allContactData: who, with custom fields by id.
 */
export interface ContactDataDelivery {
  body: ContactData;
}
/**
 * What the step sends.
 */
export interface ContactData {
  contact: SentContact;
  /**
   * The custom fields that are set.
   */
  customFields: {
    /**
     * The field's id.
     */
    customFieldId: string;
    /**
     * The value, always text.
     */
    value: string | null;
    [k: string]: unknown;
  }[];
  [k: string]: unknown;
}
/**
 * Who the flow of ChatbotX was with.
 */
export interface SentContact {
  /**
   * The contact's id in ChatbotX; steps take it as contact_id.
   */
  id: string;
  /**
   * First name.
   */
  firstName?: string | null;
  /**
   * Last name.
   */
  lastName?: string | null;
  /**
   * Both names.
   */
  fullName?: string | null;
  /**
   * Phone number, as it was given.
   */
  phoneNumber?: string | null;
  /**
   * E-mail address.
   */
  email?: string | null;
  /**
   * Whether the address was verified.
   */
  emailVerified?: boolean | null;
  /**
   * Whether they take e-mails.
   */
  emailOptIn?: boolean | null;
  /**
   * male, female or unknown.
   */
  gender?: string | null;
  /**
   * Address of a picture.
   */
  avatar?: string | null;
  /**
   * When they last read something, ISO 8601.
   */
  lastReadAt?: string | null;
  /**
   * The link that they came by.
   */
  ref?: string | null;
  /**
   * Country.
   */
  country?: string | null;
  /**
   * State or province.
   */
  state?: string | null;
  /**
   * City.
   */
  city?: string | null;
  /**
   * Place, as the channel says it.
   */
  location?: string | null;
  /**
   * Language and country.
   */
  locale?: string | null;
  /**
   * Time zone, IANA name.
   */
  timezone?: string | null;
  /**
   * When they subscribed, ISO 8601.
   */
  subscribedAt?: string | null;
  /**
   * When they subscribed to broadcasts, ISO 8601.
   */
  broadcastSubscribedAt?: string | null;
  /**
   * When they were blocked, ISO 8601; null: they are not.
   */
  blockedAt?: string | null;
  /**
   * The workspace's id.
   */
  workspaceId?: string | null;
  /**
   * When the contact was made, ISO 8601.
   */
  createdAt?: string | null;
  /**
   * When the contact was last changed, ISO 8601.
   */
  updatedAt?: string | null;
  [k: string]: unknown;
}
/**
 * Watch Events of ChatbotX: what a customer's message has changed.
 */
export interface EventDelivery {
  body: Event;
  register: EventRegistration;
}
/**
 * What a webhook of ChatbotX sends.
 */
export interface Event {
  /**
   * What happened: tag_applied, tag_removed, custom_field_changed, contact_info_updated, new_contact, conversation_transferred_to_human and others.
   */
  event: string;
  /**
   * The contact's id in ChatbotX.
   */
  contact_id: string;
  /**
   * When, ISO 8601.
   */
  timestamp: string;
  /**
   * Of tag_applied and tag_removed: the tag's name.
   */
  tag?: string;
  /**
   * Of custom_field_changed.
   */
  custom_field?: {
    /**
     * The field's name.
     */
    name: string;
    /**
     * The value before.
     */
    old_value: string | null;
    /**
     * The value now.
     */
    new_value: string | null;
    [k: string]: unknown;
  };
  /**
   * Of contact_info_updated: phone or email.
   */
  info_type?: string;
  /**
   * Of contact_info_updated: what it was.
   */
  old_value?: string | null;
  /**
   * Of contact_info_updated: what it is.
   */
  new_value?: string | null;
  /**
   * Of new_contact: both names.
   */
  name?: string | null;
  /**
   * Of new_contact: first name.
   */
  first_name?: string | null;
  /**
   * Of new_contact: last name.
   */
  last_name?: string | null;
  /**
   * Of new_contact: phone number.
   */
  phone?: string | null;
  /**
   * Of new_contact: e-mail address.
   */
  email?: string | null;
  /**
   * Of new_contact: values by the names of custom fields.
   */
  custom_fields?: {
    [k: string]: string | null;
  };
  /**
   * Of what happens to a conversation: its id.
   */
  conversation_id?: string;
  /**
   * Of conversation_transferred_to_human and …_to_bot: by whom.
   */
  transferred_by?: string | null;
  /**
   * Of conversation_archived: by whom.
   */
  archived_by?: string | null;
  /**
   * Of marked_as_follow_up: by whom.
   */
  marked_by?: string | null;
  /**
   * Of subscribed_to_sequence and unsubscribed_from_sequence: its id.
   */
  sequence_id?: string;
  /**
   * Of the same: its name.
   */
  sequence_name?: string;
  /**
   * Of contact_referred_a_new_contact and …_existing_contact: the link.
   */
  ref_name?: string | null;
  /**
   * Of the same: the link's id.
   */
  reflink_id?: string | null;
  [k: string]: unknown;
}
/**
 * What `ahaflow register` registers.
 */
export interface EventRegistration {
  /**
   * The connection over which it is registered. Default: that of the flow.
   */
  connection?: string;
  /**
   * The events, any of which is sent, by the names with which they come: true, or a list of what they are about.
   */
  watch: {
    /**
     * Somebody is new.
     */
    new_contact?: true;
    /**
     * Tags that are put on, by name or id; any tag can't be watched.
     *
     * @minItems 1
     */
    tag_applied?: string[];
    /**
     * Tags that are taken off, by name or id.
     *
     * @minItems 1
     */
    tag_removed?: string[];
    /**
     * Custom fields that are given a value, by name or id.
     *
     * @minItems 1
     */
    custom_field_changed?: string[];
    /**
     * What is changed: phone, email.
     *
     * @minItems 1
     */
    contact_info_updated?: ("phone" | "email")[];
    /**
     * Sequences, by id.
     *
     * @minItems 1
     */
    subscribed_to_sequence?: string[];
    /**
     * Sequences, by id.
     *
     * @minItems 1
     */
    unsubscribed_from_sequence?: string[];
    /**
     * A conversation goes to a person.
     */
    conversation_transferred_to_human?: true;
    /**
     * A conversation goes to the bot.
     */
    conversation_transferred_to_bot?: true;
    /**
     * A conversation is archived.
     */
    conversation_archived?: true;
    /**
     * A conversation is marked for a follow-up.
     */
    marked_as_follow_up?: true;
    /**
     * A conversation is given to somebody.
     */
    conversation_assigned?: true;
    /**
     * A conversation is taken from somebody.
     */
    conversation_unassigned?: true;
    /**
     * Somebody wants no more broadcasts.
     */
    contact_unsubscribed?: true;
  };
}
/**
 * A Make or n8n step of a flow in ChatbotX: who, with tags and custom fields by name.
 */
export interface FlowDataDelivery {
  body: FlowData;
  register: FlowDataRegistration;
}
/**
 * What the step sends.
 */
export interface FlowData {
  /**
   * The event that the step names.
   */
  event: string;
  contact: SentContact1;
  /**
   * The custom fields that are set.
   */
  custom_fields: {
    /**
     * The field's name.
     */
    name: string;
    /**
     * The value, always text.
     */
    value: string | null;
    [k: string]: unknown;
  }[];
  /**
   * The contact's tags.
   */
  tags: {
    /**
     * The tag's name.
     */
    name: string;
    [k: string]: unknown;
  }[];
  /**
   * The sequences that the contact is in.
   */
  contact_sequences?: unknown[];
  [k: string]: unknown;
}
/**
 * Who the flow of ChatbotX was with.
 */
export interface SentContact1 {
  /**
   * The contact's id in ChatbotX; steps take it as contact_id.
   */
  id: string;
  /**
   * First name.
   */
  firstName?: string | null;
  /**
   * Last name.
   */
  lastName?: string | null;
  /**
   * Both names.
   */
  fullName?: string | null;
  /**
   * Phone number, as it was given.
   */
  phoneNumber?: string | null;
  /**
   * E-mail address.
   */
  email?: string | null;
  /**
   * Whether the address was verified.
   */
  emailVerified?: boolean | null;
  /**
   * Whether they take e-mails.
   */
  emailOptIn?: boolean | null;
  /**
   * male, female or unknown.
   */
  gender?: string | null;
  /**
   * Address of a picture.
   */
  avatar?: string | null;
  /**
   * When they last read something, ISO 8601.
   */
  lastReadAt?: string | null;
  /**
   * The link that they came by.
   */
  ref?: string | null;
  /**
   * Country.
   */
  country?: string | null;
  /**
   * State or province.
   */
  state?: string | null;
  /**
   * City.
   */
  city?: string | null;
  /**
   * Place, as the channel says it.
   */
  location?: string | null;
  /**
   * Language and country.
   */
  locale?: string | null;
  /**
   * Time zone, IANA name.
   */
  timezone?: string | null;
  /**
   * When they subscribed, ISO 8601.
   */
  subscribedAt?: string | null;
  /**
   * When they subscribed to broadcasts, ISO 8601.
   */
  broadcastSubscribedAt?: string | null;
  /**
   * When they were blocked, ISO 8601; null: they are not.
   */
  blockedAt?: string | null;
  /**
   * The workspace's id.
   */
  workspaceId?: string | null;
  /**
   * When the contact was made, ISO 8601.
   */
  createdAt?: string | null;
  /**
   * When the contact was last changed, ISO 8601.
   */
  updatedAt?: string | null;
  [k: string]: unknown;
}
/**
 * What `ahaflow register` registers.
 */
export interface FlowDataRegistration {
  /**
   * The connection over which it is registered. Default: that of the flow.
   */
  connection?: string;
  /**
   * The event that the step in ChatbotX names, up to 100 characters.
   */
  event: string;
  /**
   * In which step the event is offered; both reach it. Default make.
   */
  provider?: "make" | "n8n";
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
