import { readdirSync, readFileSync } from "node:fs";
import { packageRoot } from "./package-root.ts";

/** A JSON Schema, draft 2020-12. */
export type JsonSchema = { readonly [keyword: string]: unknown };

const folder = new URL("schemas/", packageRoot);

/**
 * Reads one of the shipped schemas, the source of truth for every shape.
 * @param name a path below `schemas/` without the ending: `flow`, `actions/http.request`
 */
export function loadSchema(name: string): JsonSchema {
  return JSON.parse(readFileSync(new URL(`${name}.schema.json`, folder), "utf8")) as JsonSchema;
}

/** The names that {@link loadSchema} takes for the schemas of the actions. */
export function actionSchemaNames(): string[] {
  return readdirSync(new URL("actions/", folder))
    .filter((file) => file.endsWith(".schema.json"))
    .map((file) => `actions/${file.slice(0, -".schema.json".length)}`)
    .toSorted();
}

/** The OpenAPI document of the admin API; its `components.schemas` are the truth of its shapes. */
export function loadAdminApi(): JsonSchema & {
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
} {
  return JSON.parse(readFileSync(new URL("admin-api.openapi.json", folder), "utf8"));
}
