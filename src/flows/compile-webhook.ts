import { readFileSync } from "node:fs";
import { dirname, extname, resolve } from "node:path";
import { durationMs } from "../documents/duration.ts";
import { type SchemaValidator, userValidator } from "../documents/schema-validator.ts";
import { type ValuePath, YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import type { Flow } from "../generated/flow.ts";
import type { JsonSchema } from "../schemas.ts";
import { checkReferences } from "./check-references.ts";
import { compileTemplates } from "./compile-templates.ts";
import type { CompiledWebhook, FlowSurroundings } from "./compiled-flow.ts";
import { problemAt } from "./parse-flow.ts";

const WEBHOOK: ValuePath = ["on", "webhook"];
const REQUEST_ROOTS = new Set(["body", "headers", "params", "query", "secrets", "vars"]);

/** Compiles `on.webhook`, reading the sample and schema files that it names. */
export function compileWebhook(
  document: YamlDocument,
  flow: Flow,
  surroundings: FlowSurroundings,
): { webhook: CompiledWebhook; problems: Problem[] } {
  const { webhook } = flow.on;
  const problems: Problem[] = [];
  checkParameters(document, webhook.path, problems);
  const dedupe = webhook.dedupe;
  const keyPath = [...WEBHOOK, "dedupe", "key"];
  const key = dedupe && compileTemplates(document, keyPath, dedupe.key, REQUEST_ROOTS, problems);
  if (key !== undefined) checkReferences(document, keyPath, key, surroundings, undefined, problems);
  return {
    webhook: {
      path: webhook.path,
      methods: webhook.methods ?? ["POST"],
      dedupe: key && { key, ttlMs: durationMs(dedupe?.ttl ?? "24h") },
      checkBody: bodyValidator(document, webhook.schema, problems),
      sample:
        webhook.sample === undefined
          ? undefined
          : readBeside(document, [...WEBHOOK, "sample"], webhook.sample, problems),
    },
    problems,
  };
}

function checkParameters(document: YamlDocument, path: string, problems: Problem[]): void {
  const names = path.split("/").filter((part) => part.includes(":"));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  const wrong = names.find((name) => !/^:[A-Za-z_][A-Za-z0-9_]*$/.test(name));
  const at = [...WEBHOOK, "path"];
  if (wrong !== undefined)
    problems.push(
      problemAt(
        document,
        at,
        "wrong-path",
        `"${wrong}" is not a parameter`,
        "a parameter is a whole part of the path, as /orders/:shop",
      ),
    );
  else if (twice !== undefined)
    problems.push(
      problemAt(
        document,
        at,
        "wrong-path",
        `the parameter ${twice} stands twice`,
        "give one of them another name",
      ),
    );
}

function bodyValidator(
  document: YamlDocument,
  schema: Flow["on"]["webhook"]["schema"],
  problems: Problem[],
): SchemaValidator | undefined {
  if (schema === undefined) return undefined;
  const at = [...WEBHOOK, "schema"];
  const content = typeof schema === "string" ? readBeside(document, at, schema, problems) : schema;
  if (content === undefined) return undefined;
  try {
    return userValidator(content as JsonSchema | boolean);
  } catch (error) {
    problems.push(
      problemAt(
        document,
        at,
        "wrong-schema",
        `this is not a JSON Schema: ${(error as Error).message}`,
        "see json-schema.org, draft 2020-12",
      ),
    );
    return undefined;
  }
}

/** Reads a JSON or YAML file beside the flow; what is wrong with it is a problem of the flow. */
function readBeside(
  document: YamlDocument,
  at: ValuePath,
  name: string,
  problems: Problem[],
): unknown {
  const file = resolve(dirname(document.file), name);
  const kind = at.at(-1);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    const hint = "paths start at the folder of the flow";
    problems.push(
      problemAt(document, at, "missing-file", `the ${kind} ${name} can't be read`, hint),
    );
    return undefined;
  }
  const { value, problems: broken } = parse(name, text);
  const first = broken[0];
  if (first === undefined) return value;
  const message = `the ${kind} ${name} is broken at line ${first.where.line}: ${first.message}`;
  problems.push(problemAt(document, at, "broken-file", message, first.hint ?? "mend that file"));
  return undefined;
}

/** JSON has its own parser: YAML reads nearly all of it, but not all, and more. */
function parse(name: string, text: string): { value: unknown; problems: readonly Problem[] } {
  if (extname(name) !== ".json") return new YamlDocument(name, text);
  try {
    return { value: JSON.parse(text), problems: [] };
  } catch (error) {
    // Read as YAML for the place of the mistake; what JSON alone forbids stands at line 1.
    const { problems } = new YamlDocument(name, text);
    return {
      value: undefined,
      problems: problems.length > 0 ? problems : [notJson(name, (error as Error).message)],
    };
  }
}

function notJson(file: string, why: string): Problem {
  return {
    rule: "broken-file",
    severity: "error",
    message: why,
    where: { file, line: 1, column: 1 },
    length: 1,
  };
}
