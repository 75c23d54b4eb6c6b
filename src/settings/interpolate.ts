/** `${env:NAME}`, `${env:NAME:-default}` and `${file:PATH}` in the texts of ahaflow.yaml. */
import { resolve } from "node:path";
import { MAX_YAML_BYTES, readTextFile } from "../documents/read-text-file.ts";
import type { ValuePath, YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import type { ConfigFile } from "../generated/config.ts";
import { credentialAt } from "./credentials.ts";

/** Kind and target of every `${…}` in a text. */
export const REFERENCE = /\$\{(env|file):([^}]*)\}/g;

/** Where the values come from. */
export interface ValueSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder that relative `${file:…}` paths start from; undefined: files are not looked into. */
  readonly folder: string | undefined;
}

/**
 * Fills in every text of the document's value; what can't be filled is a problem that names it.
 * @param standInAt what fills in for it where something may
 */
export function interpolate(
  document: YamlDocument,
  sources: ValueSources,
  standInAt: (path: ValuePath) => string | undefined = () => undefined,
): { value: unknown; problems: Problem[] } {
  const problems: Problem[] = [];
  const fill = (value: unknown, path: ValuePath): unknown => {
    if (typeof value === "string")
      return value.replace(REFERENCE, (whole, kind: "env" | "file", target: string) => {
        const found = valueOf(kind, target, sources);
        if (typeof found === "string") return found;
        const standIn = standInAt(path);
        if (standIn !== undefined) return standIn;
        problems.push({
          rule: kind === "env" ? "missing-environment" : "missing-file",
          severity: "error",
          message: found.message,
          hint: `${found.hint}${elseAt(path, document, kind, target)}`,
          where: document.locateIn(path, Math.max(0, value.indexOf(whole))),
          length: whole.length,
        });
        return "";
      });
    if (Array.isArray(value)) return value.map((item, index) => fill(item, [...path, index]));
    if (typeof value === "object" && value !== null)
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, fill(item, [...path, key])]),
      );
    return value;
  };
  return { value: fill(document.value, []), problems };
}

/** What else can be done about a value that is not set. No default is a real id or token. */
function elseAt(
  path: ValuePath,
  { value }: YamlDocument,
  kind: "env" | "file",
  target: string,
): string {
  const hint = credentialAt(path, value as ConfigFile)?.hint;
  if (hint !== undefined) return `; ${hint}`;
  return kind === "env" ? `, or give a default: \${env:${target}:-…}` : "";
}

/** What a reference stands for, or why that is not known. */
export function valueOf(
  kind: "env" | "file",
  target: string,
  sources: ValueSources,
): string | Missing {
  return kind === "env" ? fromEnvironment(target, sources) : fromFile(target, sources);
}

type Missing = { readonly message: string; readonly hint: string };

function fromEnvironment(target: string, { env }: ValueSources): string | Missing {
  const split = target.indexOf(":-");
  const name = split < 0 ? target : target.slice(0, split);
  const value = env[name];
  if (value !== undefined && value !== "") return value;
  if (split >= 0) return target.slice(split + 2);
  return {
    message: `the environment variable ${name} is not set`,
    hint: "set it, in the environment or in .env beside this file",
  };
}

function fromFile(target: string, { folder }: ValueSources): string | Missing {
  if (folder === undefined) return { message: `the file ${target} is not looked into`, hint: "" };
  const path = resolve(folder, target);
  const read = readTextFile(path, MAX_YAML_BYTES);
  // Secret files usually end with a line break that is no part of the secret.
  if ("text" in read) return read.text.replace(/\r?\n$/, "");
  return {
    message: `the file ${target} ${read.why}`,
    hint: "check the path (relative ones start at the folder of ahaflow.yaml) and its permissions",
  };
}

/** Texts in which a `${` begins nothing that is filled in: most often a brace is missing. */
export function brokenReferences(document: YamlDocument): Problem[] {
  const problems: Problem[] = [];
  const look = (value: unknown, path: ValuePath): void => {
    if (typeof value === "string") {
      const at = value.replace(REFERENCE, (whole) => " ".repeat(whole.length)).indexOf("${");
      if (at >= 0)
        problems.push({
          rule: "wrong-reference",
          severity: "error",
          message: "${ begins nothing that can be filled in",
          hint: "write ${env:NAME}, ${env:NAME:-default} or ${file:PATH}, with the brace at its end",
          where: document.locateIn(path, at),
          length: 2,
        });
    } else if (typeof value === "object" && value !== null)
      for (const [key, item] of Object.entries(value)) look(item, [...path, key]);
  };
  look(document.value, []);
  return problems;
}
