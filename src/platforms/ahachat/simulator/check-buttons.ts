import type { Fields } from "../../simulator/fields.ts";
import { invalid } from "./api-refusal.ts";
import { asFields, assertList, assertText, assertUrl } from "./check-values.ts";

/** 1 to 3 buttons. @throws ApiRefusal 100 */
export function checkButtons(value: unknown, where: string): void {
  for (const [index, button] of assertList(value, where, 1, 3).entries()) {
    checkButton(asFields(button, `${where}[${index}]`), `${where}[${index}]`);
  }
}

/** The title of a button or quick reply, with the attributes that it may set. @throws ApiRefusal 100 */
export function checkTitle(fields: Fields, where: string): void {
  assertText(fields["title"], `${where}.title`, 20);
  const attributes = fields["set_attributes"];
  if (attributes === undefined) return;
  for (const name of Object.keys(asFields(attributes, `${where}.set_attributes`))) {
    if (name.startsWith("ahachat_")) throw invalid(`${where} sets a reserved attribute`);
  }
}

function checkButton(button: Fields, where: string): void {
  checkTitle(button, where);
  switch (button["type"]) {
    case "show_block":
      return assertText(button["block_name"], `${where}.block_name`);
    case "web_url":
    case "json_plugin_url":
      return assertUrl(button["url"], `${where}.url`);
    case "phone_number":
      return assertText(button["phone_number"], `${where}.phone_number`);
    default:
      throw invalid(`${where}.type must be show_block, web_url, phone_number or json_plugin_url`);
  }
}
