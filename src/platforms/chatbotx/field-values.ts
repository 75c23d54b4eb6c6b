/**
 * Values on their way into custom fields. ChatbotX takes texts alone, keeps a number that is none,
 * and drops a date that it can't read with a success (ran): so what would be lost is refused here.
 */
import { ActionError } from "../../errors.ts";
import { readWrittenTime, type WrittenTime } from "../../written-time.ts";
import { phoneSpellings } from "./phones.ts";

/** What a flow may write. */
export type FieldValue = string | number | boolean;

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
/** A text that is another number in Vietnamese: `240.000`. */
const THOUSANDS = /^[+-]?[1-9]\d{0,2}\.\d{3}$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const DAY_MS = 86_400_000;

/** The field that a value is for. */
export interface FieldKind {
  readonly name: string;
  readonly type: string;
}

/**
 * The text that ChatbotX keeps as it stands; blanks around a text go, as the server takes them off (ran).
 * @param region where a telephone number without a country code is from
 * @throws ActionError invalid_request, with the field's name and without the value
 */
export function fieldText({ name, type }: FieldKind, value: FieldValue, region: string): string {
  const text = String(value).trim();
  const refuse = (
    wants: string,
    hint = `its type is ${type}; clear_fields empties a field`,
  ): never => {
    throw new ActionError("invalid_request", `the custom field "${name}" takes ${wants}`, {
      code: "invalid_field_value",
      hint,
    });
  };
  switch (type) {
    case "number":
      if (typeof value === "string" && THOUSANDS.test(text))
        return refuse(
          "a number, and a text with a point before its last three digits is one thing in Vietnamese and another in English",
          "take {{parse_number value}}, which reads 240.000 as 240000",
        );
      return typeof value !== "boolean" && NUMBER.test(text) ? text : refuse("a number");
    case "boolean":
      return /^(true|false)$/i.test(text) ? text.toLowerCase() : refuse("true or false");
    case "date":
      return dayText(text) ?? refuse("a day, such as 2026-05-04 or 04/05/2026");
    case "datetime":
      return timeText(text) ?? refuse("a time, such as 2026-05-04T09:30:00+07:00");
    case "email":
      return EMAIL.test(text) ? text : refuse("an e-mail address");
    case "phoneNumber":
      return phoneText(text, region) ?? refuse("a phone number that can exist");
    default:
      return text;
  }
}

/** The type of a field that is made for a value. */
export function typeFor(value: FieldValue): string {
  if (typeof value === "number") return "number";
  if (typeof value === "boolean") return "boolean";
  return value.length > 255 ? "longText" : "shortText";
}

function phoneText(text: string, region: string): string | undefined {
  try {
    return phoneSpellings(text, region).e164;
  } catch (error) {
    if (error instanceof ActionError) return undefined;
    throw error;
  }
}

/** A day; with a time of day beside it nobody knows whose midnight is meant. */
function dayText(text: string): string | undefined {
  const time = readWrittenTime(text);
  const isDay = typeof time !== "string" && time.offset === undefined && time.wall % DAY_MS === 0;
  return isDay ? shown(time).slice(0, 10) : undefined;
}

function timeText(text: string): string | undefined {
  const time = readWrittenTime(text);
  if (typeof time === "string") return undefined;
  return `${shown(time)}${offsetText(time.offset)}`;
}

/** `2026-05-04T09:30:00`, with milliseconds where there are some. */
function shown({ wall }: WrittenTime): string {
  return new Date(wall).toISOString().replace(/(\.000)?Z$/, "");
}

/** Without one, ChatbotX takes the contact's zone, else the workspace's (ran). */
function offsetText(offset: number | undefined): string {
  if (offset === undefined) return "";
  if (offset === 0) return "Z";
  const clock = new Date(Math.abs(offset)).toISOString().slice(11, 16);
  return `${offset < 0 ? "-" : "+"}${clock}`;
}
