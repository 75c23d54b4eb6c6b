import type { ValuePath, YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import type { TriggeredFlow } from "../flows/compiled-flow.ts";
import { problemAt } from "../flows/parse-flow.ts";
import type { TestTrigger } from "../generated/test.ts";
import { nearestName } from "../nearest-name.ts";

/** What of a test's delivery the flow's webhook never gets: another method, a parameter that its path has not. */
export function checkTrigger(
  document: YamlDocument,
  { method, params = {} }: TestTrigger,
  at: ValuePath,
  { name, webhook }: TriggeredFlow,
): Problem[] {
  if (webhook === undefined) return [];
  const { path, methods } = webhook;
  const problems = Object.keys(params).flatMap((param) => strange(document, param, at, path));
  if (method === undefined || methods.includes(method)) return problems;
  const message = `the webhook of ${name} does not take ${method}`;
  const hint = `it takes ${methods.join(", ")}; others are answered 405`;
  return [problemAt(document, [...at, "method"], "wrong-value", message, hint), ...problems];
}

function strange(
  document: YamlDocument,
  param: string,
  at: ValuePath,
  webhookPath: string,
): Problem[] {
  const known = webhookPath.split("/").flatMap((part) => (part[0] === ":" ? part.slice(1) : []));
  if (known.includes(param)) return [];
  const near = nearestName(param, known);
  const path = [...at, "params", param];
  const message = `the path ${webhookPath} has no parameter "${param}"`;
  const list = known.length === 0 ? "it has none: take this away" : `it has: ${known.join(", ")}`;
  const hint = near === undefined ? list : `did you mean "${near}"?`;
  const problem = problemAt(document, path, "unknown-key", message, hint);
  return [{ ...problem, ...document.keySpanOf(path) }];
}
