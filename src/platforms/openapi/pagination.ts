/** What an operation with pages gives: the entries of all of them, typed by what the document says of one. */
import type { JsonObject } from "../../documents/json-object.ts";
import type { OpenapiPagination } from "../../generated/openapi.ts";
import { isJsonType } from "../../outgoing/response-text.ts";
import type { JsonSchema } from "../../schemas.ts";
import { alternatives, schemasAt, typesOf, valueAt } from "./answer-path.ts";
import type { Answers } from "./answers.ts";
import { isCounted } from "./next-page.ts";

/** What a step gets of all pages. */
export interface PagedOutput {
  /** The entries of all pages, in their order. */
  readonly items: readonly unknown[];
  /** Pages with entries that were read. */
  readonly pages: number;
  /** Whether there is more, which was not read. */
  readonly more: boolean;
  /** What is not as the document says; left out where all is. */
  readonly unexpected?: readonly string[];
}

/** What `steps.<id>.output` holds of an operation with pages. */
export function pagedSchema(answers: Answers, { items }: OpenapiPagination): JsonSchema {
  const { defs } = answers;
  const entries = listsAt(answers, items).map((list) => list["items"] ?? {});
  const entry = entries.length > 1 ? { anyOf: entries } : (entries[0] ?? {});
  return {
    type: "object",
    additionalProperties: false,
    required: ["items", "pages", "more"],
    properties: {
      items: {
        description: "The entries of all pages.",
        type: "array",
        items: entry as JsonSchema,
      },
      pages: { description: "Pages with entries that were read.", type: "integer" },
      more: { description: "Whether there is more, which was not read.", type: "boolean" },
      unexpected: {
        description: "What in the answers is not as the document says; left out where all is.",
        type: "array",
        items: { type: "string" },
      },
    },
    ...(Object.keys(defs).length > 0 && { $defs: defs }),
  };
}

/** An output with the entries of one page. */
export function pagedExample(
  body: unknown,
  { items }: OpenapiPagination,
): PagedOutput & JsonObject {
  const entries = items === undefined ? body : valueAt(body, items);
  return { items: Array.isArray(entries) ? entries : [], pages: 1, more: false };
}

/** What the document says of bodies of JSON; nothing where it has none. */
export function bodiesOf({ all }: Answers): (JsonSchema | boolean)[] {
  return all.flatMap(({ schema, types }): (JsonSchema | boolean)[] => {
    const isJson = types.some((type) => isJsonType(type) || type === "*/*");
    return schema === undefined ? (isJson ? [{}] : []) : [schema];
  });
}

/** The schemas at a path that may be those of a list. @param path of the list; undefined: the body is it */
export function listsAt(answers: Answers, path: string | undefined): JsonSchema[] {
  const { defs } = answers;
  const bodies = bodiesOf(answers);
  const found =
    path === undefined
      ? bodies.flatMap((body) => alternatives(body, defs))
      : schemasAt(bodies, path, defs);
  return found.filter(({ type, properties }) =>
    typesOf(type).length === 0 ? properties === undefined : typesOf(type).includes("array"),
  );
}

/** The number of the first page, or the offset, unless a step says it. */
export function firstOf(pagination: OpenapiPagination, input: JsonSchema): number {
  if (!isCounted(pagination)) return 0;
  const { first, parameter, by } = pagination;
  const { $defs = {} } = input as { readonly $defs?: Answers["defs"] };
  const said = schemasAt([input], parameter, $defs).map((schema) => schema["default"]);
  const documented = said.find((one) => Number.isSafeInteger(one)) as number | undefined;
  return first ?? documented ?? (by === "page" ? 1 : 0);
}
