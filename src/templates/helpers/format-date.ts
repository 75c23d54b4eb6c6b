import { offsetAt } from "../../wall-clock.ts";
import { HelperFailure } from "../failure.ts";

const LONGEST_PATTERN = 1_000;

const TOKENS = "yyyy, MM, dd, HH, mm, ss, EEEE";

/**
 * A time in a zone, as a pattern of {@link TOKENS} says; text in single quotes stands for itself.
 * @throws HelperFailure for a letter that is no token, and for a zone or locale that doesn't exist
 */
export function formatDate(date: Date, pattern: string, zone: string, locale: string): string {
  if (pattern.length > LONGEST_PATTERN) throw new HelperFailure("the pattern is too long");
  const values = partsOf(date, zone);
  return pattern.replace(
    /'([^']*)'|(yyyy|MM|dd|HH|mm|ss|EEEE)|\p{L}+/gu,
    (found, quoted, token) => {
      if (quoted !== undefined) return String(quoted);
      if (token === "EEEE") return formatter(locale, zone, { weekday: "long" }).format(date);
      const value = token === undefined ? undefined : values.get(found);
      if (value !== undefined) return value;
      throw new HelperFailure(
        "got a pattern with letters that stand for nothing",
        `write ${TOKENS}, and other letters in single quotes`,
      );
    },
  );
}

/**
 * A token of a pattern that shows something else than its neighbours ask for: minutes between day and
 * year, or the month behind the hour.
 */
export function misusedToken(
  pattern: string,
): { readonly token: string; readonly meant: string; readonly index: number } | undefined {
  const days = [...pattern.matchAll(/'[^']*'|dddd/g)].find(([found]) => found === "dddd");
  if (days !== undefined) return { token: "dddd", meant: "EEEE", index: days.index };
  const tokens = [...pattern.matchAll(/'[^']*'|yyyy|MM|dd|HH|mm|ss|EEEE/g)].filter(
    ([token]) => !token.startsWith("'"),
  );
  for (const [at, { 0: token, index }] of tokens.entries()) {
    const [before, after] = [tokens[at - 1]?.[0] ?? "", tokens[at + 1]?.[0] ?? ""];
    const isClock = before === "HH" || after === "ss";
    const isDay = /^(?:dd|MM|yyyy)$/.test(before) || /^(?:dd|MM|yyyy)$/.test(after);
    if (token === "mm" && !isClock && isDay) return { token, meant: "MM", index };
    const joint = before === "HH" ? pattern.slice(0, index).slice(-1) : "";
    if (token === "MM" && (after === "ss" || joint === ":")) return { token, meant: "mm", index };
  }
  return undefined;
}

function partsOf(date: Date, zone: string): Map<string, string> {
  const parts = formatter("en-US", zone, {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }).formatToParts(date);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((one) => one.type === type)?.value ?? "";
  return new Map([
    ["yyyy", part("year").padStart(4, "0")],
    ["MM", part("month")],
    ["dd", part("day")],
    ["HH", part("hour")],
    ["mm", part("minute")],
    ["ss", part("second")],
  ]);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(
  locale: string,
  zone: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${locale} ${zone} ${options.weekday}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  try {
    offsetAt(0, zone);
    const made = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
    // Making one takes long; but a zone may come from data, so what is kept stays small.
    if (formatters.size >= 100) formatters.clear();
    formatters.set(key, made);
    return made;
  } catch {
    throw new HelperFailure(
      "doesn't know this zone or locale",
      "write a zone such as Asia/Ho_Chi_Minh",
    );
  }
}
