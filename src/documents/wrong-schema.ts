/** What makes a JSON Schema that somebody wrote unusable, and where in it. */
import type { ErrorObject } from "ajv/dist/2020.js";
import { nearestName } from "../nearest-name.ts";
import { parsePointer } from "./json-pointer.ts";
import { constraint, label, typeHint, typeList, typeName } from "./schema-words.ts";
import type { ValuePath } from "./yaml-document.ts";

/** A schema that can't be used. */
export class WrongSchema extends Error {
  /** The part of the schema that is wrong. */
  readonly path: ValuePath;
  readonly hint: string;

  constructor(message: string, path: ValuePath = [], hint = "see json-schema.org, draft 2020-12") {
    super(message);
    this.path = path;
    this.hint = hint;
  }
}

const TYPES = ["string", "number", "integer", "boolean", "array", "object", "null"];

/** What people call the types elsewhere. */
const OTHER_NAMES: { readonly [name: string]: string } = {
  str: "string",
  text: "string",
  int: "integer",
  float: "number",
  double: "number",
  decimal: "number",
  bool: "boolean",
  list: "array",
  dict: "object",
  map: "object",
  date: "string, format: date",
  datetime: "string, format: date-time",
  enum: "string, enum: [one, another]",
};

/** The first mistake that the schema of schemas found. */
export function wrongSchema([error]: readonly ErrorObject[]): WrongSchema {
  if (error === undefined) return new WrongSchema("it is none");
  const path = parsePointer(error.instancePath);
  const keyword = path.findLast((part) => !/^\d+$/.test(String(part)));
  if (keyword === "type") return wrongType(error.data, path);
  if (keyword === "required" && typeof error.data === "boolean")
    return new WrongSchema(
      `${label(path)}has to be a list of names`,
      path,
      `write required: [${path.at(-2) ?? "name"}] beside properties`,
    );
  if (error.keyword !== "type") return new WrongSchema(`${label(path)}${constraint(error)}`, path);
  const types: unknown = (error.params as { type: unknown }).type;
  const message = `${label(path)}has to be ${typeList(types)}, not ${typeName(error.data)}`;
  return new WrongSchema(message, path, typeHint(error, true));
}

function wrongType(type: unknown, path: ValuePath): WrongSchema {
  const all = `the types are: ${TYPES.join(", ")}`;
  const given = [type].flat().find((one) => !TYPES.includes(String(one)));
  if (typeof given !== "string")
    return new WrongSchema(`${label(path)}has to be the name of a type`, path, all);
  const name = given.toLowerCase();
  const known = Object.hasOwn(OTHER_NAMES, name) ? OTHER_NAMES[name] : undefined;
  const near = known ?? nearestName(given, TYPES) ?? TYPES.find((one) => one === name);
  const hint = near === undefined ? all : `write type: ${near}; ${all}`;
  return new WrongSchema(`there is no type "${given}"`, path, hint);
}
