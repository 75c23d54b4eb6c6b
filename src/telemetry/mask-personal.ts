/** Names of fields that tell who a person is, without _, - and case. */
const PERSONAL =
  /^(messengeruserid|userid|psid|id|name|firstname|lastname|fullname|customername|phone|phonenumber|tel|email|mail|address|birthday|dateofbirth|dob|profilepic|profilepicurl|ip|xforwardedfor|cookie|gender)$/;

/** Headers and other fields whose value lets somebody in. */
const CREDENTIAL = /(token|secret|password|apikey|authorization|signature)/;

/**
 * A copy of plain data without what tells who a person is: texts keep their length and kind of
 * characters, so that the copy still serves as a sample.
 */
export function maskPersonal(value: unknown): unknown {
  return mask(value, false);
}

function mask(value: unknown, isPersonal: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => mask(item, isPersonal));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, mask(item, isPersonal || tells(name))]),
    );
  if (!isPersonal) return value;
  if (typeof value === "number") return Number(made(String(value)));
  return typeof value === "string" ? made(value) : value;
}

function tells(field: string): boolean {
  const plain = field.toLowerCase().replaceAll(/[_-]/g, "");
  return PERSONAL.test(plain) || CREDENTIAL.test(plain);
}

function made(text: string): string {
  return text
    .replaceAll(/\p{Lu}/gu, "X")
    .replaceAll(/\p{L}/gu, (letter) => (letter === "X" ? "X" : "x"))
    .replaceAll(/(?<!^)[1-9]/g, "1");
}
