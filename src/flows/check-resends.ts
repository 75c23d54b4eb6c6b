/**
 * Warns where a sender that is known would send again what it has been told already: it hears something that
 * is no success to it, or its repeats come when the flow has forgotten them.
 */
import { durationMs } from "../documents/duration.ts";
import { isJsonObject } from "../documents/json-object.ts";
import type { ValuePath, YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import type { Flow } from "../generated/flow.ts";
import type { DeliveryKind } from "../platforms/deliveries.ts";
import { deliveryKinds } from "../platforms/installed.ts";
import type { Success } from "../platforms/sender-facts.ts";
import { RULES, type RuleId } from "../rules.ts";
import { isOpaque } from "./compile-templates.ts";
import { problemAt } from "./parse-flow.ts";
import type { SourceTree } from "./source-tree.ts";

/** Checks what a webhook answers to its sender, and how long it knows a delivery again. */
export function checkResends(document: YamlDocument, flow: Flow, { all }: SourceTree): Problem[] {
  const webhook = flow.on?.webhook;
  const kind = deliveryKinds.get(webhook?.from ?? "");
  if (webhook === undefined || kind === undefined) return [];
  const steps = all.filter(({ kind: one }) => one === "respond");
  const at = ["on", "webhook"];
  const { accepted, repeated, respond } = webhook;
  const answers: Said[] = [
    ...(accepted === undefined ? [] : [{ at: [...at, "accepted"], answer: accepted }]),
    ...(repeated === undefined ? [] : [{ at: [...at, "repeated"], answer: repeated }]),
    ...steps.map(({ path, step }) => ({ at: [...path, "respond"], answer: step.respond ?? {} })),
    // What is said where no step has responded in time.
    ...(steps.length === 0
      ? []
      : [
          respond?.fallback === undefined
            ? { at: [...at, "from"], answer: {}, isFallback: true }
            : { at: [...at, "respond", "fallback"], answer: respond.fallback },
        ]),
  ];
  return [
    ...answers.flatMap((said) => noSuccess(document, kind, said)),
    ...forgotten(document, kind, webhook.dedupe?.ttl),
  ];
}

/** An answer as the flow has it, templates unfilled. */
interface Said {
  readonly at: ValuePath;
  readonly answer: { readonly status?: number | string; readonly body?: unknown };
  /** Whether it is the one that the flow does not write. */
  readonly isFallback?: boolean;
}

function noSuccess(
  document: YamlDocument,
  { sender, success }: DeliveryKind,
  { at, answer, isFallback = false }: Said,
): Problem[] {
  if (success === undefined) return [];
  const { status = 200, body = {} } = answer;
  const wanted = wantedOf(success);
  const lacks = missingIn(success, status, body);
  if (lacks === undefined) return [];
  const message = isFallback
    ? `where no step has responded in time, ${sender} hears 200 with {}, takes it for no success, and sends again`
    : `${sender} does not take ${lacks} for a success, and sends again`;
  const hint = isFallback
    ? `write respond: { fallback: ${wanted} } in the webhook`
    : `it wants ${wanted}`;
  return [warning(document, at, "no-success", message, hint)];
}

/** What of an answer is no success; undefined where it is one, may be one, or says that something failed. */
function missingIn(
  { status: wanted, fields = {} }: Success,
  status: number | string,
  body: unknown,
): string | undefined {
  if (typeof status !== "number" || status >= 400) return undefined;
  if (status !== wanted) return `the status ${status}`;
  if (isOpaque(body)) return undefined;
  const given = isJsonObject(body) ? body : {};
  for (const [name, values] of Object.entries(fields)) {
    if (!Object.hasOwn(given, name)) return `a body without "${name}"`;
    const value = given[name];
    if (values.length > 0 && !isOpaque(value) && !values.includes(value))
      return `"${name}" with ${JSON.stringify(value)}`;
  }
  return undefined;
}

function wantedOf({ status, fields = {} }: Success): string {
  const names = Object.entries(fields).map(
    ([name, [value]]) => `${name}: ${value === undefined ? "…" : JSON.stringify(value)}`,
  );
  return `{ status: ${status}${names.length === 0 ? "" : `, body: { ${names.join(", ")} }`} }`;
}

/** Whether the last try may come when the first is forgotten. */
function forgotten(
  document: YamlDocument,
  { sender, resends }: DeliveryKind,
  ttl: string | undefined,
): Problem[] {
  const { pauses = [], words = "" } = resends ?? {};
  const wholeMs = pauses.reduce((sum, pause) => sum + durationMs(pause), 0);
  if (ttl === undefined || wholeMs === 0 || durationMs(ttl) > wholeMs) return [];
  const message = `after ${ttl} a repeat is taken for something new, and ${sender} may send for longer: ${words}`;
  const hint = "take ttl away: a key is remembered for 24h";
  const at = ["on", "webhook", "dedupe", "ttl"];
  return [warning(document, at, "short-memory", message, hint)];
}

function warning(
  document: YamlDocument,
  at: ValuePath,
  rule: RuleId,
  message: string,
  hint: string,
): Problem {
  return { ...problemAt(document, at, rule, message, hint), severity: RULES[rule].severity };
}
