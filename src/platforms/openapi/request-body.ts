/** The body that an operation takes, and whether its fields stand among those of the input. */
import { isJsonObject } from "../../documents/json-object.ts";
import { isJsonType } from "../../outgoing/response-text.ts";
import type { JsonSchema } from "../../schemas.ts";
import { objectShape } from "./object-shape.ts";
import type { Operation } from "./operations.ts";
import type { Parameter } from "./parameters.ts";
import { child, entries, follow, objectOf, type Part } from "./part.ts";
import type { ReadDocument } from "./read-document.ts";
import type { SchemaMaker } from "./schema-maker.ts";
import { withTextNumbers } from "./text-numbers.ts";

/** How a body is written. */
export type BodyKind = "json" | "form" | "multipart" | "text" | "bytes";

/** The body of an operation. */
export interface RequestBody {
  readonly kind: BodyKind;
  /** As the Content-Type says it. */
  readonly type: string;
  readonly required: boolean;
  /** The fields that stand beside the parameters; undefined: it is one value, called `body`. */
  readonly fields: readonly string[] | undefined;
  /** Schemas of the fields, or of `body` alone. */
  readonly properties: Readonly<Record<string, JsonSchema | boolean>>;
  readonly requiredFields: readonly string[];
  /** Schema of further fields; undefined: there are none. */
  readonly additional: JsonSchema | boolean | undefined;
  /** What the document says of how single fields are written. */
  readonly encoding: Part;
}

/** Kinds in the order in which one is chosen where an operation takes several. */
const KINDS: readonly (readonly [BodyKind, (type: string) => boolean])[] = [
  ["json", isJsonType],
  ["form", (type) => /^application\/x-www-form-urlencoded\b/i.test(type)],
  ["multipart", (type) => /^multipart\/form-data\b/i.test(type)],
  ["json", (type) => /^(\*|application)\/\*$/.test(type)],
  ["text", (type) => /^(text\/|application\/([\w.-]+\+)?xml\b)/i.test(type)],
  ["bytes", () => true],
];

/** The body of an operation; undefined where it takes none. @throws DocumentMistake */
export function bodyOf(
  document: ReadDocument,
  { part }: Operation,
  parameters: readonly Parameter[],
  maker: SchemaMaker,
): RequestBody | undefined {
  const body = follow(document.files, child(part, "requestBody"));
  const types = entries(child(body, "content"));
  for (const [kind, fits] of KINDS) {
    const found = types.find(([type]) => fits(type));
    if (found === undefined) continue;
    const [type, given] = found;
    const media = follow(document.files, given);
    const made = {
      kind,
      type: type.includes("*") ? "application/json" : type,
      required: objectOf(body)["required"] === true,
      encoding: child(media, "encoding"),
    };
    const schema = child(media, "schema");
    return {
      ...made,
      ...(flat(document, schema, kind, { parameters, maker }) ??
        whole(schema, kind, { maker, required: made.required })),
    };
  }
  return undefined;
}

type Fields = Pick<RequestBody, "fields" | "properties" | "requiredFields" | "additional">;

interface Around {
  readonly parameters: readonly Parameter[];
  readonly maker: SchemaMaker;
}

/** The fields of an object beside the parameters, where no name stands for two things. */
function flat(
  { files }: ReadDocument,
  schema: Part,
  kind: BodyKind,
  { parameters, maker }: Around,
): Fields | undefined {
  if (kind === "text" || kind === "bytes" || schema.value === undefined) return undefined;
  const shape = objectShape(files, schema);
  if (shape === undefined || shape.properties.size === 0) return undefined;
  const taken = new Set(parameters.map(({ key }) => key));
  const fields = [...shape.properties.keys()].filter((name) =>
    maker.isMine(shape.properties.get(name) as Part),
  );
  if (fields.some((name) => taken.has(name))) return undefined;
  const { additional } = shape;
  const isClosed = additional === undefined || additional.value === false;
  const properties = maker.properties(shape.properties);
  const texts = () => mapped(properties, (one) => withTextNumbers(one, maker.defs));
  return {
    fields,
    properties: kind === "json" ? properties : kind === "form" ? texts() : mapped(texts(), fileIn),
    requiredFields: [...shape.required].filter((name) => fields.includes(name)),
    additional: isClosed ? undefined : maker.schema(additional),
  };
}

function whole(
  schema: Part,
  kind: BodyKind,
  { maker, required }: { readonly maker: SchemaMaker; readonly required: boolean },
): Fields {
  const read = schema.value === undefined ? {} : maker.schema(schema);
  const body = kind === "text" ? { type: "string" } : kind === "bytes" ? FILE : read;
  return {
    fields: undefined,
    properties: { body },
    requiredFields: required ? ["body"] : [],
    additional: undefined,
  };
}

type Schemas = Readonly<Record<string, JsonSchema | boolean>>;

function mapped(
  schemas: Schemas,
  change: (one: JsonSchema | boolean) => JsonSchema | boolean,
): Schemas {
  return Object.fromEntries(Object.entries(schemas).map(([name, one]) => [name, change(one)]));
}

/** The schema of a field of a form, in which a file can be. */
function fileIn(schema: JsonSchema | boolean): JsonSchema | boolean {
  if (!isJsonObject(schema)) return schema;
  const { type, format, description, items, contentEncoding, contentMediaType } = schema;
  if (type === "array" && isJsonObject(items)) return { ...schema, items: fileIn(items) };
  const isBytes = format === "binary" || (contentMediaType !== undefined && !contentEncoding);
  const isAnything = type === undefined && !("$ref" in schema) && !("anyOf" in schema);
  if (!(type === "string" && isBytes) && !isAnything) return schema;
  return { ...FILE, ...(typeof description === "string" && { description }) };
}

/** A file: its text, or its bytes in base64. */
const FILE: JsonSchema = {
  description: "A text, or { base64, filename, content_type }.",
  type: ["string", "object"],
  additionalProperties: false,
  required: ["base64"],
  properties: {
    base64: { type: "string", pattern: "^[A-Za-z0-9+/]*={0,2}$" },
    filename: { type: "string" },
    content_type: { type: "string" },
  },
};
