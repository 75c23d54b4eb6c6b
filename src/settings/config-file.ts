import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { MAX_YAML_BYTES, readTextFile } from "../documents/read-text-file.ts";
import { builtValidator, type SchemaValidator } from "../documents/schema-validator.ts";
import { type ValuePath, YamlDocument } from "../documents/yaml-document.ts";
import { AhaflowError, type Problem } from "../errors.ts";
import type { ConfigFile } from "../generated/config.ts";
import { checkConnections, checkNamedFiles } from "./check-connections.ts";
import { brokenReferences } from "./interpolate.ts";
import { checkRuleLists } from "./rule-lists.ts";

/** Where the configuration is unless said otherwise. */
export const DEFAULT_PATH = "ahaflow.yaml";
const checkTop = builtValidator("config");
const checkShape: SchemaValidator = (value, options) => [
  ...checkTop(value, options),
  ...checkConnections(value, options),
];

/** `ahaflow.yaml` as it stands: checked, with `${…}` not yet filled in. */
export interface LoadedConfig {
  readonly document: YamlDocument;
  /** Where its paths start. */
  readonly folder: string;
  readonly config: ConfigFile;
  readonly problems: readonly Problem[];
}

/**
 * Reads the configuration file.
 * @param path undefined: `ahaflow.yaml` here if it exists, else an empty configuration
 * @throws AhaflowError `config_unreadable` when a file that was named can't be read
 */
export function readConfigFile(path: string | undefined): LoadedConfig {
  const file = path ?? DEFAULT_PATH;
  const source = path === undefined && !existsSync(file) ? "{}" : readSource(file);
  const document = new YamlDocument(file, source);
  // An empty file is an empty configuration.
  const value = document.value ?? {};
  let problems: readonly Problem[] =
    document.problems.length > 0
      ? document.problems
      : [
          ...checkConfig(
            document,
            value,
            (part) => typeof part === "string" && part.includes("${"),
          ),
          ...brokenReferences(document),
        ];
  // Only names of a right shape can be looked up.
  if (problems.length === 0) problems = checkRuleLists(document, value);
  const folder = dirname(file);
  if (problems.length === 0) problems = checkNamedFiles(document, value, folder);
  return { document, folder, config: problems.length === 0 ? value : {}, problems };
}

/**
 * What the schema says of a configuration's value, at the places of the document.
 * @param isOpaque tells values that are not filled in yet
 */
export function checkConfig(
  document: YamlDocument,
  value: unknown,
  isOpaque: (part: unknown) => boolean = () => false,
): Problem[] {
  // A value may be a secret: messages never quote one.
  return checkShape(value, { isOpaque, quoteValues: false, suggests: true }).map(
    ({ rule, path, atKey, message, hint }) => ({
      rule,
      severity: "error",
      message,
      ...(hint === undefined ? {} : { hint }),
      ...(atKey ? document.keySpanOf(path) : document.spanOf(path)),
    }),
  );
}

/**
 * A configuration with its `${…}` filled in: texts that say a number or a truth value become one
 * where the schema has no text.
 * @param value it is changed in place
 */
export function withTypes(document: YamlDocument, value: unknown): unknown {
  for (const { rule, path, wanted = [] } of checkShape(value, { quoteValues: false })) {
    if (rule !== "wrong-type" || !String(valueAt(document.value, path)).includes("${")) continue;
    const typed = typedText(String(valueAt(value, path)), wanted);
    const holder = valueAt(value, path.slice(0, -1)) as Record<string, unknown>;
    if (typed !== undefined) holder[String(path.at(-1))] = typed;
  }
  return value;
}

/** What a text says, of these JSON types; a number only as it is printed, so no digit is lost. */
function typedText(text: string, wanted: readonly string[]): number | boolean | undefined {
  if (wanted.includes("boolean") && (text === "true" || text === "false")) return text === "true";
  const isNumber = wanted.includes("number") || wanted.includes("integer");
  return isNumber && text === String(Number(text)) && text !== "NaN" ? Number(text) : undefined;
}

function valueAt(value: unknown, path: ValuePath): unknown {
  return path.reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], value);
}

function readSource(file: string): string {
  const read = readTextFile(file, MAX_YAML_BYTES);
  if ("text" in read) return read.text;
  throw new AhaflowError("config_unreadable", `the configuration ${file} ${read.why}`, {
    hint: "check the path given by --config or AHAFLOW_CONFIG, and the permissions of the file",
  });
}
