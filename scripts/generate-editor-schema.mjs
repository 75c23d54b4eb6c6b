// Writes schemas/editor/*.schema.json: the schemas of the files that people write, each one
// self-contained and with what editors show. The schemas that the program checks with stay lean;
// these add the actions to a flow (names, and the shape of `with` by name) and the names of rules to
// the configuration, and let templates and ${…} stand where a value will be. With --check it writes nothing, and fails naming what differs.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { TEMPLATE, withStandIn } from "../build/documents/stand-in.js";
import { canBeIgnored, RULES } from "../build/rules.js";

const schemas = new URL("../schemas/", import.meta.url);
const editor = new URL("editor/", schemas);
const ENDING = ".schema.json";
const BASE = "https://ahaflow.dev/schemas/";

/** What stands for a value that is not known yet, and for which types besides text. */
const REFERENCE = {
  pattern: "\\$\\{",
  shown: "${env:…} or ${file:…}",
  types: ["number", "integer", "boolean"],
};

const wanted = {};
for (const name of namesIn(schemas))
  wanted[`${name}${ENDING}`] = `${JSON.stringify(bundle(name), undefined, 2)}\n`;
const present = filesIn(editor);
const changed = Object.keys(wanted).filter((file) => wanted[file] !== current(file));
const orphans = present.filter((file) => !Object.hasOwn(wanted, file));

if (process.argv.includes("--check")) {
  for (const file of changed) console.error(`schemas/editor/${file} is not what schemas/ says`);
  for (const file of orphans) console.error(`schemas/editor/${file} has no schema`);
  if (changed.length + orphans.length > 0) {
    console.error("run `npm run schemas`");
    process.exitCode = 1;
  }
} else {
  mkdirSync(editor, { recursive: true });
  for (const file of changed) writeFileSync(new URL(file, editor), wanted[file]);
  for (const file of orphans) rmSync(new URL(file, editor));
}

/** One schema with everything that it refers to under $defs. */
function bundle(name) {
  const { $id, $schema, $defs: _, ...root } = read(`${name}${ENDING}`);
  const $comment = `Generated from ${$id} by scripts/generate-editor-schema.mjs: do not edit.`;
  const context = { base: $id, $defs: {}, origins: {}, prefix: "" };
  if (name === "config") context.stand = REFERENCE;
  const bundled = { $schema, $comment, ...convert(root, context), $defs: context.$defs };
  if (name === "flow") {
    addActions(context);
    addDeliveries(context);
  }
  if (name === "config") addConnections(context);
  if (name === "config") addRules(bundled.properties.validate.properties);
  return bundled;
}

/** Adds to the step: the names for `uses`, and by name the shape of `with`. */
function addActions(context) {
  const { step } = context.$defs;
  const actions = platforms().flatMap((platform) =>
    namesIn(new URL(`${platform}/actions/`, schemas)).map((name) => ({
      name: `${platform}.${name}`,
      platform,
      ...read(`${platform}/actions/${name}${ENDING}`),
    })),
  );
  // A connection may have actions of its own, whose names its document says.
  const others = `^(?!(?:${[...new Set(actions.map(({ platform }) => platform))].join("|")})\\.)[a-z][a-z0-9_-]*\\.[a-z0-9_]+$`;
  step.properties.uses.anyOf = [
    {
      enum: actions.map(({ name }) => name),
      markdownEnumDescriptions: actions.map(({ description }) => description),
    },
    { pattern: others },
  ];
  // The examples of the action are the ones to show.
  delete step.properties.with.examples;
  step.allOf = actions.map(({ name, platform, $id, properties: { input } }) => {
    const inside = { ...context, base: $id, stand: TEMPLATE, prefix: `${platform}.with.` };
    context.$defs[`with.${name}`] = convert(input, inside);
    return {
      if: { required: ["uses"], properties: { uses: { const: name } } },
      // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
      then: { required: ["with"], properties: { with: { $ref: `#/$defs/with.${name}` } } },
    };
  });
}

/** Adds to the webhook: the names for `from`, and by name the shapes of `register` and `credentials`. */
function addDeliveries(context) {
  const { webhook } = context.$defs;
  const kinds = platforms().flatMap((platform) =>
    namesIn(new URL(`${platform}/deliveries/`, schemas)).map((name) => ({
      name: `${platform}.${name}`,
      platform,
      ...read(`${platform}/deliveries/${name}${ENDING}`),
    })),
  );
  webhook.properties.from.enum = kinds.map(({ name }) => name);
  webhook.properties.from.markdownEnumDescriptions = kinds.map(({ description }) => description);
  webhook.allOf = ["register", "credentials"].flatMap((key) =>
    kinds
      .filter(({ properties }) => properties[key] !== undefined)
      .map(({ name, platform, $id, properties }) => {
        const inside = { ...context, base: $id, prefix: `${platform}.${key}.` };
        context.$defs[`${key}.${name}`] = convert(properties[key], inside);
        return {
          if: { required: ["from"], properties: { from: { const: name } } },
          // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
          then: { properties: { [key]: { $ref: `#/$defs/${key}.${name}` } } },
        };
      }),
  );
}

/** Adds to a connection: the types, and by type what else it says. */
function addConnections(context) {
  const { connection } = context.$defs;
  const kinds = platforms()
    .filter((platform) => namesIn(new URL(`${platform}/`, schemas)).includes("connection"))
    .map((platform) => ({ platform, ...read(`${platform}/connection${ENDING}`) }));
  connection.properties.type = {
    description: connection.properties.type.description,
    enum: kinds.map(({ platform }) => platform),
    markdownEnumDescriptions: kinds.map(({ description }) => description),
    examples: kinds.map(({ platform }) => platform),
  };
  delete connection.additionalProperties;
  connection.allOf = kinds.map(({ platform, $id, $schema: _schema, $defs: _defs, ...kind }) => {
    const inside = { ...context, base: $id, prefix: `${platform}.` };
    context.$defs[`connection.${platform}`] = convert(kind, inside);
    return {
      if: { required: ["type"], properties: { type: { const: platform } } },
      // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
      then: { $ref: `#/$defs/connection.${platform}` },
    };
  });
}

/** Adds the names of the rules to the lists of `validate`. */
function addRules({ error, ignore }) {
  const ids = Object.keys(RULES);
  for (const [list, names] of [
    [error, ids],
    [ignore, ids.filter(canBeIgnored)],
  ]) {
    list.items.enum = names;
    list.items.markdownEnumDescriptions = names.map((id) => RULES[id].summary);
  }
}

/** A copy in which every $ref leads to $defs, and values may be stood in for. */
function convert(schema, context) {
  if (typeof schema !== "object" || schema === null) return schema;
  const plain = { ...context, stand: undefined, prefix: "" };
  const byKeyword = {
    $ref: (ref) => define(ref, context),
    properties: (properties) => mapValues(properties, (one) => value(one, context)),
    items: (items) => value(items, context),
    additionalProperties: (rest) => value(rest, context),
    propertyNames: (names) => convert(names, plain),
    dependentSchemas: (by) => mapValues(by, (one) => convert(one, context)),
    oneOf: (branches) => branches.map((one) => convert(one, context)),
    anyOf: (branches) => branches.map((one) => convert(one, context)),
  };
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([keyword]) => keyword !== "discriminator")
      .map(([keyword, content]) => [keyword, byKeyword[keyword]?.(content) ?? content]),
  );
}

/** The schema of a value: something may stand for it. */
function value(schema, context) {
  const converted = convert(schema, context);
  if (context.stand === undefined || typeof converted !== "object") return converted;
  return "$ref" in converted ? converted : withStandIn(converted, context.stand);
}

/** Puts what a $ref leads to under $defs, once. @returns the $ref to it there */
function define(ref, context) {
  const { href, hash } = new URL(ref, context.base);
  const origin = href.slice(0, -hash.length);
  const key = context.prefix + hash.slice("#/$defs/".length);
  if ((context.origins[key] ??= href) !== href)
    throw new Error(`${href} and ${context.origins[key]} have one name: rename one of them`);
  if (!Object.hasOwn(context.$defs, key)) {
    context.$defs[key] = {}; // A definition may lead back to itself.
    const target = read(origin.slice(BASE.length)).$defs[hash.slice("#/$defs/".length)];
    context.$defs[key] = value(target, { ...context, base: origin });
  }
  return `#/$defs/${key}`;
}

function mapValues(object, change) {
  return Object.fromEntries(Object.entries(object).map(([key, one]) => [key, change(one)]));
}

function read(path) {
  return JSON.parse(readFileSync(new URL(path, schemas), "utf8"));
}

/** Each has a folder; `editor` is generated. */
function platforms() {
  return readdirSync(schemas, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "editor")
    .map(({ name }) => name)
    .toSorted();
}

function namesIn(folder) {
  return filesIn(folder).map((file) => file.slice(0, -ENDING.length));
}

function filesIn(folder) {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith(ENDING))
      .toSorted();
  } catch (error) {
    if (error.code === "ENOENT") return [];
    throw error;
  }
}

function current(file) {
  return present.includes(file) ? readFileSync(new URL(file, editor), "utf8") : undefined;
}
