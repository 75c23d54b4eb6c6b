import { entriesTo, inValues, kinds } from "../kind.ts";
import { LONE, USER } from "./places.ts";

const LIST =
  /\.with\.tags$|\.block_names$|\.methods$|\.reasons$|\.expect_status$|redirect_to_blocks$/;

/** The texts of a list that is written in brackets, without them. */
function bare(text: string): string | undefined {
  return /: \[([^[\]{}]+)\]$/.exec(text)?.[1];
}

/** Values of another type than what takes them. */
export const TYPES = kinds("types", {
  "a text for a list": entriesTo(LIST, ({ key, text }) => {
    const inner = bare(text);
    return inner === undefined || inner.includes(",") ? undefined : `${key.raw}: ${inner}`;
  }),
  "a text with commas for a list": entriesTo(LIST, ({ key, text }) => {
    const inner = bare(text)?.replaceAll(/["']/g, "");
    return inner?.includes(", ") === true && !inner.includes("{{")
      ? `${key.raw}: "${inner}"`
      : undefined;
  }),
  "a list for a text": entriesTo(/\.with\.text$|\.block_name$/, ({ key, text }) => {
    const value = text.slice(key.raw.length + 2);
    return /^["'\p{L}]/u.test(value) && !value.includes("\n")
      ? `${key.raw}: [${value.startsWith('"') ? value : `"${value}"`}]`
      : undefined;
  }),
  "a map for a list": entriesTo(/\.messages$/, ({ key, text }) =>
    text.includes("[{") ? `${key.raw}: ${text.slice(key.raw.length + 3, -1)}` : undefined,
  ),
  "a number in quotes": inValues(
    /\.max_redirects$|^concurrency\.limit$|\.attempts$|\.respond\.status$/,
    /^\d+$/g,
    '"$&"',
  ),
  "true in quotes": inValues(/\.continue_on_error$|\.jitter$/, /^(?:true|false)$/g, '"$&"'),
  "yes for true": inValues(/\.continue_on_error$|\.jitter$/, /^(?:true|false)$/g, "yes"),
  "a number for a user": inValues(USER, LONE, "6543210987654321"),
  "a word for a user": inValues(USER, LONE, "khách"),
  "a long number without quotes": inValues(USER, LONE, "65432109876543210"),
  "a phone number without quotes": inValues(/\.phone_number$/, /^"0908071111"$/g, "0908071111"),
  "a number that becomes text": inValues(
    /\.attributes\.\w+$|\.json\.\w+$|\.set\.\w+$/,
    LONE,
    "$1{{$2}} $1",
  ),
  "a price with its unit": inValues(
    /attributes\.(?:last_payment|order_total|last_total|shipping_fee)$|\.json\.(?:amount|value)$/,
    LONE,
    "$1{{$2}}đ$1",
  ),
  "a blank before a user": inValues(USER, LONE, "$1 {{$2}}$1"),
  "a blank behind a user": inValues(USER, LONE, "$1{{$2}} $1"),
  "a line end behind a user": inValues(USER, LONE, (match, place, source) =>
    source.text.slice(0, place.start).endsWith("user_id: ") &&
    !source.text.slice(0, place.start).endsWith("{ user_id: ")
      ? `|\n          {{${match[2]}}}`
      : undefined,
  ),
  "a line end behind a URL": inValues(
    /\.with\.url$/,
    /^"(https?:[^"{}]+|\{\{[^"]+)"$/g,
    (match, place, source) =>
      /\n +url: $/.test(source.text.slice(0, place.start)) ? `|\n        ${match[1]}` : undefined,
  ),
  "a blank behind a phone number": inValues(/\.with\.phone$/, LONE, "$1{{$2}} $1"),
  "a blank behind a time": inValues(/\.wait\.until$/, LONE, "$1{{$2}} $1"),
  "a line end behind a time": inValues(/\.wait\.(?:until|for)$/, LONE, "$1{{$2}}\\n$1"),
  "a line end behind a key": inValues(
    /^concurrency\.key$|\.dedupe\.key$|\.webhook\.key$/,
    /^"(.*\{\{.*)"$/g,
    '"$1\\n"',
  ),
  "a blank before a header": inValues(/\.headers\.[\w-]+$/, /^"(?=.*\{\{)/g, '" '),
  "a blank behind a secret": inValues(/\.auth\.\d+\.\w+\.\w+$/, LONE, "$1{{$2}} $1"),
  "a blank behind a value that is set": inValues(/\.set\.\w+$/, LONE, "$1{{$2}} $1"),
  "a blank behind a tag": inValues(/\.tags\.\d+$/, /^[\p{L}-]+$/gu, '"$& "'),
  "a line end behind a block's name": inValues(/\.block_name$/, /^[\p{L} ]+$/gu, '"$&\\n"'),
  "a blank behind a loop's list": inValues(/\.for_each$/, LONE, "$1{{$2}} $1"),
  "a blank behind a list": inValues(/\.json\.items$|\.with\.tags$/, LONE, "$1{{$2}} $1"),
  "a blank behind a call's number": inValues(/\.with\.amount$/, LONE, "$1{{$2}} $1"),
  "an object for a text": inValues(
    /\.with\.text$/,
    /^"\{\{vars\.data\.content\}\}"$/g,
    '"{{trigger.body}}"',
  ),
  "a list for a loop's entry": inValues(/\.for_each$/, LONE, '"{{vars.shop_name}}"'),
  "an object to loop over": inValues(/\.for_each$/, LONE, '"{{vars.bank}}"'),
  "tags as one template": inValues(/\.with\.tags\.\d+$/, LONE, '"{{vars.branches}}"'),
  "attributes as a list": entriesTo(/\.with\.attributes$/, ({ key, text }) =>
    /^attributes: \{ (\w+): ([^,]+) \}$/.test(text)
      ? `${key.raw}: [${text.slice(14, -2).split(":")[0]}]`
      : undefined,
  ),
  "an attribute without a value": inValues(
    /\.with\.attributes\.\w+$/,
    /^(?:true|"\{\{[\w.]+\}\}")$/g,
    "null",
  ),
  "JSON written as text": inValues(
    /\.json\.items$/,
    LONE,
    `'[{"sku": "{{trigger.body.order.code}}"}]'`,
  ),
  "messages written as text": entriesTo(
    /\.with\.messages$/,
    ({ key }) => `${key.raw}: '[{"text": "Xin chào"}]'`,
  ),
  "a message that is JSON": inValues(
    /\.with\.text$/,
    /^"[^"{}]+"$|^[^"'|>{}]+$/g,
    `'{"text": "Xin chào"}'`,
  ),
  "an enum's value of another type": inValues(/\.with\.level$/, /^\w+$/g, "1"),
  "an enum's value that doesn't exist": inValues(/\.with\.level$/, /^\w+$/g, "high"),
  "a text for a call's number": inValues(/\.with\.amount$/, LONE, '"{{run.id}}"'),
  "a list for a call's text": inValues(/\.with\.text$/, LONE, '"{{vars.branches}}"'),
});
