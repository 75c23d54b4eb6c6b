import { entriesTo, inKeys, inText, inValues, kinds, without } from "../kind.ts";
import { dropLetter, swapLetters } from "../misspell.ts";
import { LONE, MESSAGE, URL } from "./places.ts";

/** Mistakes in what AhaChat and others are sent. */
export const MESSAGES = kinds("messages and calls", {
  "a text that is too long": inValues(/\.with\.text$/, /"$/g, `${"x".repeat(2_001)}"`),
  "escape_html left out": inValues(
    /\.with\.text$/,
    /\{\{escape_html (?:\(([^()]+)\)|([\w.]+))\}\}/g,
    ([, call, path]) => `{{${call ?? path}}}`,
  ),
  "a button's title that is too long": inValues(
    /\.(?:buttons|quick_replies)\.\d+\.title$/,
    /^[^"]+$/g,
    "Đặt mẫu áo dài này ngay hôm nay",
  ),
  "a card's title that is too long": inValues(
    /\.elements\.\d+\.title$/,
    /(?<=60)\}\}/g,
    `}} ${"x".repeat(81)}`,
  ),
  "a button of a type that doesn't exist": inValues(/\.buttons\.\d+\.type$/, /^\w+$/g, "button"),
  "a button's type misspelt": inValues(/\.buttons\.\d+\.type$/, /^\w+$/g, ([word]) =>
    swapLetters(word),
  ),
  "postback, as Messenger has it": inValues(/\.buttons\.\d+\.type$/, /^show_block$/g, "postback"),
  "four buttons": inText(
    /buttons: \[(\{ type: show_block, [^{}]+\})\]/g,
    "buttons: [$1, $1, $1, $1]",
  ),
  "no buttons": entriesTo(/\.buttons$/, ({ key }) => `${key.raw}: []`),
  "a phone button: phone for phone_number": inKeys(
    /\.buttons\.\d+\.phone_number$/,
    /^\w+$/g,
    "phone",
  ),
  "a phone button: the type phone": inValues(/\.buttons\.\d+\.type$/, /^phone_number$/g, "phone"),
  "a phone button: a number in words": inValues(/\.phone_number$/, /^".*"$/g, '"hotline shop"'),
  "a phone button: a number too short": inValues(/\.phone_number$/, /^".*"$/g, '"1900"'),
  "a phone button: a number that is none": inValues(/\.phone_number$/, /^".*"$/g, '"0908 071 11"'),
  "a phone: a word": inValues(/\.with\.phone$/, LONE, '"khách hàng"'),
  "a phone: a number that is none": inValues(/\.with\.phone$/, LONE, '"0123456"'),
  "block_names for block_name": inKeys(/\.buttons\.\d+\.block_name$/, /^\w+$/g, "block_names"),
  "block_name for block_names": inKeys(
    /\.quick_replies\.\d+\.block_names$/,
    /^\w+$/g,
    "block_name",
  ),
  "a quick reply: text for title": inKeys(/\.quick_replies\.\d+\.title$/, /^\w+$/g, "text"),
  "an attachment of a type that doesn't exist": inValues(/\.attachment\.type$/, /^\w+$/g, "photo"),
  "a template of a type that doesn't exist": inValues(/\.template_type$/, /^\w+$/g, "carousel"),
  "a template's type misspelt": inValues(/\.template_type$/, /^\w+$/g, ([word]) =>
    dropLetter(word),
  ),
  "payload left out": entriesTo(/\.attachment\.payload$/, ({ text, inBraces }) =>
    inBraces ? text.replace(/^payload: \{ (.*) \}$/, "$1") : undefined,
  ),
  "an aspect ratio that doesn't exist": inValues(/\.image_aspect_ratio$/, /^\w+$/g, "vertical"),
  "a receipt: a currency of its own": inValues(/\.currency$/, /^VND$/g, "đ"),
  "a receipt: a currency in small letters": inValues(/\.currency$/, /^VND$/g, "vnd"),
  "a receipt: a total in words": inValues(/\.total_cost$/, LONE, '"890.000đ"'),
  "a receipt: a total that is text": inValues(
    /\.total_cost$/,
    LONE,
    '"{{format_number trigger.body.data.amount}}"',
  ),
  "a receipt: no summary": without(/\.summary$/),
  "a receipt: a timestamp that is a date": inValues(/\.timestamp$/, /^".*"$/g, '"2026-03-02"'),
  "a message tag misspelt": inValues(/\.message_tag$/, /^\w+$/g, ([word]) => dropLetter(word)),
  "a message tag of another platform": inValues(/\.message_tag$/, /^\w+$/g, "HUMAN_AGENT"),
  "a message tag in small letters": inValues(/\.message_tag$/, /^\w+$/g, ([word]) =>
    word.toLowerCase(),
  ),
  "text beside attachment": inText(/(?<=\{ )(?=attachment: \{ type: image)/g, "text: Ảnh, "),
  "messages: one text": entriesTo(/\.with\.messages$/, ({ key }) => `${key.raw}: Xin chào`),
  "messages: texts in a list": entriesTo(
    /\.with\.messages$/,
    ({ key }) => `${key.raw}: [Xin chào, Tạm biệt]`,
  ),
  "AhaChat's attribute without a backslash": inValues(MESSAGE, /\\\{\{(\w+)\}\}/g, "{{$1}}"),
  "a block's name misspelt": [
    inValues(/\.block_name$/, /^[\p{L} ]+$/gu, ([word]) => dropLetter(word)),
    { unknowable: "the bot's blocks stand nowhere in the files" },
  ],
  "another text": [
    inValues(MESSAGE, /^"[\p{L}](?=[^{}]*"$)/gu, '"Z'),
    { unknowable: "any text may be meant" },
  ],

  "url: no scheme": inValues(URL, /^"\{\{vars\.\w+\}\}\//g, '"crm.tiemaodai.vn/'),
  "url: a path alone": inValues(URL, /^"\{\{vars\.\w+\}\}\//g, '"/'),
  "url: the scheme twice": inValues(URL, /^"(?=\{\{vars\.)/g, '"https://'),
  "url: one slash": inValues(/\.url$/, /https:\/\//g, "https:/"),
  "url: ftp": inValues(/\.url$/, /https:\/\//g, "ftp://"),
  "url: a blank": inValues(/\.url$/, /(?<=https:\/\/tiemaodai)\.vn/g, " .vn"),
  "url: a variable that is no address": inValues(URL, /(?<=vars\.)\w+_url/g, "shop_name"),
  "url: a variable that is a number": inValues(URL, /(?<=vars\.)\w+_url/g, "hotline"),
  "url: {id} for a template": inValues(URL, /\/\{\{[^{}]+\}\}(?=["/])/g, "/{id}"),
  "url: :id for a template": inValues(URL, /\/\{\{[^{}]+\}\}(?=["/])/g, "/:id"),
  "url: this machine": [
    inValues(URL, /^"\{\{vars\.\w+\}\}/g, '"http://localhost:8080'),
    { unknowable: "any host may be meant, and outbound.allow may name it" },
  ],
  "header: a blank in its name": inKeys(/\.with\.headers\.[\w-]+$/, /^(\w+)-(\w+)$/g, '"$1 $2"'),
  "header: a colon in its name": inKeys(/\.with\.headers\.[\w-]+$/, /^[\w-]+$/g, '"$&:"'),
  "header: a line end in its value": inValues(
    /\.with\.headers\.[\w-]+$/,
    /^"([^"]+)"$/g,
    '"$1\\n"',
  ),
  "header: Vietnamese in its value": inValues(
    /\.with\.headers\.[\w-]+$/,
    /^[\w/"-]+$/g,
    '"Cửa hàng"',
  ),
  "header: a list": inValues(/\.with\.headers\.[\w-]+$/, LONE, "$1{{vars.branches}}$1"),
  "header: Bearer left out": inValues(/\.with\.headers\.Authorization$/, /Bearer /g, ""),
  "header: Bearer with a colon": inValues(
    /\.with\.headers\.Authorization$/,
    /Bearer /g,
    "Bearer: ",
  ),
  "header: Bearer without a blank": inValues(
    /\.with\.headers\.Authorization$/,
    /Bearer /g,
    "Bearer",
  ),
  "url: <id> for a template": inValues(URL, /\/\{\{[^{}]+\}\}(?=["/])/g, "/<id>"),
  "url: a blank in its path": inValues(URL, /(?<=\/\w+)(?=\/)/g, " "),
  "header: a secret in the file": inValues(
    /\.with\.headers\.Authorization$/,
    /\{\{secrets\.\w+\}\}/g,
    "b7e1f3a29c5d48e6a0f4b8c2d6e9f1a3",
  ),
  "query: an object": inValues(/\.with\.query\.\w+$/, LONE, "$1{{vars.bank}}$1"),
  "json: a text for an object": entriesTo(/\.with\.json$/, ({ key, text }) =>
    /^json: \{ .+ \}$/.test(text) ? `${key.raw}: '{"text": "Xin chào"}'` : undefined,
  ),
  "expect_status: a word": inValues(/\.expect_status\.\d+$/, /^\d+$/g, "ok"),
  "expect_status: out of range": inValues(/\.expect_status\.\d+$/, /^\d+$/g, "99"),
  "max_redirects: too many": inValues(/\.max_redirects$/, /^\d+$/g, "50"),
  "respond: a status out of range": inValues(
    /\.respond\.status$|fallback\.status$/,
    /^\d+$/g,
    "20",
  ),
  "respond: a status in words": inValues(/\.respond\.status$|fallback\.status$/, /^\d+$/g, "OK"),
  "respond: Vietnamese in a header": inValues(/\.respond\.headers\.[\w-]+$/, /.+/g, "không lưu"),
});
