/**
 * The message shapes and limits of docs/ahachat-api.md, checked after attributes are filled in,
 * because it is the filled text that Messenger gets. Every mistake is a refusal with code 100.
 */

import type { Fields } from "../../simulator/fields.ts";
import { invalid } from "./api-refusal.ts";
import { checkButtons, checkTitle } from "./check-buttons.ts";
import { asFields, assertList, assertText, assertUrl } from "./check-values.ts";

/** The value as messages that Messenger would take. @throws ApiRefusal 100 */
export function checkMessages(value: unknown, where = "messages"): unknown[] {
  const messages = assertList(value, where, 1, Number.POSITIVE_INFINITY);
  for (const [index, message] of messages.entries()) checkMessage(message, `${where}[${index}]`);
  return messages;
}

function checkMessage(value: unknown, where: string): void {
  const { text, attachment, quick_replies: replies } = asFields(value, where);
  if ((text === undefined) === (attachment === undefined)) {
    throw invalid(`${where} needs either text or attachment`);
  }
  if (text === undefined) checkAttachment(asFields(attachment, `${where}.attachment`), where);
  else assertText(text, `${where}.text`, 2000);
  if (replies !== undefined) checkQuickReplies(replies, `${where}.quick_replies`);
}

function checkAttachment(attachment: Fields, where: string): void {
  const at = `${where}.attachment.payload`;
  const payload = asFields(attachment["payload"], at);
  switch (attachment["type"]) {
    case "image":
    case "video":
    case "audio":
    case "file":
      return assertUrl(payload["url"], `${at}.url`);
    case "template":
      return checkTemplate(payload, at);
    default:
      throw invalid(`${where}.attachment.type must be image, video, audio, file or template`);
  }
}

function checkTemplate(payload: Fields, where: string): void {
  switch (payload["template_type"]) {
    case "button":
      assertText(payload["text"], `${where}.text`, 640);
      return checkButtons(payload["buttons"], `${where}.buttons`);
    case "generic":
      return checkGallery(payload, where);
    case "receipt":
      return checkReceipt(payload, where);
    default:
      throw invalid(`${where}.template_type must be button, generic or receipt`);
  }
}

function checkGallery(payload: Fields, where: string): void {
  const ratio = payload["image_aspect_ratio"];
  if (ratio !== undefined && ratio !== "horizontal" && ratio !== "square") {
    throw invalid(`${where}.image_aspect_ratio must be horizontal or square`);
  }
  const elements = assertList(payload["elements"], `${where}.elements`, 1, 10);
  for (const [index, value] of elements.entries()) {
    const at = `${where}.elements[${index}]`;
    const { title, subtitle, image_url: image, buttons } = asFields(value, at);
    assertText(title, `${at}.title`, 80);
    if (subtitle === undefined && image === undefined && buttons === undefined) {
      throw invalid(`${at} needs subtitle, image_url or buttons`);
    }
    if (subtitle !== undefined) assertText(subtitle, `${at}.subtitle`, 80);
    if (image !== undefined) assertUrl(image, `${at}.image_url`);
    if (buttons !== undefined) checkButtons(buttons, `${at}.buttons`);
  }
}

function checkReceipt(payload: Fields, where: string): void {
  for (const name of ["recipient_name", "order_number", "currency", "payment_method"]) {
    assertText(payload[name], `${where}.${name}`);
  }
  if (typeof asFields(payload["summary"], `${where}.summary`)["total_cost"] !== "number") {
    throw invalid(`${where}.summary.total_cost must be a number`);
  }
  if (payload["elements"] !== undefined) {
    assertList(payload["elements"], `${where}.elements`, 0, 100);
  }
}

function checkQuickReplies(value: unknown, where: string): void {
  for (const [index, item] of assertList(value, where, 1, 13).entries()) {
    const at = `${where}[${index}]`;
    const reply = asFields(item, at);
    checkTitle(reply, at);
    if (reply["url"] === undefined)
      assertList(reply["block_names"], `${at}.block_names`, 1, Number.POSITIVE_INFINITY);
    else assertUrl(reply["url"], `${at}.url`);
  }
}
