import { existsSync, readdirSync, readFileSync } from "node:fs";
import { packageRoot } from "./package-root.ts";

/** A JSON Schema, draft 2020-12. */
export type JsonSchema = { readonly [keyword: string]: unknown };

const folder = new URL("schemas/", packageRoot);
const ENDING = ".schema.json";
const BASE = "https://ahaflow.dev/schemas/";

/**
 * Reads one of the shipped schemas, the source of truth for every shape.
 * @param name a path below `schemas/` without the ending: `flow`, `http/actions/request`
 */
export function loadSchema(name: string): JsonSchema {
  return JSON.parse(readFileSync(new URL(`${name}${ENDING}`, folder), "utf8")) as JsonSchema;
}

/** The shipped schema that a reference names by its `$id`. */
export function schemaById(id: string): JsonSchema {
  return loadSchema(id.slice(BASE.length, -ENDING.length));
}

/** The names that {@link loadSchema} takes for what the schemas of a platform share. */
export function sharedSchemaNames(): string[] {
  return platformFolders().flatMap((platform) => namesIn(platform));
}

/** The names that {@link loadSchema} takes for the schemas of the actions. */
export function actionSchemaNames(): string[] {
  return namesBelow("actions");
}

/** The names that {@link loadSchema} takes for the schemas of what platforms send. */
export function deliverySchemaNames(): string[] {
  return namesBelow("deliveries");
}

/** A platform may lack the folder. */
function namesBelow(part: string): string[] {
  return platformFolders()
    .map((platform) => `${platform}/${part}`)
    .filter((path) => existsSync(new URL(path, folder)))
    .flatMap(namesIn);
}

/** Each platform has a folder; `editor` is generated. */
function platformFolders(): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "editor")
    .map(({ name }) => name)
    .toSorted();
}

function namesIn(path: string): string[] {
  return readdirSync(new URL(`${path}/`, folder))
    .filter((file) => file.endsWith(ENDING))
    .map((file) => `${path}/${file.slice(0, -ENDING.length)}`)
    .toSorted();
}

/** The OpenAPI document of the admin API; its `components.schemas` are the truth of its shapes. */
export function loadAdminApi(): JsonSchema & {
  readonly paths: Readonly<Record<string, object>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
} {
  return JSON.parse(readFileSync(new URL("admin-api.openapi.json", folder), "utf8"));
}
