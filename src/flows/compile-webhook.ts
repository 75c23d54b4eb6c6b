import { durationMs, rateOf } from "../documents/duration.ts";
import { type SchemaValidator, userValidator } from "../documents/schema-validator.ts";
import type { ValuePath, YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import type { Flow } from "../generated/flow.ts";
import type { JsonSchema } from "../schemas.ts";
import { checkTextNumbers } from "./check-text-numbers.ts";
import { compileAccepted } from "./compile-accepted.ts";
import { compileAuth } from "./compile-auth.ts";
import { compileTemplates } from "./compile-templates.ts";
import type { CompiledWebhook } from "./compiled-flow.ts";
import { formTypes } from "./form-types.ts";
import { problemAt } from "./parse-flow.ts";
import { BesideFiles } from "./read-beside.ts";
import { REQUEST_ROOTS } from "./template-roots.ts";
import { checkPath } from "./webhook-path.ts";

const WEBHOOK: ValuePath = ["on", "webhook"];
const SCHEMA: ValuePath = [...WEBHOOK, "schema"];

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
export function compileWebhook(document: YamlDocument, flow: Flow): CompiledTrigger {
  const webhook = flow.on?.webhook;
  const beside = new BesideFiles(document);
  const problems: Problem[] = [];
  if (webhook === undefined) return { webhook, schema: undefined, problems, beside: beside.texts };
  checkPath(document, [...WEBHOOK, "path"], webhook.path, problems);
  const dedupe = webhook.dedupe;
  const keyPath = [...WEBHOOK, "dedupe", "key"];
  const key = dedupe && compileTemplates(document, keyPath, dedupe.key, REQUEST_ROOTS, problems);
  const schema =
    typeof webhook.schema === "string"
      ? beside.read(SCHEMA, webhook.schema, problems)
      : webhook.schema;
  const sample =
    webhook.sample === undefined
      ? undefined
      : beside.read([...WEBHOOK, "sample"], webhook.sample, problems);
  const isInline = typeof webhook.schema !== "string";
  problems.push(...checkTextNumbers(document, { schema, sample, at: SCHEMA, isInline }));
  return {
    webhook: {
      path: webhook.path,
      methods: webhook.methods ?? ["POST"],
      dedupe: key && { key, ttlMs: durationMs(dedupe?.ttl ?? "24h") },
      rateLimit: webhook.rate_limit === undefined ? undefined : rateOf(webhook.rate_limit),
      auth: compileAuth(document, webhook.auth ?? [], problems),
      accepted: webhook.accepted && compileAccepted(document, webhook.accepted, problems),
      checkBody: bodyValidator(document, schema, problems),
      formTypes: formTypes(schema, sample),
      sample,
    },
    schema,
    problems,
    beside: beside.texts,
  };
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
