// Writes src/generated/*.ts from schemas/. With --check it writes nothing, and fails naming the
// files that differ from what the schemas say, or that have no schema any more.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { compile } from "json-schema-to-typescript";

const schemas = new URL("../schemas/", import.meta.url);
const generated = new URL("../src/generated/", import.meta.url);
const ENDING = ".schema.json";
const BASE = "https://ahaflow.dev/schemas/";
const BANNER =
  "// Generated from schemas/ by scripts/generate-types.mjs: do not edit, run `npm run schemas`.";
/** Keywords whose keys are names, and no keywords. */
const NAMED = new Set(["properties", "$defs", "schemas"]);

const check = process.argv.includes("--check");
const wanted = await generateAll();
const present = filesOf(generated, ".ts");
const changed = Object.keys(wanted).filter((file) => wanted[file] !== current(file));
const orphans = present.filter((file) => !Object.hasOwn(wanted, file));

if (check) {
  for (const file of changed) console.error(`src/generated/${file} is not what schemas/ says`);
  for (const file of orphans) console.error(`src/generated/${file} has no schema`);
  if (changed.length + orphans.length > 0) {
    console.error("run `npm run schemas`");
    process.exitCode = 1;
  }
} else {
  mkdirSync(generated, { recursive: true });
  for (const file of changed) writeFileSync(new URL(file, generated), wanted[file]);
  for (const file of orphans) rmSync(new URL(file, generated));
}

/** The text of every file of src/generated, by its name. */
async function generateAll() {
  const files = {};
  for (const name of namesIn(schemas))
    files[`${name}.ts`] = await generate(read(`${name}${ENDING}`), name);
  for (const platform of platforms())
    files[`${platform}.ts`] = await generate(allOf(platform), platform);
  files["admin-api.ts"] = await generate(adminApi(), "AdminApi");
  return files;
}

/** One schema over all that stands in the folder of a platform, so that what is shared becomes one type. */
function allOf(platform) {
  const names = namesIn(new URL(`${platform}/actions/`, schemas)).map((name) => `actions/${name}`);
  names.push(
    ...namesIn(new URL(`${platform}/deliveries/`, schemas)).map((name) => `deliveries/${name}`),
  );
  if (namesIn(new URL(`${platform}/`, schemas)).includes("connection")) names.push("connection");
  return {
    title: "Shapes",
    description:
      "Its connection, input and output of every action, and what it sends, by the names of their files.",
    type: "object",
    additionalProperties: false,
    required: names,
    properties: Object.fromEntries(
      names.map((name) => [name, { $ref: `${BASE}${platform}/${name}${ENDING}` }]),
    ),
  };
}

/** One schema over the shapes of the admin API's document, in which their references lead somewhere. */
function adminApi() {
  const { schemas } = read("admin-api.openapi.json").components;
  const names = Object.keys(schemas);
  return {
    title: "AdminApi",
    description: "What the admin API takes and answers.",
    type: "object",
    additionalProperties: false,
    required: names,
    properties: Object.fromEntries(
      names.map((name) => [name, { $ref: `#/components/schemas/${name}` }]),
    ),
    components: { schemas },
  };
}

function generate(schema, name) {
  return compile(asType(schema), name, {
    bannerComment: BANNER,
    ignoreMinAndMaxItems: true,
    unknownAny: true,
    unreachableDefinitions: true,
    style: { printWidth: 100 },
    $refOptions: { resolve: { http: false, shipped: { order: 1, canRead: true, read: readRef } } },
  });
}

/** Reads `https://ahaflow.dev/schemas/…`, or a path relative to a schema, from schemas/. */
function readRef({ url }) {
  const path = url.startsWith(BASE) ? url.slice(BASE.length) : url.slice(url.lastIndexOf("/") + 1);
  return asType(read(path));
}

/**
 * A copy without what only narrows values, and that types would show as noise: branches that
 * differ in `required` alone, examples, and the ids that $ref would be resolved against.
 */
function asType(schema) {
  if (Array.isArray(schema)) return schema.map(asType);
  if (typeof schema !== "object" || schema === null) return schema;
  const kept = Object.entries(schema).filter(
    ([key, value]) =>
      !["examples", "$id", "$schema", "discriminator", "dependentSchemas"].includes(key) &&
      !(["oneOf", "anyOf"].includes(key) && value.every(isRequiredOnly)),
  );
  return Object.fromEntries(
    kept.map(([key, value]) => [key, NAMED.has(key) ? mapValues(value, asType) : asType(value)]),
  );
}

function mapValues(object, change) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}

function isRequiredOnly(branch) {
  return Object.keys(branch).every((key) => key === "required");
}

function read(path) {
  return JSON.parse(readFileSync(new URL(path, schemas), "utf8"));
}

function namesIn(folder) {
  return filesOf(folder, ENDING).map((file) => file.slice(0, -ENDING.length));
}

/** Each has a folder; `editor` is generated. */
function platforms() {
  return readdirSync(schemas, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "editor")
    .map(({ name }) => name);
}

function filesOf(folder, ending) {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith(ending))
      .toSorted();
  } catch (error) {
    if (error.code === "ENOENT") return [];
    throw error;
  }
}

function current(file) {
  return present.includes(file) ? readFileSync(new URL(file, generated), "utf8") : undefined;
}
