/**
 * The address of the next page in a header Link (RFC 8288): `<https://…?page=2>; rel="next", <…>; rel="last"`.
 * @returns undefined where there is none
 */
export function linkedNext(header = ""): string | undefined {
  for (const [, address = "", parameters = ""] of header.matchAll(LINK))
    for (const [, name = "", quoted, bare] of parameters.matchAll(PARAMETER)) {
      if (name.toLowerCase() !== "rel") continue;
      if ((quoted ?? bare ?? "").toLowerCase().split(/\s+/).includes("next")) return address;
      // Of several, the first counts.
      break;
    }
  return undefined;
}

/** An address, and its parameters, in which a comma may stand between quotes. */
const LINK = /<([^<>]*)>((?:\s*;\s*[^\s=;,]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s";,]*))?)*)/g;

const PARAMETER = /;\s*([^\s=;,]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s";,]*)))?/g;
