import { ActionError } from "../../errors.ts";
import { parsePhone } from "../../phone-numbers.ts";

/** A number as Zalo's templates take it: with the country's code, and without a plus. @throws ActionError */
export function zaloPhone(text: string): string {
  const phone = parsePhone(text, "VN");
  if (phone !== undefined) return phone.number.replace("+", "");
  throw new ActionError("invalid_request", "the phone is not a number that can exist", {
    code: "invalid_phone",
    hint: 'write it as text, for example "0908071111" or "+84908071111"',
  });
}
