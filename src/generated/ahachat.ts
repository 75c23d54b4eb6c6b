// Generated from schemas/ by scripts/generate-types.mjs: do not edit, run `npm run schemas`.

/**
 * Names of tags, 1 to 50.
 *
 * @minItems 1
 * @maxItems 50
 */
export type Tags = string[];
/**
 * What let a broadcast go outside the 24-hour window; inside it, leave it out. Messenger has retired or restricted all of them.
 */
export type MessageTag =
  | "CONFIRMED_EVENT_UPDATE"
  | "POST_PURCHASE_UPDATE"
  | "ACCOUNT_UPDATE"
  | "NON_PROMOTIONAL_SUBSCRIPTION";
/**
 * A file to show, or a template.
 */
export type Attachment = MediaAttachment | TemplateAttachment;
/**
 * The template, by its template_type.
 */
export type TemplatePayload = ButtonTemplate | GalleryTemplate | ReceiptTemplate;
/**
 * A button, by its type.
 */
export type Button = BlockButton | UrlButton | PhoneButton;
/**
 * 1 to 3 buttons.
 *
 * @minItems 1
 * @maxItems 3
 */
export type Buttons = Button[];
/**
 * What is sent, in this order: 1 to 10 messages.
 *
 * @minItems 1
 * @maxItems 10
 */
export type Messages = Message[];
/**
 * Calls that may be sent: a number per s, m or h. Default 25/s, the limit of a related platform.
 */
export type Rate = string;
/**
 * Time that one attempt may take. Default 10s.
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
  "actions/add_attributes": AddAttributes;
  "actions/add_tags": AddTags;
  "actions/find_user": FindUser;
  "actions/remove_tags": RemoveTags;
  "actions/reset_attributes": ResetAttributes;
  "actions/send_broadcast": SendBroadcast;
  "actions/send_dynamic": SendDynamic;
  "actions/send_text": SendText;
  connection: AhaChatConnectionConfig;
}
/**
 * Sets attributes of a user.
 */
export interface AddAttributes {
  input: AddAttributesInput;
  output: AddAttributesOutput;
}
/**
 * Whose attributes, and their values.
 */
export interface AddAttributesInput {
  /**
   * The user's messenger_user_id: digits, as text.
   */
  user_id: string;
  attributes: Attributes;
}
/**
 * Values by attribute name. Types matter: a number is a number, a Vietnamese phone is text. Names that begin with ahachat_ are reserved.
 */
export interface Attributes {
  [k: string]:
    | string
    | number
    | boolean
    | unknown[]
    | {
        [k: string]: unknown;
      };
}
/**
 * What AhaChat replied.
 */
export interface AddAttributesOutput {
  /**
   * Always true: anything else is a failed step.
   */
  success: true;
  /**
   * What AhaChat says about the call, when it says something.
   */
  result?: string;
  [k: string]: unknown;
}
/**
 * Adds tags to a user.
 */
export interface AddTags {
  input: AddTagsInput;
  output: AddTagsOutput;
}
/**
 * Whom to tag, and with what.
 */
export interface AddTagsInput {
  /**
   * The user's messenger_user_id: digits, as text.
   */
  user_id: string;
  tags: Tags;
}
/**
 * What AhaChat replied.
 */
export interface AddTagsOutput {
  /**
   * Always true: anything else is a failed step.
   */
  success: true;
  /**
   * What AhaChat says about the call, when it says something.
   */
  result?: string;
  [k: string]: unknown;
}
/**
 * Finds a user by user ID or phone number.
 */
export interface FindUser {
  input: FindUserInput;
  output: FindUserOutput;
}
/**
 * Whom to find: exactly one of the two.
 */
export interface FindUserInput {
  /**
   * The user's messenger_user_id: digits, as text.
   */
  user_id?: string;
  /**
   * A phone number as text; Vietnamese ones in any spelling.
   */
  phone?: string;
}
/**
 * The user, as AhaChat knows them.
 */
export interface FindUserOutput {
  /**
   * The user's messenger_user_id.
   */
  id: string;
  /**
   * First name.
   */
  first_name?: string;
  /**
   * Last name.
   */
  last_name?: string;
  /**
   * Gender, as Messenger gives it.
   */
  gender?: string;
  /**
   * Phone number, if the user gave one.
   */
  phone?: string | null;
  /**
   * Language and country.
   */
  locale?: string;
  /**
   * Names of the user's tags.
   */
  tags?: string[];
  /**
   * The user's attributes by name.
   */
  attributes?: {
    [k: string]: unknown;
  };
  /**
   * When the user last wrote, ISO 8601; the 24-hour window runs from here.
   */
  last_interaction_at?: string | null;
  [k: string]: unknown;
}
/**
 * Removes tags from a user.
 */
export interface RemoveTags {
  input: RemoveTagsInput;
  output: RemoveTagsOutput;
}
/**
 * Whom to untag, and of what.
 */
export interface RemoveTagsInput {
  /**
   * The user's messenger_user_id: digits, as text.
   */
  user_id: string;
  tags: Tags;
}
/**
 * What AhaChat replied.
 */
export interface RemoveTagsOutput {
  /**
   * Always true: anything else is a failed step.
   */
  success: true;
  /**
   * What AhaChat says about the call, when it says something.
   */
  result?: string;
  [k: string]: unknown;
}
/**
 * Clears attributes of a user; via blocks they are set to empty text, which is not quite a removal.
 */
export interface ResetAttributes {
  input: ResetAttributesInput;
  output: ResetAttributesOutput;
}
/**
 * Whose attributes, and which.
 */
export interface ResetAttributesInput {
  /**
   * The user's messenger_user_id: digits, as text.
   */
  user_id: string;
  /**
   * Names of the attributes, 1 or more.
   *
   * @minItems 1
   *
   * Items: An attribute's name, without braces, not beginning with ahachat_.
   */
  attributes: string[];
}
/**
 * What AhaChat replied.
 */
export interface ResetAttributesOutput {
  /**
   * Always true: anything else is a failed step.
   */
  success: true;
  /**
   * What AhaChat says about the call, when it says something.
   */
  result?: string;
  [k: string]: unknown;
}
/**
 * Sends a block of the bot to a user within 24 hours of their own message; a message tag was made for going outside it.
 */
export interface SendBroadcast {
  input: SendBroadcastInput;
  output: SendBroadcastOutput;
}
/**
 * Who gets which block: exactly one of user_id and phone. Attributes are set first, so that the block can show them.
 */
export interface SendBroadcastInput {
  /**
   * The user's messenger_user_id: digits, as text.
   */
  user_id?: string;
  /**
   * A phone number as text; Vietnamese ones in any spelling.
   */
  phone?: string;
  /**
   * The block's name in the bot.
   */
  block_name: string;
  message_tag?: MessageTag;
  attributes?: Attributes;
}
/**
 * What AhaChat replied.
 */
export interface SendBroadcastOutput {
  /**
   * Always true: anything else is a failed step.
   */
  success: true;
  /**
   * What AhaChat says about the call, when it says something.
   */
  result?: string;
  [k: string]: unknown;
}
/**
 * Sends messages with images, buttons, galleries and the like, inside the 24-hour window only.
 */
export interface SendDynamic {
  input: SendDynamicInput;
  output: SendDynamicOutput;
}
/**
 * Who gets which messages.
 */
export interface SendDynamicInput {
  /**
   * The user's messenger_user_id: digits, as text.
   */
  user_id: string;
  messages: Messages;
}
/**
 * Either text or an attachment.
 */
export interface Message {
  /**
   * Up to 2,000 characters.
   */
  text?: string;
  attachment?: Attachment;
  /**
   * Buttons above the keyboard that vanish after a tap: 1 to 13.
   *
   * @minItems 1
   * @maxItems 13
   */
  quick_replies?: QuickReply[];
}
/**
 * A file of up to 25 MB: JPG, PNG, GIF; MP4; MP3, OGG, WAV; or any as file.
 */
export interface MediaAttachment {
  /**
   * What it is shown as.
   */
  type: "image" | "video" | "audio" | "file";
  payload: MediaPayload;
}
/**
 * Where Messenger gets it.
 */
export interface MediaPayload {
  /**
   * An http or https address.
   */
  url: string;
}
/**
 * Buttons, a gallery or a receipt.
 */
export interface TemplateAttachment {
  /**
   * Says that it is a template.
   */
  type: "template";
  payload: TemplatePayload;
}
/**
 * Text with 1 to 3 buttons under it.
 */
export interface ButtonTemplate {
  /**
   * Text with buttons.
   */
  template_type: "button";
  /**
   * Up to 640 characters.
   */
  text: string;
  buttons: Buttons;
}
/**
 * Shows a block of the bot.
 */
export interface BlockButton {
  /**
   * Shows a block.
   */
  type: "show_block";
  /**
   * The block's name.
   */
  block_name: string;
  /**
   * Up to 20 characters.
   */
  title: string;
  set_attributes?: Attributes;
}
/**
 * Opens an address (web_url), or calls it and shows the messages that it answers (json_plugin_url).
 */
export interface UrlButton {
  /**
   * Opens or calls the address.
   */
  type: "web_url" | "json_plugin_url";
  /**
   * An http or https address.
   */
  url: string;
  /**
   * Up to 20 characters.
   */
  title: string;
  set_attributes?: Attributes;
}
/**
 * Calls a phone number.
 */
export interface PhoneButton {
  /**
   * Calls a number.
   */
  type: "phone_number";
  /**
   * A phone number as text; Vietnamese ones in any spelling.
   */
  phone_number: string;
  /**
   * Up to 20 characters.
   */
  title: string;
  set_attributes?: Attributes;
}
/**
 * Cards side by side.
 */
export interface GalleryTemplate {
  /**
   * A gallery of cards.
   */
  template_type: "generic";
  /**
   * Shape of the images.
   */
  image_aspect_ratio?: "horizontal" | "square";
  /**
   * 1 to 10 cards.
   *
   * @minItems 1
   * @maxItems 10
   */
  elements: GalleryElement[];
}
/**
 * A card: a title, and at least one of subtitle, image_url and buttons.
 */
export interface GalleryElement {
  /**
   * Up to 80 characters.
   */
  title: string;
  /**
   * Up to 80 characters.
   */
  subtitle?: string;
  /**
   * An http or https address.
   */
  image_url?: string;
  buttons?: Buttons;
}
/**
 * A receipt for an order.
 */
export interface ReceiptTemplate {
  /**
   * A receipt.
   */
  template_type: "receipt";
  /**
   * Who bought.
   */
  recipient_name: string;
  /**
   * The order's number; unique, Messenger refuses a second one.
   */
  order_number: string;
  /**
   * Three letters, ISO 4217.
   */
  currency: string;
  /**
   * How it was paid.
   */
  payment_method: string;
  /**
   * Time of the order, in seconds since 1970, as text.
   */
  timestamp?: string;
  /**
   * An http or https address.
   */
  order_url?: string;
  summary: ReceiptSummary;
  /**
   * What was bought, up to 100 lines.
   *
   * @maxItems 100
   */
  elements?: ReceiptElement[];
  address?: ReceiptAddress;
  /**
   * Discounts and the like.
   */
  adjustments?: ReceiptAdjustment[];
}
/**
 * The sums of the order.
 */
export interface ReceiptSummary {
  /**
   * Before shipping and tax.
   */
  subtotal?: number;
  /**
   * Shipping.
   */
  shipping_cost?: number;
  /**
   * Tax.
   */
  total_tax?: number;
  /**
   * What was paid.
   */
  total_cost: number;
}
/**
 * One line of the order.
 */
export interface ReceiptElement {
  /**
   * The goods.
   */
  title: string;
  /**
   * More about them.
   */
  subtitle?: string;
  /**
   * How many.
   */
  quantity?: number;
  /**
   * Price; 0 is allowed.
   */
  price: number;
  /**
   * Three letters, ISO 4217.
   */
  currency?: string;
  /**
   * An http or https address.
   */
  image_url?: string;
}
/**
 * Where it is shipped.
 */
export interface ReceiptAddress {
  /**
   * First line.
   */
  street_1: string;
  /**
   * Second line.
   */
  street_2?: string;
  /**
   * City.
   */
  city: string;
  /**
   * Postal code, as text.
   */
  postal_code: string;
  /**
   * Province.
   */
  state: string;
  /**
   * Two letters, ISO 3166.
   */
  country: string;
}
/**
 * A change of the sum.
 */
export interface ReceiptAdjustment {
  /**
   * What for.
   */
  name: string;
  /**
   * How much.
   */
  amount: number;
}
/**
 * A short answer to tap; it shows blocks or calls an address.
 */
export interface QuickReply {
  /**
   * Up to 20 characters.
   */
  title: string;
  /**
   * Blocks of the bot that are shown after the tap.
   *
   * @minItems 1
   */
  block_names?: string[];
  /**
   * An http or https address.
   */
  url?: string;
  set_attributes?: Attributes;
}
/**
 * What AhaChat replied.
 */
export interface SendDynamicOutput {
  /**
   * Always true: anything else is a failed step.
   */
  success: true;
  /**
   * What AhaChat says about the call, when it says something.
   */
  result?: string;
  [k: string]: unknown;
}
/**
 * Sends a text message, inside the 24-hour window only.
 */
export interface SendText {
  input: SendTextInput;
  output: SendTextOutput;
}
/**
 * Who gets what text.
 */
export interface SendTextInput {
  /**
   * The user's messenger_user_id: digits, as text.
   */
  user_id: string;
  /**
   * Up to 2,000 characters.
   */
  text: string;
}
/**
 * What AhaChat replied.
 */
export interface SendTextOutput {
  /**
   * Always true: anything else is a failed step.
   */
  success: true;
  /**
   * What AhaChat says about the call, when it says something.
   */
  result?: string;
  [k: string]: unknown;
}
/**
 * One AhaChat bot.
 */
export interface AhaChatConnectionConfig {
  /**
   * The platform: ahachat.
   */
  type: "ahachat";
  /**
   * The Bot ID from the bot's settings, digits, in quotes.
   */
  bot_id: string;
  /**
   * The Bot Token from the bot's settings: a secret, so take it from ${env:…} or ${file:…}.
   */
  bot_token: string;
  rate_limit?: Rate;
  /**
   * Where the platform is. Default https://ahachat.com.
   */
  base_url?: string;
  timeout?: Duration;
  circuit_breaker?: CircuitBreakerConfig;
  /**
   * api: the whole API, part of which is assumed (docs/ahachat-api.md). blocks: only the documented broadcast call, with helper blocks. Default api.
   */
  via?: "api" | "blocks";
  /**
   * With via: blocks, the names of the helper blocks that you made in the bot.
   */
  blocks?: {
    /**
     * A block whose one message is {{ahaflow_text}}.
     */
    text?: string;
    /**
     * A block without a message, used to set attributes.
     */
    silent?: string;
    /**
     * A block with one JSON API block: GET, your webhook address and /ahaflow/messages/{{ahaflow_message}}.
     */
    dynamic?: string;
  };
  /**
   * Real paths that replace the assumed ones, by action.
   */
  endpoints?: {
    find_user?: EndpointConfig;
    find_user_by_phone?: EndpointConfig;
    add_tags?: EndpointConfig;
    remove_tags?: EndpointConfig;
    add_attributes?: EndpointConfig;
    reset_attributes?: EndpointConfig;
    send_text?: EndpointConfig;
    send_dynamic?: EndpointConfig;
    send_broadcast?: EndpointConfig;
    send_broadcast_by_phone?: EndpointConfig;
  };
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
/**
 * One call: its method and its path, in which {bot_id}, {user_id} and {phone} are filled in.
 *
 * This interface was referenced by `AhaChatConnectionConfig`'s JSON-Schema
 * via the `definition` "endpoint".
 */
export interface EndpointConfig {
  /**
   * HTTP method.
   */
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /**
   * Path below base_url, with {bot_id}, {user_id} and {phone} where they belong.
   */
  path: string;
}
