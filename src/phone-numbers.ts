import { createRequire } from "node:module";
import {
  type CountryCode,
  isSupportedCountry,
  type MetadataJson,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from "libphonenumber-js/core";

export type { PhoneNumber };

let read: MetadataJson | undefined;

// Read with the first number: many daemons see none. The smaller sets let retired numbers through.
function metadata(): MetadataJson {
  read ??= createRequire(import.meta.url)("libphonenumber-js/max/metadata") as MetadataJson;
  return read;
}

/** Whether two capital letters are a region that has telephone numbers. */
export function isPhoneRegion(region: string): region is CountryCode {
  return isSupportedCountry(region as CountryCode, metadata());
}

/**
 * Reads a telephone number.
 * @param region where a number without a country code is from
 * @returns undefined when it is no number that could be called
 */
export function parsePhone(text: string, region: CountryCode): PhoneNumber | undefined {
  const number = parsePhoneNumberFromString(text, region, metadata());
  return number?.isValid() === true ? number : undefined;
}
