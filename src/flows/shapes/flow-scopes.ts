/** What the templates of a flow can read, before any step has run. */
import { FAILURE_REASONS } from "../../errors.ts";
import type { Flow } from "../../generated/flow.ts";
import type { DeliveryKind } from "../../platforms/deliveries.ts";
import type { FlowSurroundings } from "../compiled-flow.ts";
import { sampleDelivery } from "../sample-delivery.ts";
import { shapeOfSchema } from "./from-schema.ts";
import { shapeOfValue } from "./from-value.ts";
import { authored } from "./html-texts.ts";
import { mapOf, NUMBER, objectOf, oneOf, type Shape, TEXT, together, UNKNOWN } from "./shape.ts";

/** What a flow says of the deliveries that it gets. */
export interface TriggerFacts {
  /** JSON Schema of the body, as the flow has it. */
  readonly schema: unknown;
  /** The same of body and query of all deliveries of that kind, where the flow says which come. */
  readonly kind: Readonly<Partial<Pick<DeliveryKind, "body" | "query">>> | undefined;
  /** A delivery as it came, or a body alone. */
  readonly sample: unknown;
}

export type Roots = ReadonlyMap<string, Shape>;

/** The scopes of one flow. */
export interface FlowScopes {
  /** In `on.webhook`. */
  readonly request: Roots;
  /** In `concurrency`. */
  readonly start: Roots;
  /** In the steps, besides `steps`. */
  readonly step: Roots;
}

/** What ahaflow makes itself, or a flow's author writes, of characters that HTML does not read. */
const PLAIN: Shape = authored(TEXT);

/** What `error` holds in `catch` and `on_failure`, and `steps.<id>.error`. */
export const FAILURE: Shape = objectOf({
  reason: { kind: "text", choices: Object.keys(FAILURE_REASONS) },
  code: TEXT,
  message: TEXT,
  step: PLAIN,
  status: NUMBER,
  attempts: NUMBER,
});

/** Works out what each place of a flow can read. */
export function flowScopes(
  flow: Flow,
  facts: TriggerFacts,
  surroundings: FlowSurroundings,
): FlowScopes {
  const request = requestFields(flow, facts);
  const shared: Record<string, Shape> = {
    secrets: mapOf(TEXT),
    // That a variable exists is checked by name, in judge-vars.ts.
    vars: withUnknownRest(surroundings.vars),
  };
  const { body, headers, query, params } = request;
  const start = {
    ...shared,
    flow: objectOf({ name: PLAIN, version: PLAIN }),
    ...(flow.on !== undefined || flow.inputs === undefined
      ? { trigger: triggerShape(flow, request) }
      : {}),
    ...(flow.inputs === undefined ? {} : { inputs: shapeOfSchema(flow.inputs, { whole: true }) }),
  };
  return {
    request: rootsOf({ ...shared, body, headers, query, params }),
    start: rootsOf(start),
    step: rootsOf({ ...start, run: objectOf({ id: PLAIN, started_at: PLAIN, attempt: NUMBER }) }),
  };
}

function rootsOf(roots: Readonly<Record<string, Shape>>): Roots {
  return new Map(Object.entries(roots));
}

type RequestFields = { readonly [part in "body" | "headers" | "query" | "params"]: Shape };

function requestFields({ on }: Flow, { schema, kind, sample }: TriggerFacts): RequestFields {
  const names = (on?.webhook?.path ?? "").split("/").filter((part) => part.startsWith(":"));
  return {
    body: [
      shapeOfSchema(schema, { whole: sample !== undefined || kind !== undefined }),
      shapeOfValue(sampleDelivery(sample)["body"]),
    ].reduce(together, shapeOfSchema(kind?.body, { whole: true, foreign: true })),
    headers: HEADERS,
    query:
      kind?.query === undefined
        ? queryShape(sampleDelivery(sample)["query"])
        : shapeOfSchema(kind.query, { whole: true }),
    params: objectOf(Object.fromEntries(names.map((name) => [name.slice(1), TEXT]))),
  };
}

/** A name that stands several times becomes a list (parse-form.ts). */
const QUERY = mapOf(oneOf([TEXT, { kind: "list", items: TEXT }]));

/** The query with the names that the sample has; others may come. */
function queryShape(sample: unknown): Shape {
  if (typeof sample !== "object" || sample === null) return QUERY;
  const names = Object.keys(sample);
  const fields = new Map(names.map((name) => [name, QUERY.rest ?? UNKNOWN]));
  return { ...QUERY, fields, named: "sample" };
}

const HEADERS: Shape = { ...mapOf(TEXT), small: true };

/** The output of a wait for a callback. */
export const CALLBACK: Shape = objectOf({ body: UNKNOWN, query: QUERY, headers: HEADERS });

function triggerShape({ on }: Flow, request: RequestFields): Shape {
  // A trigger that can't be read has been reported: nothing is known of it.
  if (on?.webhook === undefined && on?.schedule === undefined) return UNKNOWN;
  return objectOf({
    ...(on.webhook === undefined
      ? {}
      : { ...request, method: PLAIN, path: TEXT, received_at: PLAIN }),
    ...(on.schedule === undefined ? {} : { scheduled_at: PLAIN }),
  });
}

function withUnknownRest(values: Readonly<Record<string, unknown>>): Shape {
  const shape = authored(shapeOfValue(values));
  return shape.kind === "object" ? { ...shape, rest: UNKNOWN } : shape;
}
