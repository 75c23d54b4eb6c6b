import { durationMs } from "../documents/duration.ts";
import { type SchemaValidator, userValidator } from "../documents/schema-validator.ts";
import type { ValuePath, YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import type { Flow, RespondOptions } from "../generated/flow.ts";
import type { JsonSchema } from "../schemas.ts";
import { checkAnswer } from "./answer.ts";
import { checkLiterals } from "./check-literals.ts";
import { checkReferences } from "./check-references.ts";
import { compileTemplates } from "./compile-templates.ts";
import type { CompiledWebhook, FlowSurroundings } from "./compiled-flow.ts";
import { problemAt } from "./parse-flow.ts";
import { BesideFiles } from "./read-beside.ts";

const WEBHOOK: ValuePath = ["on", "webhook"];
const SCHEMA: ValuePath = [...WEBHOOK, "schema"];
const REQUEST_ROOTS = new Set(["body", "headers", "params", "query", "secrets", "vars"]);

/** What became of `on.webhook`. */
export interface CompiledTrigger {
  readonly webhook: CompiledWebhook | undefined;
  /** JSON Schema of the body. */
  readonly schema: unknown;
  readonly problems: readonly Problem[];
  /** The files that it names, as they were read. */
  readonly beside: BesideFiles["texts"];
}

/** Compiles `on.webhook`, reading the sample and schema files that it names. */
export function compileWebhook(
  document: YamlDocument,
  flow: Flow,
  surroundings: FlowSurroundings,
): CompiledTrigger {
  const webhook = flow.on?.webhook;
  const beside = new BesideFiles(document);
  const problems: Problem[] = [];
  if (webhook === undefined) return { webhook, schema: undefined, problems, beside: beside.texts };
  checkParameters(document, webhook.path, problems);
  const dedupe = webhook.dedupe;
  const keyPath = [...WEBHOOK, "dedupe", "key"];
  const key = dedupe && compileTemplates(document, keyPath, dedupe.key, REQUEST_ROOTS, problems);
  if (key !== undefined) checkReferences(document, keyPath, key, surroundings, undefined, problems);
  const schema =
    typeof webhook.schema === "string"
      ? beside.read(SCHEMA, webhook.schema, problems)
      : webhook.schema;
  return {
    webhook: {
      path: webhook.path,
      methods: webhook.methods ?? ["POST"],
      dedupe: key && { key, ttlMs: durationMs(dedupe?.ttl ?? "24h") },
      checkBody: bodyValidator(document, schema, problems),
      sample:
        webhook.sample === undefined
          ? undefined
          : beside.read([...WEBHOOK, "sample"], webhook.sample, problems),
      respond: compileRespondOptions(document, webhook.respond ?? {}, problems),
    },
    schema,
    problems,
    beside: beside.texts,
  };
}

function compileRespondOptions(
  document: YamlDocument,
  { timeout = "8s", fallback = {} }: RespondOptions,
  problems: Problem[],
): CompiledWebhook["respond"] {
  const { status = 200, headers = {}, body = {} } = fallback;
  const at = [...WEBHOOK, "respond", "fallback", "body"];
  checkLiterals({ document, problems }, at, body, checkAnswer);
  return { timeoutMs: durationMs(timeout), fallback: { status, headers, body } };
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
  schema: unknown,
  problems: Problem[],
): SchemaValidator | undefined {
  if (schema === undefined) return undefined;
  try {
    return userValidator(schema as JsonSchema | boolean);
  } catch (error) {
    problems.push(
      problemAt(
        document,
        SCHEMA,
        "wrong-schema",
        `this is not a JSON Schema: ${(error as Error).message}`,
        "see json-schema.org, draft 2020-12",
      ),
    );
    return undefined;
  }
}
