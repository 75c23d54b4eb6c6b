/**
 * Finds tokens and passwords that stand in a flow: flows are kept in git, where nobody can take a
 * secret back. What was found is never quoted.
 */
import type { ValuePath, YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import { isTemplate } from "../templates/compile.ts";

/** Bot tokens have this form (seen in public code), and so have many keys. */
const HEX_TOKEN = /(?<![0-9A-Fa-f])[0-9A-Fa-f]{64}(?![0-9A-Fa-f])/;
const BEARER = /^Bearer\s+(?=\S{8})[\w.~+/=-]+$/i;
const SECRET_NAME = /(?:^|[_-])(?:token|secret|password|api_?key|authorization)$/i;

/** Shortest value of a field with such a name that is taken for a secret. */
const MIN_LENGTH = 16;
/** Least entropy of one, in bits a character: words and placeholders have less. */
const MIN_ENTROPY = 3.3;

/** Every literal in a flow that looks like a secret, or was meant to become one. */
export function checkSecrets(document: YamlDocument, value: unknown): Problem[] {
  return walk(document, value, []);
}

function walk(document: YamlDocument, value: unknown, path: ValuePath): Problem[] {
  if (typeof value === "string") {
    if (/\$\{(?:env|file):/.test(value)) return [reference(document, path)];
    return looksSecret(path, value) ? [found(document, path)] : [];
  }
  if (typeof value !== "object" || value === null) return [];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, part]: [string | number, unknown]) =>
    walk(document, part, [...path, key]),
  );
}

function looksSecret(path: ValuePath, text: string): boolean {
  if (isTemplate(text)) return false;
  if (HEX_TOKEN.test(text) || BEARER.test(text)) return true;
  const isCredential =
    (path[2] === "auth" && path.some((key) => key === "value" || key === "key")) ||
    (path[2] === "credentials" && !String(path[3]).endsWith("_id")) ||
    (path[2] === "handshake" && path[3] === "verify_token");
  const named =
    isCredential || path.some((key) => typeof key === "string" && SECRET_NAME.test(key));
  return named && text.length >= MIN_LENGTH && !/\s/.test(text) && entropy(text) >= MIN_ENTROPY;
}

/** Shannon's entropy of a text's characters, in bits. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let sum = 0;
  for (const count of counts.values())
    sum -= (count / text.length) * Math.log2(count / text.length);
  return sum;
}

function found(document: YamlDocument, path: ValuePath): Problem {
  return {
    rule: "literal-secret",
    severity: "error",
    message: "this looks like a secret, and flows are kept in git",
    hint: "move it to secrets: in ahaflow.yaml as ${env:NAME}, and write {{secrets.name}} here",
    ...document.spanOf(path),
  };
}

function reference(document: YamlDocument, path: ValuePath): Problem {
  return {
    rule: "env-in-flow",
    severity: "error",
    message:
      "${env:…} and ${file:…} are read in ahaflow.yaml alone: here they stay as they are written",
    hint: "move it to secrets: or vars: there, and write {{secrets.name}} or {{vars.name}} here",
    ...document.spanOf(path),
  };
}
