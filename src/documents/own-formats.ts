import { isRange } from "../ip-addresses.ts";
import { timeWithZone } from "../written-time.ts";

/** Formats of shipped schemas that are not as Ajv has them, or not there. */
export const OWN_FORMATS = {
  cidr: isRange,
  // Every time that is taken can be read: Ajv takes leap seconds and more.
  "date-time": (text: string) => timeWithZone(text) !== undefined,
};
