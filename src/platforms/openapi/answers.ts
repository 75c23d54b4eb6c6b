/** What an operation answers: a schema for each status that is a success, and one for all of them. */
import { foreignValidator, type SchemaValidator } from "../../documents/schema-validator.ts";
import { isJsonType } from "../../outgoing/response-text.ts";
import type { JsonSchema } from "../../schemas.ts";
import type { Operation } from "./operations.ts";
import { child, entries, follow, type Part } from "./part.ts";
import type { ReadDocument } from "./read-document.ts";
import { SchemaMaker } from "./schema-maker.ts";

/** One answer that the document names. */
export interface Answer {
  /** `200`, `2XX` or `default`. */
  readonly status: string;
  /** Checks the body; undefined where the document says nothing of it. */
  readonly check: SchemaValidator | undefined;
  readonly schema: JsonSchema | boolean | undefined;
  /** What the document gives for examples. */
  readonly examples: readonly unknown[];
  /** The types that it comes in. */
  readonly types: readonly string[];
}

/** The answers of an operation that are successes. */
export interface Answers {
  readonly all: readonly Answer[];
  /** What the schemas refer to. */
  readonly defs: Readonly<Record<string, JsonSchema>>;
}

/** Reads them. @throws DocumentMistake */
export function answersOf(document: ReadDocument, { part }: Operation): Answers {
  const maker = new SchemaMaker(document.files, "output");
  const responses = entries(child(part, "responses"));
  const good = responses.filter(([status]) => /^2(\d\d|XX)$/i.test(status));
  const chosen = good.length > 0 ? good : responses.filter(([status]) => status === "default");
  const all = chosen.map(([status, given]) =>
    answerOf(document, status.toUpperCase(), follow(document.files, given), maker),
  );
  const { defs } = maker;
  return {
    all: all.map((answer) => ({ ...answer, check: checkOf(answer.schema, defs) })),
    defs,
  };
}

function answerOf(
  { files }: ReadDocument,
  status: string,
  part: Part,
  maker: SchemaMaker,
): Omit<Answer, "check"> {
  const content = entries(child(part, "content"));
  const types = content.map(([type]) => type);
  const [, given] = content.find(([type]) => isJsonType(type) || type === "*/*") ?? [];
  if (given === undefined) return { status, types, schema: undefined, examples: [] };
  const media = follow(files, given);
  const schema = child(media, "schema");
  const named = entries(child(media, "examples")).map(
    ([, one]) => child(follow(files, one), "value").value,
  );
  const examples = [child(media, "example").value, ...named].filter((one) => one !== undefined);
  return {
    status,
    types,
    examples,
    schema: schema.value === undefined ? undefined : maker.schema(schema),
  };
}

function checkOf(
  schema: JsonSchema | boolean | undefined,
  $defs: Answers["defs"],
): SchemaValidator | undefined {
  if (schema === undefined) return undefined;
  return foreignValidator(typeof schema === "boolean" ? { allOf: [schema] } : { ...schema, $defs });
}

/** The answer that a status is, by the document; undefined where it names none. */
export function answerFor({ all }: Answers, status: number): Answer | undefined {
  return (
    all.find((one) => one.status === String(status)) ??
    all.find((one) => one.status === `${Math.floor(status / 100)}XX`) ??
    all.find((one) => one.status === "DEFAULT")
  );
}
