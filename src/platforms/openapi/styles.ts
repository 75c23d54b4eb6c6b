/** How the value of a parameter becomes text (OpenAPI 3.1, "Style Values"; RFC 6570 for the encoding). */
import { isJsonObject } from "../../documents/json-object.ts";
import { refusedRequest } from "../../outgoing/request-headers.ts";
import type { Parameter } from "./parameters.ts";

/** The parts of a query that a style gives: names and values, encoded. */
export type Pair = readonly [name: string, value: string];

type Way = Pick<Parameter, "name" | "style" | "explode" | "allowReserved" | "isJson">;

/** A value in the path. */
export function pathText(parameter: Way, value: unknown): string {
  const { name, style, explode } = parameter;
  const parts = partsOf(parameter, value);
  if (style === "label") return `.${joined(parts, explode ? "." : ",", parameter)}`;
  if (style !== "matrix") return joined(parts, ",", parameter);
  if (parts.keys === undefined || !explode)
    return explode && Array.isArray(value)
      ? parts.values.map((one) => `;${name}=${one}`).join("")
      : `;${name}=${joined(parts, ",", { name, explode: false })}`;
  return parts.values.map((one, at) => `;${parts.keys?.[at]}=${one}`).join("");
}

/** A value in a header, which is not encoded. */
export function headerText(parameter: Way, value: unknown): string {
  return joined(partsOf(parameter, value, String), ",", parameter);
}

/** A value in the query, or in a form or cookies, which have the same styles. */
export function queryPairs(parameter: Way, value: unknown): Pair[] {
  const { style, explode } = parameter;
  const name = encoded(parameter.name);
  const parts = partsOf(parameter, value);
  const { keys, values } = parts;
  if (style === "deepObject" && !parameter.isJson) return deepPairs(name, value, parameter);
  if (explode && keys !== undefined) return values.map((one, at) => [keys[at] ?? "", one]);
  if (explode) return values.map((one) => [name, one]);
  const between = style === "spaceDelimited" ? "%20" : style === "pipeDelimited" ? "%7C" : ",";
  return [[name, joined(parts, between, { name: parameter.name, explode: false })]];
}

/** `filter[status]=new`; deeper ones the same way, which the document can't say and servers expect. */
function deepPairs(name: string, value: unknown, parameter: Way): Pair[] {
  if (Array.isArray(value))
    return value.flatMap((one, at) =>
      deepPairs(isPlain(one) ? `${name}[]` : `${name}[${at}]`, one, parameter),
    );
  if (isJsonObject(value))
    return Object.entries(value).flatMap(([key, one]) =>
      deepPairs(`${name}[${encoded(key)}]`, one, parameter),
    );
  return [[name, encoderOf(parameter)(textOf(value))]];
}

/** The values of a list or an object, encoded, and the keys of an object. */
interface Parts {
  readonly keys: readonly string[] | undefined;
  readonly values: readonly string[];
  /** Whether it is one value, in which nothing stands between parts. */
  readonly isOne: boolean;
}

function partsOf(parameter: Way, value: unknown, encode = encoderOf(parameter)): Parts {
  if (parameter.isJson) return oneOf(encode(JSON.stringify(value)));
  if (Array.isArray(value))
    return { keys: undefined, values: value.map((one) => encode(textOf(one))), isOne: false };
  if (!isJsonObject(value)) return oneOf(encode(textOf(value)));
  return {
    keys: Object.keys(value).map((key) => encode(key)),
    values: Object.values(value).map((one) => encode(textOf(one))),
    isOne: false,
  };
}

function oneOf(text: string): Parts {
  return { keys: undefined, values: [text], isOne: true };
}

const BETWEEN: Readonly<Record<string, string>> = {
  ",": "a comma",
  ".": "a point",
  "=": "an =",
  "%20": "a blank",
  "%7C": "a |",
};

/**
 * `R,100,G,200`, or with `explode` `R=100,G=200`.
 * @throws ActionError where what stands between parts is in one of them: the other side would read other parts
 */
function joined(
  { keys, values, isOne }: Parts,
  between: string,
  { name, explode }: Pick<Way, "name" | "explode">,
): string {
  if (isOne) return values.join("");
  const equals = explode ? "=" : between;
  for (const [sign, parts] of [
    [between, [...(keys ?? []), ...values]],
    [equals, keys ?? []],
  ] as const)
    if (parts.some((part) => part.includes(sign)))
      throw refusedRequest(
        "ambiguous_list",
        `a part of ${name} has ${BETWEEN[sign]} in it, which is what stands between the parts as they are sent`,
      );
  if (keys === undefined) return values.join(between);
  return values.map((one, at) => `${keys[at]}${equals}${one}`).join(between);
}

function isPlain(value: unknown): boolean {
  return typeof value !== "object" || value === null;
}

/** What has parts of its own goes out as JSON: no style says how else. */
export function textOf(value: unknown): string {
  if (value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function encoderOf({ allowReserved }: Way): (text: string) => string {
  // What would end the value is encoded all the same.
  const END = /[#[\]&+]/g;
  return allowReserved
    ? (text) => encodeURI(sound(text)).replaceAll(END, encodeURIComponent)
    : encoded;
}

/** All but the unreserved characters (RFC 3986). @throws ActionError for half a character */
export function encoded(text: string): string {
  return encodeURIComponent(sound(text)).replaceAll(
    /[!'()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sound(text: string): string {
  if (!/\p{Surrogate}/u.test(text)) return text;
  throw refusedRequest("invalid_text", "a text holds half of a character, which can't be sent");
}
