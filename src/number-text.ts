const WITH_EXPONENT = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/;

/** A number as people and forms write it: JavaScript has 1e-7 for 0.0000001, and 1e+21. */
export function numberText(value: number): string {
  const written = String(value);
  const [, sign = "", first = "", rest = "", exponent] = WITH_EXPONENT.exec(written) ?? [];
  if (exponent === undefined) return written;
  const places = Number(exponent);
  const digits = first + rest;
  return places < 0
    ? `${sign}0.${"0".repeat(-places - 1)}${digits}`
    : sign + digits.padEnd(places + 1, "0");
}

/** A value that is no list and no map, as text. */
export function plainText(value: unknown): string {
  return typeof value === "number" ? numberText(value) : String(value);
}
