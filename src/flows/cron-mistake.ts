/** What is wrong with a cron expression, and what to write instead. */
import { Cron } from "croner";

interface Field {
  readonly name: string;
  readonly first: number;
  readonly last: number;
  /** Names of its values, from the first one on. */
  readonly names?: readonly string[];
}

const FIELDS: readonly Field[] = [
  { name: "minute", first: 0, last: 59 },
  { name: "hour", first: 0, last: 23 },
  { name: "day", first: 1, last: 31 },
  {
    name: "month",
    first: 1,
    last: 12,
    names: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
  },
  {
    name: "day of the week",
    first: 0,
    last: 6,
    names: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"],
  },
];

const ALL_FIELDS =
  'five fields: minute 0-59, hour 0-23, day 1-31, month 1-12, day of the week 0-7; for example "0 9 * * 1-5"';

/** What other programs take for a whole expression. */
const NICKNAMES = new Map([
  ["@yearly", "0 0 1 1 *"],
  ["@annually", "0 0 1 1 *"],
  ["@monthly", "0 0 1 * *"],
  ["@weekly", "0 0 * * 0"],
  ["@daily", "0 0 * * *"],
  ["@midnight", "0 0 * * *"],
  ["@hourly", "0 * * * *"],
]);

/** Undefined for an expression that can be used. */
export function cronMistake(cron: string): [message: string, hint: string] | undefined {
  const parts = cron.trim().split(/\s+/);
  if (parts.length !== FIELDS.length)
    return [`"${cron}" does not have five fields`, otherForm(cron, parts) ?? ALL_FIELDS];
  const next = nextOf(cron);
  if (next === undefined) return [`"${cron}" is not a cron expression`, wrongField(parts)];
  return next === null ? [`"${cron}" never comes`, noSuchDay(parts)] : undefined;
}

/** When it comes next; null: never; undefined: it is no expression. */
function nextOf(cron: string): Date | null | undefined {
  try {
    return new Cron(cron, { timezone: "UTC", paused: true }).nextRun();
  } catch {
    return undefined;
  }
}

function otherForm(cron: string, parts: readonly string[]): string | undefined {
  const meant = NICKNAMES.get(cron.trim().toLowerCase());
  if (meant !== undefined) return `write "${meant}"`;
  const rest = parts.slice(1).join(" ");
  if (parts.length !== FIELDS.length + 1 || nextOf(rest) === undefined) return undefined;
  return `there are no seconds: leave the first field out, "${rest}"`;
}

function wrongField(parts: readonly string[]): string {
  const isWrong = (_part: string, at: number) =>
    nextOf(parts.map((part, index) => (index === at ? part : "*")).join(" ")) === undefined;
  const at = parts.findIndex(isWrong);
  const [field, part] = [FIELDS[at], parts[at]];
  if (field === undefined || part === undefined) return ALL_FIELDS;
  const meant = FIELDS.map((one, index) => meantBy(parts[index] ?? "", one)).join(" ");
  const todo = nextOf(meant) === undefined ? `; ${ALL_FIELDS}` : `: write "${meant}"`;
  return `the ${field.name} can't be "${part}"${todo}`;
}

function meantBy(part: string, field: Field): string {
  const ranges = part.split(",");
  return ranges.map((range) => turned(range, field) ?? withEnd(range, field) ?? range).join(",");
}

/** Two ranges for one that runs over the end: `22-23,0-2` for `22-2`. */
function turned(range: string, field: Field): string | undefined {
  const [, from = "", to = "", step] = /^(\w+)-(\w+)(?:\/(\d+))?$/.exec(range) ?? [];
  const [start, end] = [numberOf(from, field), numberOf(to, field)];
  if (!isIn(start, field) || !isIn(end, field)) return undefined;
  const { first, last } = field;
  if (start <= end) return from === "7" && start === 0 ? span(start, end) : undefined;
  if (step === undefined) return `${span(start, last)},${span(first, end)}`;
  const values: number[] = [];
  const count = last - first + 1;
  for (let value = start; value <= end + count && Number(step) > 0; value += Number(step))
    values.push(value > last ? value - count : value);
  return values.join(",");
}

/** `5-59/15` for `5/15`. */
function withEnd(range: string, { last }: Field): string | undefined {
  const [, from, step] = /^(\d+)\/(\d+)$/.exec(range) ?? [];
  return from === undefined ? undefined : `${from}-${last}/${step}`;
}

function numberOf(text: string, { name, first, names = [] }: Field): number {
  const named = names.indexOf(text.slice(0, 3).toLowerCase());
  if (named >= 0) return named + first;
  // Sunday has two numbers.
  return name === "day of the week" && text === "7" ? 0 : Number(text);
}

function isIn(value: number, { first, last }: Field): boolean {
  return Number.isInteger(value) && value >= first && value <= last;
}

function span(from: number, to: number): string {
  return from === to ? String(from) : `${from}-${to}`;
}

function noSuchDay([minute, hour, day, month, weekday]: readonly string[]): string {
  const lastDay = `${minute} ${hour} L ${month} ${weekday}`;
  return `no month "${month}" has a day "${day}"; its last day is L: "${lastDay}"`;
}
