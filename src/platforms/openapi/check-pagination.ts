/** What is wrong with what a connection says of the pages of an operation. */
import { isJsonObject, type JsonObject } from "../../documents/json-object.ts";
import type { OpenapiPagination } from "../../generated/openapi.ts";
import { nearestName } from "../../nearest-name.ts";
import type { JsonSchema } from "../../schemas.ts";
import type { ConnectionMistake } from "../platform.ts";
import { alternatives, listsIn, schemasAt, typesOf } from "./answer-path.ts";
import type { Answers } from "./answers.ts";
import type { CompiledOperation } from "./compile-operation.ts";
import { isCounted } from "./next-page.ts";
import { bodiesOf, listsAt } from "./pagination.ts";
import type { OperationSettings } from "./settings.ts";

/** Makes a mistake of a key of `pagination`, or of all of it. */
type Wrong = (key: string | undefined, message: string, hint: string) => ConnectionMistake;

/**
 * Everything that is, at its key.
 * @param name of its action, without the connection's
 */
export function paginationMistakes(
  name: string,
  compiled: CompiledOperation,
  { pagination, reads }: OperationSettings,
): ConnectionMistake[] {
  if (pagination === undefined) return [];
  const wrong: Wrong = (key, message, hint) => ({
    rule: "wrong-value",
    message,
    hint,
    at: ["operations", name, "pagination", ...(key === undefined ? [] : [key])],
  });
  const { method, path } = compiled.operation;
  if (method !== "GET" && reads !== true) {
    const message = `${method} ${path} would be called once for each page, and may do something each time`;
    return [wrong(undefined, message, "write reads: true beside pagination if it only reads")];
  }
  const { answers } = compiled;
  return [
    ...parameterMistakes(name, compiled, pagination, wrong),
    ...listMistakes(answers, pagination, wrong),
    ...fieldMistakes(answers, pagination, wrong),
  ];
}

function parameterMistakes(
  name: string,
  { input, parameters }: CompiledOperation,
  pagination: OpenapiPagination,
  wrong: Wrong,
): ConnectionMistake[] {
  if (!("parameter" in pagination)) return [];
  const { parameter } = pagination;
  const fields = Object.keys(objectIn(input["properties"])).filter(
    (field) => !parameters.some(({ key, in: place }) => key === field && place === "path"),
  );
  if (fields.includes(parameter))
    return takes(input, parameter, pagination)
      ? []
      : [wrong("parameter", `"${parameter}" takes no number to count with`, itHas(fields))];
  const message = `${name} has no field "${parameter}" to ask for a page with`;
  return [wrong("parameter", message, near(parameter, fields) ?? itHas(fields))];
}

/** Whether a field can hold what asks for a page, as far as that can be told. */
function takes(input: JsonSchema, field: string, pagination: OpenapiPagination): boolean {
  if (!isCounted(pagination)) return true;
  const { $defs = {} } = input as { readonly $defs?: Answers["defs"] };
  return schemasAt([input], field, $defs).some(({ type, enum: choices }) => {
    const types = typesOf(type);
    return (
      choices === undefined && (types.length === 0 || NUMERIC.some((one) => types.includes(one)))
    );
  });
}

const NUMERIC = ["integer", "number", "string"];

function listMistakes(
  answers: Answers,
  { items }: OpenapiPagination,
  wrong: Wrong,
): ConnectionMistake[] {
  if (listsAt(answers, items).length > 0) return [];
  const bodies = bodiesOf(answers);
  const lists = listsIn(bodies, answers.defs);
  const named =
    lists.length === 0 ? "the document names none in it" : `it has: ${lists.join(", ")}`;
  if (items === undefined) {
    const hint = lists.length === 0 ? "take pagination away" : `write items: ${lists[0]}`;
    return [wrong(undefined, "the answer is no list", hint)];
  }
  if (schemasAt(bodies, items, answers.defs).length > 0)
    return [wrong("items", `"${items}" of the answer is no list`, named)];
  return [wrong("items", `the answer has no list "${items}"`, near(items, lists) ?? named)];
}

/** What a field of the answer can be, by the key of `pagination` that names it. */
const FIELDS: readonly (readonly [key: string, types: readonly string[], wanted: string])[] = [
  ["next", ["string", "integer", "number"], "text or a number"],
  ["more", ["boolean"], "true or false"],
  ["total", ["integer", "number", "string"], "a number"],
];

function fieldMistakes(
  answers: Answers,
  pagination: OpenapiPagination,
  wrong: Wrong,
): ConnectionMistake[] {
  const { defs } = answers;
  const bodies = bodiesOf(answers);
  const said: JsonObject = { ...pagination };
  return FIELDS.flatMap(([key, types, wanted]): ConnectionMistake[] => {
    const path = said[key];
    if (typeof path !== "string") return [];
    const found = schemasAt(bodies, path, defs);
    if (found.length === 0) {
      const all = bodies.flatMap((body) => alternatives(body, defs));
      const names = all.flatMap(({ properties }) => Object.keys(objectIn(properties)));
      const hint = near(path.split(".", 1)[0] ?? "", names) ?? itHas([...new Set(names)]);
      return [wrong(key, `the answer has no "${path}"`, hint)];
    }
    const fits = found.some(({ type }) => {
      const given = typesOf(type);
      return given.length === 0 || types.some((one) => given.includes(one));
    });
    if (fits) return [];
    return [wrong(key, `"${path}" of the answer is not ${wanted}`, "name another field of it")];
  });
}

function near(name: string, names: readonly string[]): string | undefined {
  const found = nearestName(name, names);
  return found === undefined ? undefined : `did you mean "${found}"?`;
}

function itHas(names: readonly string[]): string {
  return names.length === 0 ? "it has none at all" : `it has: ${names.join(", ")}`;
}

function objectIn(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}
