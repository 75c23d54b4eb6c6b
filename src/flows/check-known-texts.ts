/**
 * Addresses, telephone numbers and headers of which enough is known before anything runs: what stands
 * in the file itself, and the variables of ahaflow.yaml in it.
 */
import { headerMistake } from "../actions/http-outgoing.ts";
import type { ValuePath, YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import { parsePhone } from "../phone-numbers.ts";
import type { RuleId } from "../rules.ts";
import { problemAt } from "./parse-flow.ts";
import type { SourceTree } from "./source-tree.ts";

type Vars = Readonly<Record<string, unknown>>;

interface Mistake {
  readonly rule: RuleId;
  readonly message: string;
  readonly hint: string;
}

/** Reports what the actions will refuse. */
export function checkKnownTexts(document: YamlDocument, tree: SourceTree, vars: Vars): Problem[] {
  const set = new Set(tree.all.flatMap(({ step }) => Object.keys(step.set ?? {})));
  const fixed = Object.fromEntries(Object.entries(vars).filter(([name]) => !set.has(name)));
  return tree.all.flatMap(({ step, path }) =>
    textsIn(step.with, [...path, "with"]).flatMap(({ at, text }) => {
      const mistake = mistakeOf(step.uses ?? "", at.slice(path.length + 1), fill(text, fixed));
      return mistake === undefined
        ? []
        : [problemAt(document, at, mistake.rule, mistake.message, mistake.hint)];
    }),
  );
}

function textsIn(value: unknown, at: ValuePath): { at: ValuePath; text: string }[] {
  if (typeof value === "string") return [{ at, text: value }];
  if (typeof value !== "object" || value === null) return [];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, part]: [string | number, unknown]) => textsIn(part, [...at, key]));
}

/** Puts in the variables that no step sets. What comes from the environment is not known here. */
function fill(text: string, vars: Vars): string {
  return text.replaceAll(/\{\{\s*vars\.([\w-]+)\s*\}\}/g, (template, name: string) => {
    const value = Object.hasOwn(vars, name) ? vars[name] : undefined;
    const isKnown = typeof value === "number" || typeof value === "boolean";
    return isKnown || (typeof value === "string" && !/\b(?:env|file):/.test(value))
      ? String(value)
      : template;
  });
}

function mistakeOf(action: string, keys: ValuePath, text: string): Mistake | undefined {
  if (action === "http.request") {
    if (keys[0] === "url") return addressMistake(text);
    return keys[0] === "headers" ? wrongHeader(String(keys[1]), text) : undefined;
  }
  const isPhone = keys.at(-1) === "phone" || keys.at(-1) === "phone_number";
  if (isName(keys) && text !== text.trim()) return BLANK;
  return action.startsWith("ahachat.") && isPhone && !text.includes("{{")
    ? phoneMistake(text)
    : undefined;
}

/** Whether something of AhaChat is called so. */
function isName(keys: ValuePath): boolean {
  return [keys.at(-1), keys.at(-2)].some(
    (key) => key === "block_name" || key === "block_names" || key === "tags",
  );
}

const BLANK: Mistake = {
  rule: "blank-around-value",
  message: "this name has a blank or line break around it, which stays a part of it",
  hint: "write it on one line, and with | or > write |- or >-",
};

function addressMistake(text: string): Mistake | undefined {
  const [known = ""] = text.split("{{", 1);
  const isWhole = known.length === text.length;
  const why = whyNoAddress(known, isWhole);
  if (why === undefined) return undefined;
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

function phoneMistake(text: string): Mistake | undefined {
  if (parsePhone(text, "VN") !== undefined) return undefined;
  return {
    rule: "wrong-phone",
    message: "this is no telephone number that can exist",
    hint: "write it as 0908071111 or +84908071111, in quotes",
  };
}

function wrongHeader(name: string, text: string): Mistake | undefined {
  const known = text.replaceAll(/\{\{.*?\}\}/gs, "");
  const message = headerMistake(name, known);
  if (message === undefined) return undefined;
  const hint = /[\r\n]/.test(known)
    ? "write it on one line, in quotes"
    : "encode it, for example with url_encode";
  return { rule: "wrong-header", message, hint };
}
