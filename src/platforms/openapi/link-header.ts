/**
 * The address of the next page in a header Link (RFC 8288): `<https://…?page=2>; rel="next", <…>; rel="last"`.
 * @returns undefined where there is none
 */
export function linkedNext(header = ""): string | undefined {
  for (const [, address = "", parameters = ""] of header.matchAll(LINK)) {
    const [, quoted, bare] = REL.exec(parameters) ?? [];
    if ((quoted ?? bare ?? "").toLowerCase().split(/\s+/).includes("next")) return address;
  }
  return undefined;
}

/** An address, and its parameters, in which a comma may stand between quotes. */
const LINK = /<([^>]*)>((?:\s*;\s*[^\s=;,]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s";,]*))?)*)/g;

const REL = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s";,]+))/i;
