import { parsePhone } from "../../../phone-numbers.ts";

const VIETNAM = "84";

/**
 * One spelling for a telephone number: Vietnamese ones in national form (`0908071111` for
 * `+84 908 071 111` and `84908071111`), others in E.164.
 * @returns undefined when it is no number that could be called
 */
export function normalizePhone(text: string): string | undefined {
  const phone = parsePhone(text, "VN");
  if (phone === undefined) return undefined;
  return phone.countryCallingCode === VIETNAM ? `0${phone.nationalNumber}` : phone.number;
}
