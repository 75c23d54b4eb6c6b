import { inKeys, inValues, kinds } from "../kind.ts";
import { camelCase, doubleLetter, dropLetter, otherCase, swapLetters } from "../misspell.ts";
import { ANYWHERE, OUTPUT_FIELD, PATH, REQUEST_FIELD } from "./places.ts";

/** What another shop's system calls the same. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  messenger_user_id: "psid",
  first_name: "name",
  phone: "phone_number",
  total: "amount",
  order_id: "id",
  id: "code",
  items: "products",
  price: "unit_price",
  quantity: "qty",
  starts_at: "start_time",
  code: "number",
  text: "message",
};

/** Mistakes in what templates read. */
export const NAMES = kinds("names in templates", {
  "body field: a letter dropped": inValues(ANYWHERE, REQUEST_FIELD, ([word]) => dropLetter(word)),
  "body field: letters swapped": inValues(ANYWHERE, REQUEST_FIELD, ([word]) => swapLetters(word)),
  "body field: a letter doubled": inValues(ANYWHERE, REQUEST_FIELD, ([word]) => doubleLetter(word)),
  "body field: in camel case": inValues(ANYWHERE, REQUEST_FIELD, ([word]) => camelCase(word)),
  "body field: in another case": inValues(ANYWHERE, REQUEST_FIELD, ([word]) => otherCase(word)),
  "body field: another shop's name": inValues(
    ANYWHERE,
    REQUEST_FIELD,
    ([word]) => OTHER_NAMES[word],
  ),
  "trigger. left out": inValues(ANYWHERE, /\btrigger\.(?=body\.)/g, ""),
  "body. left out": inValues(ANYWHERE, /(?<=\btrigger\.)body\./g, ""),
  "a level left out": inValues(ANYWHERE, /(?<=\btrigger\.body\.)\w+\.(?=[a-z])/g, ""),
  "only the field": inValues(ANYWHERE, /\btrigger\.body\.(?=\w+\}\})/g, ""),
  "payload for body": inValues(ANYWHERE, /(?<=\btrigger\.)body\b/g, "payload"),
  "webhook for trigger": inValues(ANYWHERE, /\btrigger\b(?=\.body)/g, "webhook"),
  "event for trigger": inValues(ANYWHERE, /\btrigger\b(?=\.(?:body|query))/g, "event"),
  "$json for the body, as in n8n": inValues(ANYWHERE, /\btrigger\.body\b/g, "$json"),
  "body for query": inValues(ANYWHERE, /(?<=\btrigger\.)query\b/g, "body"),
  "query for body": inValues(ANYWHERE, /(?<=\btrigger\.)body\b/g, "query"),
  "params for body": inValues(ANYWHERE, /(?<=\btrigger\.)body\b/g, "params"),
  "a parameter of the path misspelt": inValues(ANYWHERE, /(?<=\bparams\.)\w+/g, ([word]) =>
    dropLetter(word),
  ),
  "a header in capital letters": inValues(
    ANYWHERE,
    /(?<=\bheaders\.)[\w-]+/g,
    () => "X-Delivery-Id",
  ),
  "[0] as in JavaScript": inValues(ANYWHERE, /\.0(?=\.)/g, "[0]"),
  "an entry's field read of the list": inValues(ANYWHERE, /(?<=\.items)\.0(?=\.)/g, ""),
  "count for length": inValues(ANYWHERE, /\blength (trigger[\w.]+)/g, "$1.count"),
  "trigger.scheduledAt": inValues(ANYWHERE, /\btrigger\.scheduled_at\b/g, "trigger.scheduledAt"),
  "trigger.time for scheduled_at": inValues(ANYWHERE, /\btrigger\.scheduled_at\b/g, "trigger.time"),
  "an input misspelt": inValues(ANYWHERE, /(?<=\binputs\.)\w+/g, ([word]) => swapLetters(word)),
  "input for inputs": inValues(ANYWHERE, /\binputs\b(?=\.)/g, "input"),
  "trigger.body in a called flow": inValues(ANYWHERE, /\binputs\b(?=\.)/g, "trigger.body"),
  "step for steps": inValues(ANYWHERE, /\bsteps\b(?=\.)/g, "step"),
  "a step's id misspelt": inValues(ANYWHERE, /(?<=\bsteps\.)\w+/g, ([word]) => dropLetter(word)),
  "a step's id with letters swapped": inValues(ANYWHERE, /(?<=\bsteps\.)\w+/g, ([word]) =>
    swapLetters(word),
  ),
  "output left out": inValues(ANYWHERE, /(?<=\bsteps\.\w+\.)output\./g, ""),
  "outputs for output": inValues(ANYWHERE, /(?<=\bsteps\.\w+\.)output\b/g, "outputs"),
  "result for output": inValues(ANYWHERE, /(?<=\bsteps\.\w+\.)output\b/g, "result"),
  "an answer's body left out": inValues(ANYWHERE, /(?<=\bsteps\.\w+\.output\.)body\./g, ""),
  "data for an answer's body": inValues(ANYWHERE, /(?<=\bsteps\.\w+\.output\.)body\b/g, "data"),
  "output field: a letter dropped": [
    inValues(ANYWHERE, OUTPUT_FIELD, ([word], place) =>
      isOfHttp(place.raw, word) ? undefined : dropLetter(word),
    ),
    {},
  ],
  "output field: a name that nobody documents": inValues(
    ANYWHERE,
    /(?<=\bsteps\.\w+\.output\.)(?:first_name|last_name|id|tags)\b/g,
    ([word]) =>
      ({ first_name: "full_name", last_name: "surname", id: "psid", tags: "labels" })[word],
  ),
  "a field of an HTTP answer misspelt": inValues(
    ANYWHERE,
    /(?<=\bsteps\.\w+\.output\.body\.(?:\w+\.)*)[a-z_]\w*(?![\w.])/g,
    ([word]) => swapLetters(word),
  ),
  "a field of an HTTP answer that it hasn't": inValues(
    ANYWHERE,
    /(?<=\bsteps\.\w+\.output\.body\.(?:\w+\.)*)[a-z_]\w*(?![\w.])/g,
    "external_ref",
  ),
  "a parallel's branch misspelt": inValues(
    ANYWHERE,
    /(?<=\bsteps\.(?:both|figures)\.output\.)\w+/g,
    ([word]) => dropLetter(word),
  ),
  "a step's state for its status": inValues(ANYWHERE, /(?<=\bsteps\.\w+\.)status\b/g, "state"),
  "ok for succeeded": inValues(ANYWHERE, /(?<=\.status ")succeeded/g, "ok"),
  "the HTTP status of a step": inValues(ANYWHERE, /(?<=steps\.\w+\.status ")succeeded"/g, '200"'),
  "success for succeeded": inValues(ANYWHERE, /(?<=\.status ")succeeded/g, "success"),
  "error.msg": inValues(ANYWHERE, /\berror\.message\b/g, "error.msg"),
  "error.reason misspelt": inValues(ANYWHERE, /\berror\.reason\b/g, "error.raeson"),
  "error.type": inValues(ANYWHERE, /\berror\.reason\b/g, "error.type"),
  "a variable misspelt": inValues(ANYWHERE, /(?<=\bvars\.)\w+/g, ([word]) => dropLetter(word)),
  "var for vars": inValues(ANYWHERE, /\bvars\b(?=\.)/g, "var"),
  "env for vars": inValues(ANYWHERE, /\bvars\b(?=\.)/g, "env"),
  "a part of a variable misspelt": inValues(ANYWHERE, /(?<=\bvars\.bank\.)\w+/g, ([word]) =>
    swapLetters(word),
  ),
  "a secret misspelt": inValues(ANYWHERE, /(?<=\bsecrets\.)\w+/g, ([word]) => dropLetter(word)),
  "secret for secrets": inValues(ANYWHERE, /\bsecrets\b(?=\.)/g, "secret"),
  "a secret read as a variable": inValues(ANYWHERE, /\bsecrets\b(?=\.)/g, "vars"),
  "item in a loop with another name": inValues(
    ANYWHERE,
    /(?<![.\w])(?:line|customer)\.(?=\w)/g,
    "item.",
  ),
  "an entry's field misspelt": inValues(ANYWHERE, /(?<=\bline\.)\w+/g, ([word]) =>
    swapLetters(word),
  ),
  "flow.id": inValues(ANYWHERE, /\bflow\.name\b/g, "flow.title"),
  run_id: inValues(ANYWHERE, /\brun\.id\b/g, "run_id"),
  "execution.id": inValues(ANYWHERE, /\brun\.id\b/g, "execution.id"),
  "a blank in a path": inValues(
    ANYWHERE,
    PATH,
    ([, path = ""]) => `{{${path.replace(/\.(?=\w+$)/, ". ")}}}`,
  ),
  "a hyphen for an underscore": inValues(ANYWHERE, REQUEST_FIELD, ([word]) =>
    word.replace("_", "-"),
  ),
  "a path with blanks for points": inValues(
    ANYWHERE,
    PATH,
    ([, path = ""]) => `{{${path.replaceAll(".", " ")}}}`,
  ),
  "a trailing point": inValues(ANYWHERE, PATH, "{{$1.}}"),
  "a step's id misspelt where it is given": [
    inValues(/\.id$/, /^\w+$/g, ([word], _, source) =>
      source.text.includes(`steps.${word}.`) ? doubleLetter(word) : undefined,
    ),
    { readers: /\bsteps\./ },
  ],
  "a variable misspelt where it is set": [
    inKeys(/\.set\.\w+$/, /^\w+$/g, ([word], _, source) =>
      source.text.includes(`vars.${word}`) ? doubleLetter(word) : undefined,
    ),
    { readers: /\bvars\./ },
  ],
  "an input misspelt where it is declared": [
    inKeys(/^inputs\.properties\.\w+$/, /^\w+$/g, ([word], _, source) =>
      source.text.includes(`inputs.${word}`) ? doubleLetter(word) : undefined,
    ),
    { readers: /\binputs\.|\bcall:|\b(?:text|level|amount|tier|tags|bonus):/ },
  ],
  "a loop's name misspelt where it is given": [
    inValues(/\.as$/, /^\w+$/g, ([word]) => doubleLetter(word)),
    { readers: /\{\{/ },
  ],
});

/** Whether the field is one of an HTTP answer's body, of which nothing is known. */
function isOfHttp(raw: string, word: string): boolean {
  return new RegExp(`output\\.(?:\\w+\\.)?body\\.[\\w.]*${word}`).test(raw);
}
