/** What becomes of a value on its way into a custom field. */
import { offsetAt, showingOf } from "../../../wall-clock.ts";
import { readWrittenTime } from "../../../written-time.ts";
import type { Dialect } from "./dialect.ts";
import { Refusal } from "./refusal.ts";
import type { Field } from "./workspace.ts";

const TRUE = /^(true|1|yes|on)$/i;

/**
 * The text that is kept. The older server looks at dates alone; what is none is dropped with a
 * success (ran), by the later one too.
 * @param zone in which a time without its own is
 * @returns undefined when nothing is kept
 * @throws Refusal invalidCustomFieldValue, of the later server
 */
export function storedValue(
  { type, options }: Field,
  value: string,
  zone: string,
  dialect: Dialect,
): string | undefined {
  if (type === "date" || type === "datetime") return storedTime(type, value, zone);
  if (dialect === "2026-08" || value === "") return value;
  if (type === "boolean") return String(TRUE.test(value));
  const isWrong =
    (type === "number" && Number.isNaN(Number(value))) ||
    (type === "select" && !options.includes(value));
  if (isWrong)
    throw new Refusal(400, "invalidCustomFieldValue", `Invalid value for a ${type}`, true);
  return value;
}

function storedTime(type: "date" | "datetime", value: string, zone: string): string | undefined {
  const time = readWrittenTime(value);
  if (typeof time === "string" || time.form !== "iso") return undefined;
  const at = time.offset === undefined ? showingOf(time.wall, zone).at : time.wall - time.offset;
  if (type === "datetime") return new Date(at).toISOString();
  const day = new Date(at + offsetAt(at, zone)).toISOString().slice(0, 10);
  return `${day}T00:00:00${offsetText(offsetAt(Date.parse(day), zone))}`;
}

function offsetText(ms: number): string {
  const clock = new Date(Math.abs(ms)).toISOString().slice(11, 16);
  return `${ms < 0 ? "-" : "+"}${clock}`;
}
