import { ActionError } from "../../errors.ts";
import type { UpdateContactInput } from "../../generated/chatbotx.ts";
import { offsetAt } from "../../wall-clock.ts";
import { phoneSpellings } from "./phones.ts";

/**
 * What is to be changed of a contact, in ChatbotX's names: it ignores the names that it does not
 * know, and keeps a phone that is none (ran).
 * @throws ActionError invalid_request
 */
export function profileTexts(
  { first_name, last_name, gender, phone, email, timezone }: UpdateContactInput["set"],
  region: string,
): Record<string, string> {
  return {
    ...(first_name !== undefined && { firstName: first_name }),
    ...(last_name !== undefined && { lastName: last_name }),
    ...(gender !== undefined && { gender }),
    ...(phone !== undefined && { phoneNumber: phoneSpellings(phone, region).e164 }),
    ...(email !== undefined && { email }),
    ...(timezone !== undefined && { timezone: checkedZone(timezone) }),
  };
}

/** @throws ActionError invalid_request for a name that is not in the IANA list */
export function checkedZone(zone: string): string {
  try {
    offsetAt(0, zone);
    return zone;
  } catch {
    throw new ActionError("invalid_request", "there is no time zone of that name", {
      code: "invalid_timezone",
      hint: "write it as in the IANA list: Asia/Ho_Chi_Minh",
    });
  }
}
