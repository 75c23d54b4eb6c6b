import { ActionError } from "../../errors.ts";
import { parsePhone } from "../../phone-numbers.ts";

/**
 * One spelling for a phone number: Vietnamese ones in national form (documented: they begin with
 * 0), others in E.164 (assumed).
 * @throws ActionError invalid_request, without the number
 */
export function normalizePhone(text: string): string {
  const phone = parsePhone(text, "VN");
  if (phone === undefined)
    throw new ActionError("invalid_request", "the phone is not a number that can exist", {
      code: "invalid_phone",
      hint: 'write it as text, for example "0908071111" or "+84908071111"',
    });
  return phone.countryCallingCode === "84" ? `0${phone.nationalNumber}` : phone.number;
}
