/** Ids, tokens and secrets that somebody was meant to replace: nothing is called with them. */
import type { ValuePath, YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import type { ConfigFile } from "../generated/config.ts";
import { SHORTEST_INSIDE } from "../telemetry/redact.ts";
import { credentialAt, credentialsOf } from "./credentials.ts";
import { REFERENCE, type ValueSources, valueOf } from "./interpolate.ts";

/** Whole texts, in small letters; the first ones are this program's own. */
const WHOLE = new RegExp(
  `^(${[
    "10000000|0+|for-the-simulator-only|token_for_the_simulator",
    "change[-_ ]?(me|this|it)|replace[-_ ]?(me|this|it)|fill[-_ ]?(me[-_ ]?)?in",
    "placeholder|dummy|todo|tbd|fixme|null|undefined|x{3,}|\\*{3,}|\\.{3,}|…",
    // A variable that a shell did not fill in, and a place that is marked.
    "\\$\\{?\\w+\\}?|<[^>]*>",
  ].join("|")})?$`,
);

/** `YOUR_BOT_TOKEN`, `put-your-token-here`, `token-cua-ban`. */
const YOURS = /(^|[-_ ])(your|cua[-_ ]ban|của bạn)([-_ ]|$)|[-_ ]here$/;

/** A text of ahaflow.yaml that nobody may know. */
interface Place {
  readonly path: ValuePath;
  readonly text: string;
  /** What to add to what has to be done. */
  readonly hint: string;
  /** Whether nobody may see it. */
  readonly isSecret: boolean;
}

/** Stands in for an id or token when everything leads to simulators. */
export function standInAt(path: ValuePath, config: ConfigFile): string | undefined {
  return credentialAt(path, config)?.standIn;
}

/**
 * The placeholders among the ids and tokens of connections and the secrets. What is not set is none.
 * @param sources where values come from; without a folder, files are not looked into
 */
export function placeholdersIn(
  document: YamlDocument,
  config: ConfigFile,
  sources: ValueSources,
): Problem[] {
  return placesOf(config).flatMap(({ path, text, hint }) => {
    const { value, what, todo } = origin(text, sources);
    if (value === undefined || !isPlaceholder(value)) return [];
    const where = document.spanOf(path);
    return {
      rule: "placeholder-value",
      severity: "error" as const,
      message: value.trim() === "" ? `${what} is empty` : `${what} is a placeholder`,
      hint: todo + hint,
      ...where,
    };
  });
}

/**
 * Warns of secrets, as far as they can be seen, that are too short to be masked inside of texts, or
 * that samples have in them.
 * @param samples the texts of the files beside the flows
 */
export function weakSecretsIn(
  document: YamlDocument,
  config: ConfigFile,
  sources: ValueSources,
  samples: readonly string[],
): Problem[] {
  const secrets = placesOf(config).filter(({ isSecret }) => isSecret);
  return secrets.flatMap(({ path, text }) => {
    const { value = "", what } = origin(text, sources);
    if (value === "" || isPlaceholder(value)) return [];
    const isShort = value.length < SHORTEST_INSIDE;
    if (!isShort && !samples.some((sample) => sample.includes(value))) return [];
    return {
      rule: "weak-secret",
      severity: "warning" as const,
      message: isShort
        ? `${what} is a secret of fewer than ${SHORTEST_INSIDE} characters, which is not masked inside of texts`
        : `${what} is a secret, and a sample or schema has the same text in it`,
      hint: isShort
        ? "take a long random one"
        : "take it out of that file; if customers' data has it, take another secret",
      ...document.spanOf(path),
    };
  });
}

/** Where ids and tokens of connections and secrets stand. */
function placesOf(config: ConfigFile): Place[] {
  const credentials = credentialsOf(config).map(({ path, text, hint, credential }) => ({
    path,
    text,
    hint: `; ${hint}`,
    isSecret: credential.isSecret,
  }));
  const others = Object.entries(config.secrets ?? {}).map(([name, text]) => ({
    path: ["secrets", name],
    text,
    hint: "",
    isSecret: true,
  }));
  return [...credentials, ...others];
}

function isPlaceholder(value: string): boolean {
  const text = value.trim().toLowerCase();
  return WHOLE.test(text) || YOURS.test(text);
}

interface Origin {
  /** Undefined when a part of it can't be known. */
  readonly value: string | undefined;
  readonly what: string;
  readonly todo: string;
}

/** A text as it is filled in, and where that comes from: its first reference, or itself. */
function origin(text: string, sources: ValueSources): Origin {
  const references = [...text.matchAll(REFERENCE)];
  const values = references.map(([, kind, target = ""]) =>
    valueOf(kind as "env" | "file", target, sources),
  );
  const isKnown = values.every((value) => typeof value === "string");
  const value = isKnown ? text.replace(REFERENCE, () => values.shift() as string) : undefined;
  const [, kind, target = ""] = references[0] ?? [];
  const [name = "", ...fallback] = target.split(":-");
  if (kind === undefined)
    return { value, what: "this", todo: "take it from ${env:NAME} or ${file:PATH}" };
  if (kind === "file")
    return { value, what: `the text in ${target}`, todo: "write the real one there" };
  if (fallback.length === 0 || sources.env[name])
    return { value, what: `the environment variable ${name}`, todo: `set ${name} to the real one` };
  return {
    value,
    what: `${name} is not set, and its default`,
    todo: `set ${name}, and take the default away`,
  };
}
