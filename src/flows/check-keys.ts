/** Keys that work and are hardly what was meant: templates, and parts of an answer that are misspelt. */
import { isJsonObject } from "../documents/json-object.ts";
import type { ValuePath, YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import type { Flow } from "../generated/flow.ts";
import { nearestName } from "../nearest-name.ts";
import { answering } from "../platforms/installed.ts";
import { isForPlatform } from "./answer.ts";
import { problemAt } from "./parse-flow.ts";
import type { SourceTree } from "./source-tree.ts";

/** Every key of a flow that is a template, or nearly a part of an answer to a platform. */
export function checkKeys(document: YamlDocument, flow: Flow, tree: SourceTree): Problem[] {
  const { respond, accepted } = flow.on?.webhook ?? {};
  const answers: (readonly [ValuePath, unknown])[] = [
    [["on", "webhook", "respond", "fallback", "body"], respond?.fallback?.body],
    [["on", "webhook", "accepted", "body"], accepted?.body],
    ...tree.all.map(
      ({ path, step }) => [[...path, "respond", "body"], step.respond?.body] as const,
    ),
  ];
  return [
    ...templatesIn(document, flow, []),
    ...answers.flatMap(([at, body]) => misspeltParts(document, at, body)),
  ];
}

function templatesIn(document: YamlDocument, value: unknown, at: ValuePath): Problem[] {
  if (Array.isArray(value))
    return value.flatMap((entry, index) => templatesIn(document, entry, [...at, index]));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, part]) => [
    ...(key.includes("{{") ? [templateKey(document, [...at, key])] : []),
    ...templatesIn(document, part, [...at, key]),
  ]);
}

function templateKey(document: YamlDocument, at: ValuePath): Problem {
  const message = "a key is never a template: it stays as it is written";
  const hint = "write the name itself; templates stand in values";
  return {
    ...problemAt(document, at, "template-key", message, hint),
    ...document.keySpanOf(at),
  };
}

function misspeltParts(document: YamlDocument, at: ValuePath, body: unknown): Problem[] {
  if (!isJsonObject(body) || isForPlatform(body)) return [];
  return answering.flatMap(({ title, answers: { parts } }) =>
    Object.entries(body).flatMap(([key, value]) => {
      const near = Object.keys(parts).find((part) => isNearly(key, part));
      if (near === undefined || parts[near]?.(value) !== true) return [];
      const message = `unknown key "${key}": ${title} shows nothing of it`;
      const path = [...at, key];
      return [
        {
          ...problemAt(document, path, "unknown-key", message, `did you mean "${near}"?`),
          ...document.keySpanOf(path),
        },
      ];
    }),
  );
}

/** Whether two names differ in case, hyphens or about a letter: other bodies have `attributes` too. */
function isNearly(key: string, part: string): boolean {
  const [one, two] = [key, part].map((name) => name.toLowerCase().replaceAll(/[_-]/g, ""));
  if (one === undefined || two === undefined) return false;
  return one === two || (Math.abs(one.length - two.length) <= 1 && nearestName(one, [two]) === two);
}
