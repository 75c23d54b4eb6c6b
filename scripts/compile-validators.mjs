// Makes code of the schemas that the program ships, into dist/validators/: a file for each, which is a
// function of the formats that are not Ajv's own.
import { mkdirSync, writeFileSync } from "node:fs";
import { _ } from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";
import { rolldown } from "rolldown";
import { inAscii } from "./lean-bundle.mjs";

const FOLDER = "build/validators";

export async function compileValidators() {
  const { shippedAjv } = await import("../build/documents/ajv.js");
  mkdirSync(FOLDER, { recursive: true });
  const input = {};
  for (const [name, schema] of await schemasByName()) {
    // One for each, else they would refer to each other's.
    const ajv = shippedAjv({ source: true, formats: _`formats` });
    const validate = ajv.getSchema(schema.$id ?? "") ?? ajv.compile(schema);
    const code = standaloneCode.default(ajv, validate);
    input[name] = `${FOLDER}/${name}.cjs`;
    // In brackets, V8 compiles the function with its file, and not once more when it is called.
    writeFileSync(
      input[name],
      `module.exports = (function (formats) {\nconst module = {};\n${code}\nreturn module.exports;\n});\n`,
    );
  }
  const bundle = await rolldown({ input, platform: "node", plugins: [inAscii] });
  await bundle.write({
    dir: "dist/validators",
    format: "cjs",
    entryFileNames: "[name].cjs",
    chunkFileNames: "[name]-[hash].cjs",
    comments: false,
  });
  await bundle.close();
}

/** A configuration with connections of this schema: so messages name the place in the file. */
function connectionOf({ $id: $ref }) {
  const connections = { type: "object", additionalProperties: { $ref } };
  return { type: "object", properties: { connections } };
}

/**
 * Whole files, connections of a platform, what actions take (as `uses` names them), what is sent and registered
 * (as `from` names it), the answer for a chat, and the schema of schemas.
 */
async function schemasByName() {
  const { actionSchemaNames, deliverySchemaNames, loadSchema, sharedSchemaNames } = await import(
    "../build/schemas.js"
  );
  const inputOf = (name) => loadSchema(name).properties.input;
  return [
    ...["flow", "config", "test"].map((name) => [name, loadSchema(name)]),
    ...actionSchemaNames().map((name) => [name.replace("/actions/", "."), inputOf(name)]),
    ...deliverySchemaNames().flatMap((name) =>
      Object.entries(loadSchema(name).properties).map(([part, schema]) => [
        `${name.replace("/deliveries/", ".")}.${part}`,
        schema,
      ]),
    ),
    ...sharedSchemaNames()
      .filter((name) => name.endsWith("/connection"))
      .map((name) => [name.replace("/", "."), connectionOf(loadSchema(name))]),
    [
      "ahachat.answer",
      { $ref: "https://ahaflow.dev/schemas/ahachat/messages.schema.json#/$defs/answer" },
    ],
    ["schema", { $id: "https://json-schema.org/draft/2020-12/schema" }],
  ];
}
