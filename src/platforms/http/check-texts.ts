/** Addresses and headers of calls out, as far as they are known before their templates are filled. */
import type { ValuePath } from "../../documents/yaml-document.ts";
import { headerMistake } from "../../outgoing/request-headers.ts";
import type { KnownMistake } from "../checks.ts";
import { jsonAsText } from "../json-as-text.ts";

const MUSTACHE = /\{\{[^]*?\}\}/g;

/** What is wrong with one text of a request. @param at the keys that lead to it in the input */
export function textMistake(
  _action: string,
  at: ValuePath,
  text: string,
): KnownMistake | undefined {
  if (at[0] === "url") return addressMistake(text);
  if (at[0] === "json") return jsonAsText(text, at.length === 1);
  return at[0] === "headers" ? headerProblem(String(at[1]), text) : undefined;
}

/** Why an address will be refused, or is hardly what was meant. */
function addressMistake(text: string): KnownMistake | undefined {
  const [known = ""] = text.split("{{", 1);
  const isWhole = known.length === text.length;
  const why = whyNoAddress(known, isWhole);
  if (why === undefined) return doubtfulAddress(text.replaceAll(MUSTACHE, "x"));
  const hint = "write the whole address: https://crm.example.com/orders";
  return { rule: "wrong-url", message: `the url ${why}`, hint };
}

/** @param known its beginning, as far as it is known */
function whyNoAddress(known: string, isWhole: boolean): string | undefined {
  const scheme = "begins with neither http:// nor https://";
  if (known.length < "https://".length && !isWhole) {
    const isBeginning = ["http://", "https://"].some((one) => one.startsWith(known.toLowerCase()));
    return isBeginning || /^http:\/\/./i.test(known) ? undefined : scheme;
  }
  const [, rest] = /^https?:\/\/(.*)$/is.exec(known) ?? [];
  if (rest === undefined) return scheme;
  if (/^https?:/i.test(rest)) return "has its scheme twice";
  const [host = ""] = rest.split(/[/?#]/, 1);
  if (/\s/.test(host)) return "has a blank in its host";
  if (host.includes("@")) return "holds a user name or password";
  if (isWhole && !URL.canParse(known)) return "is no address";
  return /\s$/.test(known) && isWhole ? "ends in a blank" : undefined;
}

/** A part as in the paths of webhooks or the pages of an API, where a template is meant. */
const PARAMETER =
  /(?<=\/):[A-Za-z_]\w*(?=[/?#]|$)|(?<=[/=])(?:\{[A-Za-z_][\w.-]*\}|<[A-Za-z_][\w.-]*>)(?=[/?#&]|$)/;

/** @param text the address, with something for each template */
function doubtfulAddress(text: string): KnownMistake | undefined {
  const parameter = PARAMETER.exec(text)?.[0];
  if (parameter !== undefined)
    return {
      rule: "url-parameter",
      message: `${parameter} stays in the address as it is written`,
      hint: "write a template for its value, such as {{url_encode trigger.body.id}}",
    };
  const [path = ""] = text.split(/[?#]/, 1);
  return /\S\s+\S/.test(path)
    ? {
        rule: "url-blank",
        message: "the path of the address has a blank",
        hint: "take it away; one that is meant is written %20",
      }
    : undefined;
}

/** Why a header will be refused, or hardly let anybody in. */
function headerProblem(name: string, text: string): KnownMistake | undefined {
  const known = text.replaceAll(MUSTACHE, "");
  const message = headerMistake(name, known);
  if (message === undefined) return doubtfulScheme(name, text);
  const hint = /[\r\n]/.test(known)
    ? "write it on one line, in quotes"
    : "encode it, for example with url_encode";
  return { rule: "wrong-header", message, hint };
}

/** Credentials in `Authorization` without the word that says of which kind they are. */
function doubtfulScheme(name: string, text: string): KnownMistake | undefined {
  if (name.toLowerCase() !== "authorization") return undefined;
  const glued = /^(bearer|basic|token)(?:\s*:\s*|(?=\{\{))/i.exec(text)?.[1];
  const isBare = /^\{\{\s*secrets\.[\w-]+\s*\}\}$/.test(text);
  if (glued === undefined && !isBare) return undefined;
  return {
    rule: "authorization-scheme",
    message: isBare
      ? "this sends the secret alone: most servers want Bearer before it"
      : `${glued} stands before its credential with a blank between them, and nothing else`,
    hint: `write "${glued ?? "Bearer"} {{secrets.name}}"`,
  };
}
