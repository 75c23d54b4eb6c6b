/** Times, durations and numbers as texts of a language. */

const MADE = new Map<string, Intl.DateTimeFormat>();

/** A formatter is dear to make, and a list shows hundreds of times. */
function formatter(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  let made = MADE.get(key);
  if (made === undefined) {
    made = new Intl.DateTimeFormat(language, options);
    MADE.set(key, made);
  }
  return made;
}

/** A time to the second with its date, in a zone (an IANA name; without: the viewer's). */
export function fullTime(at: string, language: string, zone?: string): string {
  const options: Intl.DateTimeFormatOptions = {
    dateStyle: "medium",
    timeStyle: "medium",
    hourCycle: "h23",
  };
  return formatter(language, zone === undefined ? options : { ...options, timeZone: zone }).format(
    new Date(at),
  );
}

/** A time as a list shows it: without the day when that is today. */
export function shortTime(at: string, language: string, now = new Date()): string {
  const time = new Date(at);
  const clock: Intl.DateTimeFormatOptions = {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  };
  if (time.toDateString() === now.toDateString()) return formatter(language, clock).format(time);
  const isThisYear = time.getFullYear() === now.getFullYear();
  return formatter(language, {
    day: "2-digit",
    month: "2-digit",
    ...(isThisYear ? {} : { year: "numeric" as const }),
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(time);
}

/** The hour and minute, as the axis of a curve shows them. */
export function clockTime(time: Date, language: string): string {
  return formatter(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(time);
}

const UNITS = {
  en: { d: "d", h: "h", min: "min", s: "s" },
  vi: { d: "ngày", h: "giờ", min: "phút", s: "giây" },
};

/** Milliseconds as people say them: `12 ms`, `3.4 s`, `2 min 5 s`, `1 h 20 min`, `3 d 2 h`. */
export function duration(ms: number, language: string): string {
  const units = UNITS[language === "vi" ? "vi" : "en"];
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 10_000) return `${number(Math.round(ms / 100) / 10, language)} ${units.s}`;
  const s = Math.round(ms / 1_000);
  if (s < 60) return `${s} ${units.s}`;
  if (s < 3_600) return both(Math.floor(s / 60), units.min, s % 60, units.s);
  const m = Math.round(s / 60);
  if (m < 24 * 60) return both(Math.floor(m / 60), units.h, m % 60, units.min);
  const h = Math.round(m / 60);
  return both(Math.floor(h / 24), units.d, h % 24, units.h);
}

function both(value: number, unit: string, rest: number, restUnit: string): string {
  return rest === 0 ? `${value} ${unit}` : `${value} ${unit} ${rest} ${restUnit}`;
}

export function number(value: number, language: string): string {
  return value.toLocaleString(language);
}
