/** The parameters of an operation, and what the input calls each. */
import { isJsonObject } from "../../documents/json-object.ts";
import type { JsonSchema } from "../../schemas.ts";
import type { Operation } from "./operations.ts";
import { child, DocumentMistake, entries, follow, objectOf, type Part, placeOf } from "./part.ts";
import type { ReadDocument } from "./read-document.ts";
import type { SchemaMaker } from "./schema-maker.ts";
import { withTextNumbers } from "./text-numbers.ts";

const PLACES = ["path", "query", "header", "cookie"] as const;

/** Where a parameter goes. */
export type ParameterPlace = (typeof PLACES)[number];

/** How a value of several parts becomes text (OpenAPI 3.1, "Style Values"). */
export type Style =
  | "simple"
  | "label"
  | "matrix"
  | "form"
  | "spaceDelimited"
  | "pipeDelimited"
  | "deepObject";

/** One parameter. */
export interface Parameter {
  /** In the input. */
  readonly key: string;
  /** In the request. */
  readonly name: string;
  readonly in: ParameterPlace;
  readonly style: Style;
  readonly explode: boolean;
  /** Whether characters such as / stay as they are, in a query. */
  readonly allowReserved: boolean;
  readonly required: boolean;
  /** Whether the value goes out as JSON. */
  readonly isJson: boolean;
  readonly schema: JsonSchema | boolean;
}

const DEFAULT_STYLE: Readonly<Record<ParameterPlace, Style>> = {
  path: "simple",
  query: "form",
  header: "simple",
  cookie: "form",
};

const STYLES: Readonly<Record<ParameterPlace, readonly unknown[]>> = {
  path: ["simple", "label", "matrix"],
  query: ["form", "spaceDelimited", "pipeDelimited", "deepObject"],
  header: ["simple"],
  cookie: ["form"],
};

/** Headers that other parts of the document say (OpenAPI 3.1, "Parameter Object"). */
const SAID_ELSEWHERE: ReadonlySet<string> = new Set(["accept", "content-type", "authorization"]);

/** The parameters of an operation; its own go before those of the path. @throws DocumentMistake */
export function parametersOf(
  document: ReadDocument,
  { part, pathItem }: Operation,
  maker: SchemaMaker,
): Parameter[] {
  const all = new Map<string, Part>();
  for (const holder of [pathItem, part])
    for (const [, given] of entries(child(holder, "parameters"))) {
      const one = follow(document.files, given);
      const { name, in: place } = objectOf(one);
      all.set(`${String(place)} ${String(name)}`, one);
    }
  const sent = [...all.values()].filter(isSent);
  return sent.map((one) => parameterOf(document, one, { sent, maker }));
}

function isSent(part: Part): boolean {
  const { name, in: place } = objectOf(part);
  return place !== "header" || !SAID_ELSEWHERE.has(String(name).toLowerCase());
}

interface Around {
  readonly sent: readonly Part[];
  readonly maker: SchemaMaker;
}

function parameterOf(document: ReadDocument, part: Part, { sent, maker }: Around): Parameter {
  const given = objectOf(part);
  const { name, in: place } = given;
  if (typeof name !== "string" || !isPlace(place))
    throw new DocumentMistake(`the parameter in ${placeOf(part)} has no name, or no known place`);
  const [type, media] = entries(child(part, "content"))[0] ?? [];
  const holder = media === undefined ? part : follow(document.files, media);
  const schema = child(holder, "schema");
  const style = STYLES[place].includes(given["style"])
    ? (given["style"] as Style)
    : DEFAULT_STYLE[place];
  const isShared = sent.filter((one) => objectOf(one)["name"] === name).length > 1;
  const isJson = type !== undefined;
  return {
    key: isShared ? `${place}_${name}` : name,
    name,
    in: place,
    style,
    explode: typeof given["explode"] === "boolean" ? given["explode"] : style === "form",
    allowReserved: given["allowReserved"] === true,
    required: given["required"] === true || place === "path",
    isJson,
    schema: described(
      isJson || schema.value === undefined
        ? schema.value === undefined
          ? {}
          : maker.schema(schema)
        : withTextNumbers(maker.schema(schema), maker.defs),
      given["description"],
    ),
  };
}

function isPlace(place: unknown): place is ParameterPlace {
  return PLACES.some((one) => one === place);
}

function described(schema: JsonSchema | boolean, description: unknown): JsonSchema | boolean {
  if (typeof description !== "string" || !isJsonObject(schema)) return schema;
  return { ...schema, description };
}
