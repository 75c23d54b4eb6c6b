/** A phone number of Việt Nam, alone: what stands before the nine digits, and those. */
const PHONE = /^(\D*(?:\+?84|0)\D{0,2})((?:\d\D{0,2}){8}\d)(\D*)$/;

/**
 * A made-up text of the same length and form, always the same for one text: `Trần An` is `Xxxx Xx`.
 * A phone stays one, a date a date, an address of the web or of a machine one.
 */
export function standIn(text: string): string {
  const [, start, number, end] = PHONE.exec(text) ?? [];
  if (start !== undefined && number !== undefined) return start + madePhone(number) + (end ?? "");
  const scheme = /^https?:\/\//i.exec(text)?.[0] ?? "";
  const rest = text.slice(scheme.length).replaceAll(/[1-9]/g, "1");
  // Times (T, Z) and what is written in hexadecimal digits keep their form.
  if (/^[\d\s:.+/TZ-]*$/.test(rest)) return scheme + rest;
  if (/^(?=.*[\d:-])[\da-f:.-]*$/i.test(rest)) return scheme + rest.replaceAll(/[a-f]/gi, "a");
  return (
    scheme +
    rest
      .replaceAll(/\p{M}/gu, "")
      .replaceAll(/\p{Lu}/gu, "X")
      .replaceAll(/\p{L}/gu, (letter) => (letter === "X" ? "X" : "x"))
  );
}

/** Nine digits that are a number of a mobile network, with what stands between them. */
function madePhone(number: string): string {
  let at = 0;
  return number.replaceAll(/\d/g, () => "901111111"[at++] ?? "1");
}
