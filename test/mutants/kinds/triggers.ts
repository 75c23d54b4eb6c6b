import { entriesTo, inKeys, inSamples, inValues, kinds, without } from "../kind.ts";
import { doubleLetter, dropLetter, swapLetters } from "../misspell.ts";
import { DEDUPE, LONE } from "./places.ts";

const CRON = /\.cron$/;
const ZONE = /\.timezone$/;
const SCHEMA = /^(?:on\.webhook\.schema|inputs)(?:\.|$)/;
/** What is said of a sample that does not fit may stand where the flow names it, or its schema. */
const SAMPLE = { readers: /\bsample:|\bschema:|\btrigger\.body/ };

/** Mistakes in what starts a flow: webhooks, schemas, samples, schedules. */
export const TRIGGERS = kinds("triggers", {
  "cron: four fields": inValues(CRON, / \*"$/g, '"'),
  "cron: six fields": inValues(CRON, /^"/g, '"0 '),
  "cron: an hour beyond 23": inValues(CRON, /(?<=^"\d+ )\d+/g, "24"),
  "cron: a minute beyond 59": inValues(CRON, /(?<=^")\d+/g, "60"),
  "cron: minute and hour swapped": [
    inValues(CRON, /^"(\d+) (\d+)/g, '"$2 $1'),
    { unknowable: "any minute and hour may be meant" },
  ],
  "cron: a time of day": inValues(CRON, /^"(\d+) (\d+) .*"$/g, '"$2:$1"'),
  "cron: @daily": inValues(CRON, /^".*"$/g, '"@daily"'),
  "cron: words": inValues(CRON, /^".*"$/g, '"every day at 8"'),
  "cron: a day that never comes": inValues(CRON, /(?<=^"\d+ \d+) \* \*(?= \*)/g, " 31 2"),
  "cron: a step of zero": inValues(CRON, /^"\d+/g, '"*/0'),
  "cron: a weekday in Vietnamese": inValues(CRON, /[\d-]+"$/g, 'T2"'),
  "timezone: a city that isn't one": inValues(ZONE, /.+/g, "Asia/Hanoi"),
  "timezone: an offset": inValues(ZONE, /.+/g, "UTC+7"),
  "timezone: GMT+7": inValues(ZONE, /.+/g, "GMT+7"),
  "timezone: an offset alone": inValues(ZONE, /.+/g, '"+07:00"'),
  "timezone: a blank for an underscore": inValues(ZONE, /.+/g, "Asia/Ho Chi Minh"),
  "timezone: left out": [without(ZONE), { unknowable: "UTC may be meant" }],
  "catch_up: a boolean": inValues(/\.catch_up$/, /.+/g, "true"),
  "schedule: a map for a list": entriesTo(
    /^on\.schedule$/,
    ({ key }) => `${key.raw}: { cron: "0 8 * * *" }`,
  ),

  "path: no slash before": inValues(/^on\.webhook\.path$/, /^\//g, ""),
  "path: a whole URL": inValues(/^on\.webhook\.path$/, /^/g, "https://hooks.tiemaodai.vn"),
  "path: {parameter}": inValues(/^on\.webhook\.path$/, /:(\w+)/g, "{$1}"),
  "path: a query": inValues(/^on\.webhook\.path$/, /$/g, "?key=1"),
  "path: a blank": inValues(/^on\.webhook\.path$/, /(?<=^\/\w)/g, " "),
  "path: a parameter misspelt": [
    inValues(/^on\.webhook\.path$/, /(?<=:)\w+/g, ([word]) => doubleLetter(word)),
    { readers: /\bparams\./ },
  ],
  "path: that of another flow": [
    inValues(/^on\.webhook\.path$/, /.+/g, "/unsubscribe"),
    { readers: /\bpath: / },
  ],
  "methods: in small letters": inValues(/\.methods\.\d+$/, /.+/g, ([word]) => word.toLowerCase()),
  "methods: without POST": inValues(/^on\.webhook\.methods\.\d+$/, /^POST$/g, "GETT"),
  "dedupe: trigger. before": inValues(
    DEDUPE,
    /(?<=\{\{[^{}]*)\b(?=(?:body|headers|params)\.)/g,
    "trigger.",
  ),
  "dedupe: the run's id": inValues(DEDUPE, LONE, '"{{run.id}}"'),
  "dedupe: a fixed text": inValues(DEDUPE, /.+/g, '"don-hang"'),
  "dedupe: a field that is missing": inValues(DEDUPE, /(?<=body\.)(\w+)(?=\}\})/g, "event_id"),
  "dedupe: a customer for an event": [
    inValues(DEDUPE, LONE, '"{{body.messenger_user_id}}"'),
    { unknowable: "once for each customer may be meant" },
  ],
  "dedupe: a text for a map": entriesTo(/\.dedupe$/, ({ key }) => `${key.raw}: "{{body.id}}"`),
  "dedupe: ttl without a unit": inValues(/\.ttl$/, /^(\d+)[a-z]$/g, "$1"),
  "dedupe: ttl in words": inValues(/\.ttl$/, /^(\d+)[a-z]$/g, "$1 days"),
  "dedupe: ttl in weeks": inValues(/\.ttl$/, /^(\d+)[a-z]$/g, "$1w"),
  "concurrency: a fixed key": [
    inValues(/^concurrency\.key$/, LONE, '"tat-ca"'),
    { unknowable: "one run at a time may be meant" },
  ],
  "concurrency: body. without trigger": inValues(/^concurrency\.key$/, /trigger\.body/g, "body"),
  "concurrency: when_full of another list": inValues(/when_full$/, /.+/g, "cancel"),
  "concurrency: no runs": inValues(/^concurrency\.limit$/, /.+/g, "0"),
  "rate_limit: words": inValues(/rate_limit$/, /.+/g, "50/second"),
  "rate_limit: a number": inValues(/rate_limit$/, /.+/g, "50"),
  "auth: a secret in the file": inValues(
    /\.auth\.\d+\.\w+\.(?:secret|token|password|value)$/,
    LONE,
    '"b7e1f3a29c5d48e6a0f4b8c2d6e9f1a3"',
  ),
  "auth: a secret misspelt": inValues(
    /\.auth\.\d+\.\w+\.(?:secret|token|password|value)$/,
    /(?<=secrets\.)\w+/g,
    ([word]) => swapLetters(word),
  ),
  "auth: no braces": inValues(/\.auth\.\d+\.\w+\.(?:secret|token|password|value)$/, LONE, "$2"),
  "auth: ${env}": inValues(
    /\.auth\.\d+\.\w+\.(?:secret|token|password|value)$/,
    LONE,
    '"${env:SHOP_KEY}"',
  ),
  "auth: one brace": inValues(
    /\.auth\.\d+\.\w+\.(?:secret|token|password|value)$/,
    LONE,
    "$1{$2}$1",
  ),
  "auth: an algorithm in capitals": inValues(/\.algorithm$/, /.+/g, "SHA256"),
  "auth: an encoding that doesn't exist": inValues(/\.encoding$/, /.+/g, "base64url"),
  "auth: a header with a colon": inValues(/\.auth\.\d+\.\w+\.header$/, /$/g, ":"),
  "auth: an address that is none": inValues(/\.allow\.\d+$/, /.+/g, "203.0.113.0/240"),
  "auth: a map for a list": entriesTo(
    /^on\.webhook\.auth$/,
    ({ key }) => `${key.raw}: { bearer: { token: "{{secrets.crm_key}}" } }`,
  ),
  "respond: a timeout without a unit": inValues(/webhook\.respond\.timeout$/, /s$/g, ""),
  "respond: a timeout in words": inValues(/webhook\.respond\.timeout$/, /s$/g, " giây"),
  "respond: a fallback that is a text": entriesTo(
    /\.fallback$/,
    ({ key }) => `${key.raw}: Bạn chờ chút nhé`,
  ),
  "respond: the step left out": [
    entriesTo(/\.respond$/, ({ path, text }) =>
      path.startsWith("on") ? undefined : text.replace(/respond:(?:.|\n)*/, "stop: {}"),
    ),
    { readers: /respond|webhook|path|stop/ },
  ],
  "sample: a file that isn't there": inValues(/\.sample$/, /(?=\.json$)/g, "s"),
  "sample: without its folder": inValues(/\.sample$/, /^samples\//g, ""),
  "sample: left out": [without(/\.sample$/), { unknowable: "a flow needs none" }],
  "inputs: a list": entriesTo(/^inputs$/, ({ key }) => `${key.raw}: [text, level]`),

  "schema: a type misspelt": inValues(
    SCHEMA,
    /^(?:string|number|integer|boolean|array)$/g,
    ([word], { path }) => (path.endsWith(".type") ? swapLetters(word) : undefined),
  ),
  "schema: str": inValues(SCHEMA, /^string$/g, "str"),
  "schema: int": inValues(SCHEMA, /^integer$/g, "int"),
  "schema: date": inValues(SCHEMA, /^string$/g, "date"),
  "schema: properties misspelt": [
    inKeys(SCHEMA, /^properties$/g, "propertys"),
    { readers: /trigger\.body|inputs\./ },
  ],
  "schema: a needed name misspelt": inValues(
    /^(?:on\.webhook\.schema|inputs)\..*required\.\d+$/,
    /^\w+$/g,
    ([word]) => swapLetters(word),
  ),
  "schema: a property misspelt": [
    inKeys(/^on\.webhook\.schema\.(?:.*\.)?properties\.\w+$/, /^\w+$/g, ([word]) =>
      dropLetter(word),
    ),
    { readers: /trigger\.body|\bbody\.|required/ },
  ],
  "schema: required: true at a property": entriesTo(
    /^on\.webhook\.schema\.properties\.\w+\.type$/,
    ({ text, inBraces }) => (inBraces ? `${text}, required: true` : undefined),
  ),
  "schema: required as a text": entriesTo(
    /^on\.webhook\.schema\.required$/,
    ({ key }) => `${key.raw}: messenger_user_id`,
  ),
  "schema: an enum as a text": entriesTo(
    /schema.*\.enum$|^inputs.*\.enum$/,
    ({ key }) => `${key.raw}: picked`,
  ),
  "schema: type enum": entriesTo(/schema.*\.enum$/, ({ text, inBraces }) =>
    inBraces ? `type: enum, ${text}` : undefined,
  ),
  "schema: a pattern that is none": inValues(/\.pattern$/, /\[0-9\]/g, "[0-9"),
  "schema: a pattern that is too narrow": [inValues(/\.pattern$/, /\+|\{5,20\}/g, "{3}"), SAMPLE],
  "schema: a type that the sample is not": [
    inValues(/^on\.webhook\.schema\..*\.type$/, /^(?:number|integer|boolean)$/g, "string"),
    { readers: /\bsample:|trigger\.body/ },
  ],
  "schema: number for a text": [
    inValues(/^on\.webhook\.schema\..*\.type$/, /^string$/g, "number"),
    { readers: /\bsample:|trigger\.body/ },
  ],
  "schema: a needed field that the sample lacks": [
    inValues(/^on\.webhook\.schema\.required\.0$/, /^\w+$/g, "$&, store_id"),
    SAMPLE,
  ],
  "schema: an enum that the sample is not of": [
    inValues(
      /^on\.webhook\.schema\..*\.enum\.\d+$/,
      /^(?:delivered|gold|late|ads)$/g,
      ([word]) => `${word}_2`,
    ),
    { readers: /\bsample:|trigger\.body|^ +(?:delivered|gold|late):/ },
  ],
  "schema: a minimum that the sample is below": [
    inValues(/^on\.webhook\.schema\..*\.minimum$/, /^0$/g, "100000000"),
    SAMPLE,
  ],
  "sample file: a text for a number": [
    inSamples(
      /body\.(?:\w+\.)*(?:total|CODAmount|amount|orderCode|weight|subtotal)$|^total$|^weight$/,
      /^\d+(?:\.\d+)?$/g,
      '"$&"',
    ),
    SAMPLE,
  ],
  "sample file: an amount with points": [
    inSamples(
      /body\.(?:\w+\.)*(?:total|CODAmount|amount|orderCode|weight|subtotal)$|^total$|^weight$/,
      /^\d+(?:\.\d+)?$/g,
      '"1.250.000"',
    ),
    SAMPLE,
  ],
  "sample file: a number for a text": [
    inSamples(/messenger_user_id$|OrderCode$|\.id$|order_id$/, /^".*"$/g, "123456"),
    SAMPLE,
  ],
  "sample file: outside of the enum": [
    inSamples(/Status$|^tier$|^kind$|^source$/, /^".*"$/g, '"unknown"'),
    SAMPLE,
  ],
  "sample file: no JSON": [inSamples(/messenger_user_id$|order_id$/, /"$/g, ""), SAMPLE],
});
