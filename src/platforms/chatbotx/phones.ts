import { ActionError } from "../../errors.ts";
import { isPhoneRegion, parsePhone } from "../../phone-numbers.ts";

/** The spellings under which a number can be found: ChatbotX compares texts (ran). */
export interface PhoneSpellings {
  /** `+84908071111`: the one that we write. */
  readonly e164: string;
  /** `0908071111`, where it is of the connection's region: what customers type. */
  readonly national: string | undefined;
}

/**
 * Reads a number.
 * @param region where one without a country code is from
 * @throws ActionError invalid_request, without the number
 */
export function phoneSpellings(text: string, region: string): PhoneSpellings {
  if (!isPhoneRegion(region))
    throw new ActionError("invalid_request", `there are no phone numbers of region ${region}`, {
      code: "unknown_phone_region",
      hint: "correct phone_region of the connection: VN, for example",
    });
  const phone = parsePhone(text, region);
  if (phone === undefined)
    throw new ActionError("invalid_request", "the phone is not a number that can exist", {
      code: "invalid_phone",
      hint: 'write it as text, for example "0908071111" or "+84908071111"',
    });
  const isHome = phone.country === region;
  return {
    e164: phone.number,
    national: isHome ? phone.formatNational().replace(/\D/g, "") : undefined,
  };
}
