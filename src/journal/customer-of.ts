/** Whom a run is about, by the names that shops and platforms give to the fields of a payload. */
import { plain } from "../telemetry/personal-names.ts";
import type { TriggerPayload } from "./records.ts";

/** What is known of a person; undefined: the payload does not say. */
export interface Customer {
  readonly id: string | undefined;
  readonly name: string | undefined;
  readonly phone: string | undefined;
}

/** Fields that are looked at, those at the top first: lists of runs are made of many payloads. */
const MOST_FIELDS = 200;

/** Longer ones are no id, name or number, in UTF-16 units. */
const LONGEST = 100;

const ID =
  /^(messengeruserid|userid|psid|contactid|customerid|clientid|buyerid|subscriberid|senderid|khachhangid|makhachhang|makh)$/;
const PHONE = /^(.*(phone|phonenumber|mobile|telephone)|tel|.*(sdt|sodienthoai|dienthoai))$/;
const NAME =
  /^(fullname|hoten|hovaten|tenkhach|tenkhachhang|tennguoinhan|(customer|client|buyer|contact|receiver|recipient|sender|user)name)$/;
const PERSON =
  /^(customer|client|buyer|contact|receiver|recipient|sender|user|khach|khachhang|nguoimua|nguoinhan)$/;
/** Those who are not the customer. */
const OTHERS = /^(shop|store|page|staff|seller|bot|hotline|nhanvien|cuahang)/;

/** @returns undefined when nothing says who it is */
export function customerOf(payload: TriggerPayload): Customer | undefined {
  const found: { -readonly [part in keyof Customer]: Customer[part] } = {
    id: undefined,
    name: undefined,
    phone: undefined,
  };
  for (const { key, value, parent, object } of fieldsOf(payload)) {
    const inPerson = PERSON.test(parent);
    if (ID.test(key) || (inPerson && key === "id")) found.id ??= value;
    else if (PHONE.test(key)) found.phone ??= value;
    else if (NAME.test(key) || (inPerson && /^(name|ten)$/.test(key))) found.name ??= value;
    else if (/^(first|last)name$/.test(key)) found.name ??= joinedName(object);
    else if (parent === "" && /^(name|ten)$/.test(key)) found.name ??= value;
  }
  return Object.values(found).some((part) => part !== undefined) ? found : undefined;
}

interface Field {
  /** Its name in small letters alone, and that of what it stands in; empty at the top. */
  readonly key: string;
  readonly parent: string;
  readonly value: string;
  readonly object: object;
}

/** The short texts and numbers of a payload with their names, level by level. */
function* fieldsOf(payload: TriggerPayload): Generator<Field> {
  const tops = "body" in payload ? [payload.body, payload.query] : Object.values(payload);
  const waiting = tops.filter(isObject).map((object) => ({ object, parent: "" }));
  let seen = 0;
  for (const { object, parent } of waiting)
    for (const [name, value] of Object.entries(object)) {
      if (++seen > MOST_FIELDS) return;
      const key = Array.isArray(object) ? parent : bare(name);
      if (OTHERS.test(key)) continue;
      if (isObject(value)) waiting.push({ object: value, parent: key });
      else if (typeof value === "number") yield { key, parent, value: String(value), object };
      else if (typeof value === "string" && value.trim() !== "" && value.length <= LONGEST)
        yield { key, parent, value, object };
    }
}

/** As Vietnamese names are said: the family's comes first. */
function joinedName(object: object): string | undefined {
  const parts = new Map(Object.entries(object).map(([name, value]) => [bare(name), value]));
  const names = ["lastname", "firstname"].map((key): unknown => parts.get(key));
  const joined = names.filter((name) => typeof name === "string").join(" ");
  return joined.trim() === "" ? undefined : joined.trim();
}

function bare(name: string): string {
  return plain(name).replaceAll(/[^a-z]/g, "");
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
