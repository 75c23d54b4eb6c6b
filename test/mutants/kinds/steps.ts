import { entriesTo, inKeys, inValues, kinds } from "../kind.ts";
import { dropLetter, swapLetters } from "../misspell.ts";
import { ANYWHERE, LONE } from "./places.ts";

/** Mistakes in steps, calls and loops. */
export const STEPS = kinds("steps", {
  "an action that doesn't exist": inValues(/\.uses$/, /(?<=ahachat\.)\w+/g, ([word]) =>
    word.replace("_", ""),
  ),
  "an action misspelt": inValues(/\.uses$/, /(?<=\.)\w+$/g, ([word]) => dropLetter(word)),
  "an action in camel case": inValues(/\.uses$/, /(?<=ahachat\.)\w+/g, ([word]) =>
    word.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
  ),
  "an action without its family": inValues(/\.uses$/, /^ahachat\./g, ""),
  "an action of another family": inValues(/\.uses$/, /^http\.request$/g, "http.post"),
  "one action for another": [
    inValues(/\.uses$/, /^ahachat\.send_text$/g, "ahachat.send_dynamic"),
    { readers: /\bwith:/ },
  ],
  "two steps with one id": [
    inValues(/\.id$/, /^\w+$/g, ([word], { start }, source) => {
      const [first] = [...source.text.matchAll(/\bid: (\w+)/g)];
      return first?.[1] === word || (first?.index ?? 0) > start ? undefined : first?.[1];
    }),
    { readers: /\bid:|\bsteps\./ },
  ],
  "an id with a hyphen": [
    inValues(/\.id$/, /^\w+$/g, ([word]) => `${word}-1`),
    { readers: /\bsteps\./ },
  ],
  "an id in capitals": [
    inValues(/\.id$/, /^\w+$/g, ([word]) => word.toUpperCase()),
    { readers: /\bsteps\./ },
  ],
  "a connection that doesn't exist": inValues(/(?:^|\.)connection$/, /^\w+$/g, ([word]) =>
    dropLetter(word),
  ),
  "a call of a flow that doesn't exist": inValues(/\.call$/, /^[\w-]+$/g, ([word]) =>
    swapLetters(word),
  ),
  "a call of itself": [
    inValues(/\.call$/, /^[\w-]+$/g, (_, __, source) => /^name: (\S+)/m.exec(source.text)?.[1]),
    { readers: /\bcall:|^name:/ },
  ],
  "a call of a flow without inputs": inValues(/\.call$/, /^[\w-]+$/g, "unsubscribe"),
  "a call's input misspelt": inKeys(/\.with\.(?:level|amount|tier)$/, /^\w+$/g, ([word]) =>
    swapLetters(word),
  ),
  "a call's input too many": entriesTo(/\.with\.level$/, ({ text, inBraces }) =>
    inBraces ? `${text}, channel: sales` : undefined,
  ),
  "a called flow's output misspelt": inValues(
    ANYWHERE,
    /(?<=steps\.points\.output\.)\w+/g,
    ([word]) => dropLetter(word),
  ),
  "a field that a called flow does not give": inValues(
    /./,
    /(?<=steps\.points\.output\.)\w+/g,
    "bonus",
  ),

  "for_each: an object": inValues(/\.for_each$/, LONE, '"{{trigger.body}}"'),
  "for_each: a number": inValues(/\.for_each$/, LONE, '"{{length vars.branches}}"'),
  "for_each: a list in words": inValues(/\.for_each$/, LONE, "a, b, c"),
  "for_each: a reserved name": [inValues(/\.as$/, /^\w+$/g, "steps"), { readers: /\{\{/ }],
});
