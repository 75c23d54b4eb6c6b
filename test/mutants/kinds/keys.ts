import { beside, entriesTo, inKeys, inValues, kinds, without } from "../kind.ts";
import { camelCase, doubleLetter, dropLetter, swapLetters } from "../misspell.ts";

const TOP = /^(?!description$)\w+$/;
const STEP =
  /(?:^|\.)(?:steps|on_failure|default|catch\.\d+\.steps|cases\.\w+|parallel\.\w+|on_timeout)\.\d+\.(?!set\.)(?!name$)\w+$/;
const ACTION = /\.with\.\w+$/;
const DEEP = /\.messages\.\d+\.[\w.]*[a-z_]+$|\.attachment(?:\.[\w.]*[a-z_]+)?$/;
const ANSWER =
  /\.respond\.body\.(?:messages|set_attributes|redirect_to_blocks)$|fallback\.body\.\w+$/;
const NAME = /^\w+$/g;

/** Mistakes in the names of keys, and keys too many or too few. */
export const KEYS = kinds("keys", {
  "of the flow: a letter dropped": inKeys(TOP, NAME, ([word]) => dropLetter(word)),
  "of the flow: letters swapped": inKeys(TOP, NAME, ([word]) => swapLetters(word)),
  "of a trigger": inKeys(/^on\.(?:webhook|schedule)(?:\.\w+)?$/, NAME, ([word]) =>
    dropLetter(word),
  ),
  "of dedupe": inKeys(/\.dedupe\.\w+$/, NAME, ([word]) => doubleLetter(word)),
  "of a step: a letter dropped": inKeys(STEP, NAME, ([word]) => dropLetter(word)),
  "of a step: a letter doubled": inKeys(STEP, NAME, ([word]) => doubleLetter(word)),
  "of a step: in camel case": inKeys(STEP, NAME, ([word]) => camelCase(word)),
  "use for uses": inKeys(/\.uses$/, NAME, "use"),
  "action for uses": inKeys(/\.uses$/, NAME, "action"),
  "input for with": inKeys(/\.with$/, NAME, "input"),
  "params for with": inKeys(/\.with$/, NAME, "params"),
  "when for if": inKeys(/\.if$/, NAME, "when"),
  "case for cases": inKeys(/\.cases$/, NAME, "case"),
  "foreach for for_each": inKeys(/\.for_each$/, NAME, "foreach"),
  "delay for wait": inKeys(/\.wait$/, NAME, "delay"),
  "else beside if": beside(/\.if$/, "else: []"),
  "of an action's input: a letter dropped": inKeys(ACTION, NAME, ([word]) => dropLetter(word)),
  "of an action's input: in camel case": inKeys(ACTION, NAME, ([word]) => camelCase(word)),
  "userid for user_id": inKeys(/\.with\.user_id$/, NAME, "userid"),
  "message for text": inKeys(/\.with\.text$/, NAME, "message"),
  "body for json": inKeys(/\.with\.json$/, NAME, "body"),
  "block for block_name": inKeys(/\.block_name$/, NAME, "block"),
  "tag for message_tag": inKeys(/\.message_tag$/, NAME, "tag"),
  "in a message": inKeys(DEEP, NAME, ([word]) => swapLetters(word)),
  "of an answer: a letter doubled": inKeys(ANSWER, NAME, ([word]) => doubleLetter(word)),
  "of an answer: a letter dropped": inKeys(ANSWER, NAME, ([word]) => dropLetter(word)),
  "of an answer: in camel case": inKeys(ANSWER, NAME, ([word]) => camelCase(word)),
  "of an answer: message for messages": inKeys(/\.body\.messages$/, NAME, "message"),
  "of an answer: messages put straight into respond": entriesTo(
    /\.respond\.body$/,
    ({ text, inBraces }) => (inBraces ? undefined : /^body: \{ (messages: .*) \}$/.exec(text)?.[1]),
  ),
  "of respond": inKeys(/\.respond\.(?:status|headers|body)$/, NAME, ([word]) => dropLetter(word)),
  "of wait": inKeys(/\.wait\.\w+$/, NAME, ([word]) => doubleLetter(word)),
  "of a callback": inKeys(/\.wait\.webhook\.\w+$/, NAME, ([word]) => dropLetter(word)),
  "of retry": inKeys(/retry\.\w+$/, NAME, ([word]) => dropLetter(word)),
  "of catch": inKeys(/\.catch\.\d+\.\w+$/, NAME, ([word]) => dropLetter(word)),
  "of concurrency": inKeys(/^concurrency\.\w+$/, NAME, ([word]) => doubleLetter(word)),
  "of auth": inKeys(/\.auth\.\d+\.\w+(?:\.\w+)?$/, NAME, ([word]) => dropLetter(word)),
  "of a schedule": inKeys(/\.schedule\.\d+\.\w+$/, NAME, ([word]) => dropLetter(word)),
  "a template for a key": inKeys(
    /\.attributes\.\w+$|\.json\.\w+$|\.headers\.[\w-]+$|\.set\.\w+$|\.query\.\w+$/,
    /^[\w-]+$/g,
    ([word]) => `"{{'${word}'}}"`,
  ),
  "a template for an attribute's name": inKeys(
    /\.with\.attributes\.\w+$/,
    NAME,
    '"{{vars.shop_name}}"',
  ),
  "a template for a header's name": inKeys(
    /\.headers\.[\w-]+$/,
    /^[\w-]+$/g,
    '"{{vars.shop_name}}"',
  ),
  "a reserved attribute": inKeys(/\.with\.attributes\.\w+$/, NAME, "ahachat_$&"),
  "user_id left out": without(/\.with\.user_id$/),
  "text left out": without(/\.with\.text$/),
  "message_tag left out": [
    without(/\.message_tag$/),
    { unknowable: "inside the 24-hour window none is needed" },
  ],
  "block_name left out": without(/\.block_name$/),
  "url left out": without(/\.with\.url$/),
  "a call's input left out": without(/\.with\.(?:level|tier)$/),
  "with left out": without(/\.with$/),
  "uses left out": without(/\.uses$/),
  "path left out": without(/^on\.webhook\.path$/),
  "the dedupe key left out": without(/\.dedupe\.key$/),
  "cron left out": without(/\.cron$/),
  "cases left out": without(/\.cases$/),
  "connection left out": [without(/^connection$/), { readers: /uses: (?:ahachat|chatbotx)/ }],
  "name left out": without(/^name$/),
  "key left out of a callback": without(/\.wait\.webhook\.key$/),
  "a title left out": without(/\.title$/),
  "a button's aim left out": without(
    /\.buttons\.\d+\.(?:url|block_name|phone_number)$|\.block_names$/,
  ),
  "user_id beside phone": beside(/\.with\.phone$/, 'user_id: "6543210987654321"'),
  "form beside json": beside(/\.with\.json$/, "form: { a: 1 }"),
  "an action's input of another action": beside(/\.with\.text$/, "block_name: Menu"),
  "two kinds in one step": beside(/\.uses$/, "stop: {}"),
  "a key twice": beside(/\.with\.(?:user_id|text|url)$/, ({ text }) => text),
  "method of another kind": inValues(/\.with\.method$/, /^[A-Z]+$/g, ([word]) =>
    word.toLowerCase(),
  ),
  "a method that doesn't exist": inValues(/\.with\.method$/, /^[A-Z]+$/g, "SEND"),
});
