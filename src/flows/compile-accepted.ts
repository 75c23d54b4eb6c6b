import type { ValuePath, YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import type { Accepted } from "../generated/flow.ts";
import { checkBodyAllowed, checkLiteralAnswer, checkLiteralHeaders } from "./answer.ts";
import { isOpaque } from "./compile-templates.ts";
import type { AcceptedAnswer } from "./compiled-flow.ts";
import { problemAt } from "./parse-flow.ts";

/** Compiles `accepted` or `repeated` of `on.webhook`: it is said before anything of the run is known. */
export function compileAccepted(
  document: YamlDocument,
  key: "accepted" | "repeated",
  { status = 200, headers = {}, body }: Accepted,
  problems: Problem[],
): AcceptedAnswer {
  const site = { document, problems };
  const at: ValuePath = ["on", "webhook", key];
  checkLiteralHeaders(site, [...at, "headers"], headers);
  checkLiteralAnswer(site, [...at, "body"], body);
  for (const path of [...templatesIn(headers, ["headers"]), ...templatesIn(body, ["body"])])
    problems.push(
      problemAt(
        document,
        [...at, ...path],
        "wrong-value",
        `templates are not filled in \`${key}\`: it is said before the run begins`,
        "write what every sender gets, or use a `respond` step",
      ),
    );
  checkBodyAllowed(site, at, { status, body });
  return { status, headers, ...(body === undefined ? {} : { body }) };
}

function templatesIn(value: unknown, path: ValuePath): ValuePath[] {
  if (isOpaque(value)) return [path];
  if (typeof value !== "object" || value === null) return [];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, item]) => templatesIn(item, [...path, key]));
}
