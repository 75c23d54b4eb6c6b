import {
  entriesTo,
  indentOf,
  inKeys,
  inText,
  inValues,
  isFlow,
  type Kind,
  kinds,
} from "../kind.ts";
import { dropLetter } from "../misspell.ts";
import { ANYWHERE } from "./places.ts";

/** What a customer or the log reads, in steps of the flow itself. */
const TEXT = /^steps\.\d+\..*(?:text|url|reason)$/;
const VARS = { readers: /\bvars\./ };

/** Whether a text reads what a `set` sets. */
function isRead(set: string, text: string): boolean {
  return [...set.matchAll(/(\w+):/g)].some(([, name]) => text.includes(`vars.${name}`));
}

/** A step changes places with the one after it, which reads it. */
const swapped: Kind["make"] = (source) =>
  source.items.flatMap(({ start, end, text, after, path }) => {
    const next = source.items.find((item) => item.start === after?.start);
    const read = `steps.${/\bid: (\w+)/.exec(text)?.[1]}.`;
    if (!isFlow(source) || !/^steps\.\d+$/.test(path) || next?.text.includes(read) !== true)
      return [];
    const edits = [
      { start, end, with: next.text.trimEnd() },
      { start: next.start, end: next.end, with: `${text.trimEnd()}\n` },
    ];
    return [{ edits }];
  });

/** The place of the step of the flow's own list that a path leads into. */
function placeOf(path: string | undefined): number {
  return Number(path?.split(".")[1]);
}

/** Reads, behind a step whose id has a path like this, its output in place of the body. */
function readBehind(id: RegExp): Kind["make"] {
  return inValues(TEXT, /(?<=[{ ])trigger\.\w+\.\w+(?=[ }])/g, (_, place, source) => {
    const step = source.values.find(({ path }) => id.test(path));
    return placeOf(step?.path) < placeOf(place.path)
      ? `steps.${step?.raw}.output.success`
      : undefined;
  });
}

/** The ids of steps of a kind that give nothing. */
const givesNothing: Kind["make"] = (source) => {
  const silent = source.entries.find(({ path }) =>
    /^steps\.\d+\.(?:stop|wait\.for|wait\.until)$/.test(path),
  );
  const at = silent?.path.split(".")[1];
  return at === undefined ? [] : readBehind(new RegExp(`^steps\\.${at}\\.id$`))(source);
};

/** Mistakes in what steps and variables can be read where. */
export const REACH = kinds("reach", {
  "a step above the one that it reads": [swapped, { readers: /\bsteps\./ }],
  "a step that is read left out": [
    entriesTo(/\.id$/, ({ key, text }, source) =>
      source.text.includes(`steps.${text.slice(key.raw.length + 2)}.`)
        ? "name: không tên"
        : undefined,
    ),
    { readers: /\bsteps\./ },
  ],
  "a step of a case read behind it": readBehind(/^steps\.\d+\.cases\.\w+\.\d+\.id$/),
  "a step of catch read behind it": readBehind(/^steps\.\d+\.catch\.\d+\.steps\.\d+\.id$/),
  "the output of a step that has none": givesNothing,
  "a step of a loop read behind it": [
    inValues(
      /^steps\.\d+\.with\.text$/,
      /(?<=\{\{)vars\.sent(?=\}\})|(?<=\{\{format_number )vars\.total/g,
      (match) =>
        match[0] === "vars.sent" ? "steps.voucher.output.status" : "steps.reserve.output.status",
    ),
    {},
  ],
  "error outside of catch": inValues(
    /^steps\.\d+\.with\.text$/,
    /(?<=\{\{)trigger\.body\.\w+(?=\}\})/g,
    "error.reason",
  ),
  "the trigger of a webhook in a scheduled flow": inValues(
    ANYWHERE,
    /\btrigger\.scheduled_at\b/g,
    "trigger.body.day",
  ),
  "its own output": inValues(
    /^steps\.\d+\.with\.text$/,
    /(?<=\{\{)trigger\.body\.\w+(?=\}\})/g,
    (_, { path }, source) => {
      const own = source.values.find((place) => place.path === path.replace(/with\.text$/, "id"));
      return own === undefined ? undefined : `steps.${own.raw}.output.result`;
    },
  ),

  "set: in a branch": [
    entriesTo(/^steps\.\d+\.set$/, ({ text, start, before, after }, source) => {
      if (before !== undefined || after !== undefined || !isRead(text, source.text))
        return undefined;
      const blanks = indentOf(source.text, start);
      const inner = text.trimEnd().replaceAll("\n", "\n      ");
      return `parallel:\n${blanks}  one:\n${blanks}    - ${inner}\n`;
    }),
    VARS,
  ],
  "set: left out": [
    entriesTo(/\.set\.\w+$/, ({ text, inBraces }, source) =>
      inBraces || !isRead(text, source.text) ? undefined : text.replace(/^\w+/, "unused"),
    ),
    VARS,
  ],
  "set: under an if": [
    entriesTo(/^steps\.\d+\.set$/, ({ text, inBraces, before }) =>
      inBraces || before !== undefined
        ? undefined
        : `if: "{{default trigger.query.debug false}}"\n    ${text}`,
    ),
    VARS,
  ],
  "set: behind what reads it": [
    inText(
      /^( {2}- set: .*\n(?: {6}.*\n)*)(\n? {2}- (?:.*\n)(?: {4}.*\n)*)/gm,
      ([, set = "", next = ""]) => (isRead(set, next) ? `${next}\n${set}` : undefined),
    ),
    VARS,
  ],
  "set: a case that forgets it": [
    entriesTo(/\.cases\.\w+\.0\.set$/, ({ text, inBraces }) =>
      inBraces ? text.replace(/set:.*/, 'set: { other: "1" }') : undefined,
    ),
    VARS,
  ],
  "set: vars. in its name": inKeys(/\.set\.\w+$/, /^\w+$/g, '"vars.$&"'),
  "set: summed up side by side": [
    entriesTo(/\.as$/, ({ text }, source) =>
      source.text.includes("add vars.") ? `${text}\n    concurrency: 5` : undefined,
    ),
    VARS,
  ],

  "output: a variable misspelt": inValues(/^output\.\w+$/, /(?<=vars\.)\w+/g, ([word]) =>
    dropLetter(word),
  ),
  "output: a step misspelt": inValues(/^output\.\w+$/, /(?<=steps\.)\w+/g, ([word]) =>
    dropLetter(word),
  ),
});
