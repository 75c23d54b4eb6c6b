import { entriesTo, inValues, kinds, without } from "../kind.ts";
import { dropLetter } from "../misspell.ts";
import { LONE } from "./places.ts";

const DURATION = /(?:\.|^)(?:timeout|delay|max_delay|for)$/;

/** Mistakes in what is done about failures, and in times and waits. */
export const TIMES = kinds("failures and times", {
  "catch: a reason misspelt": inValues(/\.reasons\.\d+$/, /^\w+$/g, ([word]) => dropLetter(word)),
  "catch: an HTTP status": inValues(/\.reasons\.\d+$/, /^not_found$/g, '"404"'),
  "catch: another tool's reason": inValues(/\.reasons\.\d+$/, /^\w+$/g, "error"),
  "catch: a list of steps": entriesTo(/\.catch$/, ({ key }) => `${key.raw}: [{ stop: {} }]`),
  "catch: a reason that never comes": inValues(/\.reasons\.\d+$/, /^not_found$/g, "outside_window"),
  "catch: left out": [without(/\.catch$/), { unknowable: "a run that fails may be meant" }],
  "continue_on_error: left out": [
    without(/\.continue_on_error$/),
    { unknowable: "a run that fails may be meant" },
  ],
  "stop: a status that doesn't exist": inValues(/\.stop\.status$/, /^\w+$/g, "success"),
  "stop: true": entriesTo(/\.stop$/, ({ key, text }) =>
    text.endsWith("{}") ? `${key.raw}: true` : undefined,
  ),
  "on_doubt: a boolean": inValues(/\.on_doubt$/, /^\w+$/g, "true"),
  "duration: without a unit": inValues(DURATION, /^(\d+)[a-z]+$/g, "$1"),
  "duration: a blank before the unit": inValues(DURATION, /^(\d+)([a-z]+)$/g, "$1 $2"),
  "duration: in words": inValues(DURATION, /^(\d+)[a-z]+$/g, "$1 minutes"),
  "duration: in capitals": inValues(
    DURATION,
    /^(\d+)([a-z]+)$/g,
    ([, n, unit = ""]) => `${n}${unit.toUpperCase()}`,
  ),
  "duration: with a fraction": inValues(DURATION, /^(\d+)([a-z]+)$/g, "$1.5$2"),
  "duration: of two units": inValues(DURATION, /^(\d+)([a-z]+)$/g, "1h30m"),
  "duration: ISO 8601": inValues(DURATION, /^(\d+)[a-z]+$/g, "PT$1M"),
  "duration: nothing": inValues(/\.timeout$/, /^\d+([a-z]+)$/g, "0$1"),
  "duration: below nothing": inValues(DURATION, /^(?=\d+[a-z]+$)/g, "-"),
  "duration: another unit": [
    inValues(DURATION, /^(\d+)[smh]$/g, "$1ms"),
    { unknowable: "any time may be meant" },
  ],
  "wait.until: a time of day": inValues(/\.wait\.until$/, LONE, '"18:00"'),
  "wait.until: a day that no month has": inValues(/\.wait\.until$/, LONE, '"2026-02-30T18:00:00Z"'),
  "wait.until: a time without a zone": inValues(/\.wait\.until$/, LONE, '"2026-12-31T18:00:00"'),
  "wait.until: a duration": inValues(/\.wait\.until$/, LONE, "2h"),
  "wait.until: seconds": inValues(/\.wait\.until$/, LONE, "1893456000"),
  "wait: a text": entriesTo(/\.wait$/, ({ key }) => `${key.raw}: 2h`),
  "callback: without :key": inValues(/\.wait\.webhook\.path$/, /\/:key$/g, ""),
  "callback: another parameter": inValues(/\.wait\.webhook\.path$/, /:key$/g, ":id"),
  "callback: a fixed key": inValues(/\.wait\.webhook\.key$/, LONE, '"tra-loi"'),
  "callback: its body left out": inValues(
    /./,
    /(?<=\bsteps\.(?:answer|mark)\.output\.)body\./g,
    "",
  ),
  "retry: no attempts": inValues(/\.attempts$/, /^\d+$/g, "0"),
  "retry: a backoff that doesn't exist": inValues(/\.backoff$/, /^\w+$/g, "linear"),
  "retry: a number": entriesTo(/\.retry$/, ({ key }) => `${key.raw}: 3`),
});
