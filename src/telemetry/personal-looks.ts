/** What tells by its look, whatever its field is called, that it is somebody's. */
import { isAddress } from "../ip-addresses.ts";
import { plain } from "./personal-names.ts";
import { standIn } from "./stand-in.ts";

/**
 * Parts of a text; the first that fits. A stranger's text may be long: nothing here looks further than a
 * fixed number of characters from each place, or begins anew within what it has looked through.
 */
const LOOKS = new RegExp(
  [
    // A UUID is random, and names no person; left out here, its last part would be long digits.
    String.raw`\b[\da-fA-F]{8}(?:-[\da-fA-F]{4}){3}-[\da-fA-F]{12}\b`,
    // E-mail.
    String.raw`[^\s@<>"'(),;:=&?/]{1,64}@[^\s@<>"'(),;:=&?/]{1,255}\.\p{L}{2,63}`,
    // Tokens: JWT, hexadecimal, random letters.
    String.raw`eyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?`,
    String.raw`\b[\da-f]{32,}\b`,
    String.raw`(?<![\w-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=[\w-]*\d)[\w-]{24,}\b`,
    // Addresses of machines, which are looked at once more.
    String.raw`(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.]*\d)`,
    String.raw`(?<![\w:])[\da-fA-F]{0,4}(?::[\da-fA-F]{0,4}){2,7}(?![\w:])`,
    // Phones in any form.
    String.raw`(?<![\d.,])(?:\(?(?:\+|00)?84\)?|\(?0)[\s.()-]{0,2}[1-9](?:[\s.()-]{0,2}\d){7,9}(?!\d)`,
    String.raw`\+\d(?:[\s.()-]{0,2}\d){7,14}(?!\d)`,
    // Long digits: PSIDs, identity cards, accounts; not milliseconds since 1970.
    String.raw`(?<!\d)(?!1[5-9]\d{11}(?!\d))\d{12,}(?!\d)`,
  ].join("|"),
  "gu",
);

/** Of words like these, two make an address. */
const PLACES =
  /(?<![a-z])(so nha|duong|phuong|quan|huyen|thi tran|thi xa|xa|thanh pho|tp|tinh|ngo|hem|ngach|thon|ap|khu pho|street|ward|district|city|road)(?![a-z])/g;

/** A text with stand-ins for what looks personal in it. */
export function maskLooks(text: string): string {
  if (new Set(plain(text).match(PLACES)).size >= 2) return standIn(text);
  return text.replaceAll(LOOKS, (found) => (isHarmless(found) ? found : standIn(found)));
}

/** Whether a number is a phone, or an id of many digits: no price ends so, and no time is so long. */
export function looksPersonal(number: number): boolean {
  const digits = String(number);
  return (
    /^(84)?[35789](?!\d*000$)\d{8}$/.test(digits) || (/^\d{12,}$/.test(digits) && !isTime(digits))
  );
}

function isTime(digits: string): boolean {
  return /^1[5-9]\d{11}$/.test(digits);
}

/** A UUID, and numbers with points or colons between them that are no address: a version, a time. */
function isHarmless(found: string): boolean {
  if (/^[\da-f]{8}-[\da-f-]{27}$/i.test(found)) return true;
  return /^(\d+\.){3}\d+$|^[\da-f]*:[\da-f:]*$/i.test(found) && !isAddress(found);
}
