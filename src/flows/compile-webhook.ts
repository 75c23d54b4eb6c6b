import { durationMs, rateOf } from "../documents/duration.ts";
import { pointerOf } from "../documents/json-pointer.ts";
import type { SchemaValidator } from "../documents/schema-validator.ts";
import type { ValuePath, YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import type { Flow, WebhookTrigger } from "../generated/flow.ts";
import type { DeliveryKind } from "../platforms/deliveries.ts";
import { misfitProblem, sampleMisfits } from "./check-sample.ts";
import {
  compileSchema,
  misspeltNames,
  misspeltProblem,
  misspeltProperties,
  unknownPropertyProblem,
} from "./check-schema.ts";
import { checkTextNumbers } from "./check-text-numbers.ts";
import { compileAccepted } from "./compile-accepted.ts";
import { compileAuth } from "./compile-auth.ts";
import { checkEntryKey, compileItems } from "./compile-items.ts";
import { compileSender, dedupeKeyOf, methodsOf } from "./compile-sender.ts";
import { compileTemplates } from "./compile-templates.ts";
import type { CompiledItems, CompiledWebhook } from "./compiled-flow.ts";
import { formTypes, sampleOfForm } from "./form-types.ts";
import { sampleOfEntry } from "./items.ts";
import { problemAt } from "./parse-flow.ts";
import type { BesideFiles } from "./read-beside.ts";
import { deliveryMistakes, sampleDelivery } from "./sample-delivery.ts";
import { shapeOfSchema } from "./shapes/from-schema.ts";
import { REQUEST_ROOTS } from "./template-roots.ts";
import { checkPath } from "./webhook-path.ts";

const WEBHOOK: ValuePath = ["on", "webhook"];
const SCHEMA: ValuePath = [...WEBHOOK, "schema"];
const SAMPLE: ValuePath = [...WEBHOOK, "sample"];

/** What became of `on.webhook`. */
export interface CompiledTrigger {
  readonly webhook: CompiledWebhook | undefined;
  /** JSON Schema of the body, as the flow has it. */
  readonly schema: unknown;
  /** The sample that the flow names. */
  readonly sample: unknown;
  /** What comes, where the flow says so. */
  readonly kind: DeliveryKind | undefined;
  readonly problems: readonly Problem[];
}

/** Compiles `on.webhook`, reading the sample and schema files that it names. */
export function compileWebhook(
  document: YamlDocument,
  flow: Flow,
  beside: BesideFiles,
): CompiledTrigger {
  const webhook = flow.on?.webhook;
  const problems: Problem[] = [];
  if (webhook === undefined)
    return { webhook, schema: undefined, sample: undefined, kind: undefined, problems };
  checkPath(document, [...WEBHOOK, "path"], webhook.path, problems);
  const sender = compileSender(document, webhook, problems);
  const { items, kind } = compileItems(document, webhook, sender, problems);
  const written = dedupeKeyOf(webhook);
  const keyPath = [...WEBHOOK, "dedupe", "key"];
  const key =
    written === undefined
      ? undefined
      : compileTemplates(document, keyPath, written, REQUEST_ROOTS, problems);
  if (items !== undefined && key !== undefined) checkEntryKey(document, key, problems);
  const schema =
    typeof webhook.schema === "string"
      ? beside.read(SCHEMA, webhook.schema, problems)
      : webhook.schema;
  const sample =
    webhook.sample === undefined
      ? undefined
      : sampleOf(items, sampleOfForm(schema, beside.read(SAMPLE, webhook.sample, problems)));
  if (sample !== undefined) checkDelivery(document, webhook, sample, problems);
  const own = compileBody(document, webhook, { schema, sample }, problems);
  if (kind !== undefined) checkProperties(document, webhook, { kind, schema }, problems);
  if (kind !== undefined && sample !== undefined)
    checkSample(document, webhook, { kind, sample }, problems);
  return {
    webhook: {
      path: webhook.path,
      methods: methodsOf(webhook),
      dedupe: key && { key, ttlMs: durationMs(webhook.dedupe?.ttl ?? "24h") },
      rateLimit: webhook.rate_limit === undefined ? undefined : rateOf(webhook.rate_limit),
      auth: compileAuth(document, webhook, problems),
      ...compileKept(document, webhook, kind, problems),
      trials: webhook.trials ?? kind?.trials ?? [],
      resendsMs: (kind?.resends?.pauses ?? []).map(durationMs),
      items,
      checkBody: bothOf(kind?.checkBody, own),
      checkQuery: kind?.checkQuery,
      formTypes: new Map([...formTypes(sender?.body, undefined), ...formTypes(schema, sample)]),
      jsonFields: kind?.jsonFields ?? [],
      sample: sample ?? kind?.sample,
    },
    sample,
    schema,
    kind,
    problems,
  };
}

function sampleOf(items: CompiledItems | undefined, sample: unknown): unknown {
  return items === undefined ? sample : sampleOfEntry(sample, items.path);
}

/** What the sender hears, of which that of the flow goes before what is known of the sender. */
function compileKept(
  document: YamlDocument,
  { accepted, repeated }: WebhookTrigger,
  kind: DeliveryKind | undefined,
  problems: Problem[],
): Pick<CompiledWebhook, "accepted" | "repeated"> {
  const first = accepted ?? kind?.accepted;
  const second = repeated ?? (accepted === undefined ? kind?.repeated : undefined);
  return {
    accepted: first && compileAccepted(document, "accepted", first, problems),
    repeated: second && compileAccepted(document, "repeated", second, problems),
  };
}

/** Checks a body with the first, and what that lets through with the second. */
function bothOf(
  first: SchemaValidator | undefined,
  second: SchemaValidator | undefined,
): SchemaValidator | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  return (value, options) => {
    const mistakes = first(value, options);
    return mistakes.length > 0 ? mistakes : second(value, options);
  };
}

/** Holds the names in the flow's own schema against what is known of such deliveries. */
function checkProperties(
  document: YamlDocument,
  { schema: given, from }: WebhookTrigger,
  { kind, schema }: { readonly kind: DeliveryKind; readonly schema: unknown },
  problems: Problem[],
): void {
  const file = typeof given === "string" ? given : undefined;
  const place = { document, at: SCHEMA, file };
  for (const one of misspeltProperties(schema, shapeOfSchema(kind.body)))
    problems.push(unknownPropertyProblem(place, one, from ?? "it"));
}

/** Tells of a sample that no delivery can be. */
function checkDelivery(
  document: YamlDocument,
  { sample: name }: WebhookTrigger,
  sample: unknown,
  problems: Problem[],
): void {
  const [first] = deliveryMistakes(sampleDelivery(sample));
  if (first === undefined) return;
  const message = `the sample ${name} is no delivery: ${pointerOf(first.path)}: ${first.message}`;
  const hint =
    "`ahaflow listen --save` writes a delivery as it comes; a body alone is a sample, too";
  problems.push(problemAt(document, SAMPLE, "sample-refused", message, hint));
}

/** Holds the sample against what is known of such deliveries. */
function checkSample(
  document: YamlDocument,
  { sample: name }: WebhookTrigger,
  { kind, sample }: { readonly kind: DeliveryKind; readonly sample: unknown },
  problems: Problem[],
): void {
  const { body, checkBody: check } = kind;
  const misfits = check === undefined ? [] : sampleMisfits(sample, body, check);
  if (misfits.length > 0 && name !== undefined)
    problems.push(misfitProblem(document, SAMPLE, name, misfits));
}

/** Makes the validator of the body, and holds the schema and the sample against each other. */
function compileBody(
  document: YamlDocument,
  { schema: given, sample: name }: WebhookTrigger,
  { schema, sample }: { readonly schema: unknown; readonly sample: unknown },
  problems: Problem[],
): SchemaValidator | undefined {
  if (schema === undefined) return undefined;
  const file = typeof given === "string" ? given : undefined;
  const place = { document, at: SCHEMA, file };
  const check = compileSchema(place, schema, problems);
  const misfits =
    check === undefined || sample === undefined ? undefined : sampleMisfits(sample, schema, check);
  // What the sample has may be required without being described.
  const misspelt = misspeltNames(schema).filter(
    ({ name: field }) => misfits?.some(({ meant }) => meant === field) ?? true,
  );
  problems.push(...misspelt.map((one) => misspeltProblem(place, one)));
  const texts = checkTextNumbers(document, {
    schema,
    sample,
    at: SCHEMA,
    isInline: file === undefined,
  });
  problems.push(...texts);
  const others = misfits?.filter(
    ({ meant, isWrittenOut }) =>
      !misspelt.some(({ name: field }) => field === meant) && !(isWrittenOut && texts.length > 0),
  );
  if (others !== undefined && others.length > 0 && name !== undefined)
    problems.push(misfitProblem(document, SAMPLE, name, others));
  return check;
}
