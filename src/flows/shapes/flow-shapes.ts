/** The shapes of what the steps of one flow give and set, learnt in the order of its text. */
import type { SchemaValidator } from "../../documents/schema-validator.ts";
import type { CompiledStep } from "../compiled-flow.ts";
import type { TemplateSite } from "../step-compiler.ts";
import { listsIn } from "../step-tree.ts";
import type { FlowScopes, Roots } from "./flow-scopes.ts";
import { shapeOfSchema } from "./from-schema.ts";
import { mapOf, NUMBER, objectOf, oneOf, type Shape, TEXT, UNKNOWN } from "./shape.ts";

/** What is known of the flows that are called, by their names. */
export type Callees = ReadonlyMap<string, Callee>;

export interface Callee {
  /** What its `output` gives. */
  readonly output: Shape;
  /** Checks what it is given. */
  readonly check: SchemaValidator | undefined;
}

const FAILURE = objectOf({
  reason: TEXT,
  code: TEXT,
  message: TEXT,
  step: TEXT,
  status: NUMBER,
  attempts: NUMBER,
});

export class FlowShapes {
  readonly #scopes: FlowScopes;
  readonly #callees: Callees;
  readonly #steps = new Map<string, CompiledStep>();
  /** What a `set` step gives, and the entries of a loop, by the step's id. */
  readonly #learnt = new Map<string, Shape>();
  readonly #vars = new Map<string, Shape>();

  constructor(scopes: FlowScopes, steps: readonly CompiledStep[], callees: Callees) {
    this.#scopes = scopes;
    this.#callees = callees;
    this.#collect(steps);
  }

  /** What a template can read where it stands. */
  rootsAt({ known }: TemplateSite): Roots {
    const roots = new Map<string, Shape>(this.#scopes.step);
    const steps = [...known.steps.keys()].map((id) => [id, this.#stepShape(id)] as const);
    // That a step exists is checked by name, in check-references.ts.
    roots.set("steps", { kind: "object", fields: new Map(steps), rest: UNKNOWN });
    roots.set("vars", this.#varsShape());
    if (known.roots.has("error")) roots.set("error", FAILURE);
    for (const { id, as, index } of known.loops.toReversed()) {
      roots.set(as, this.#learnt.get(id) ?? UNKNOWN);
      roots.set(index, NUMBER);
    }
    return new Map([...roots].filter(([name]) => known.roots.has(name)));
  }

  /** What checks the input of the step that a template is a part of. */
  inputOf({ step }: TemplateSite): SchemaValidator | undefined {
    const compiled = this.#steps.get(step);
    if (compiled?.kind === "uses") return compiled.checkInput;
    return compiled?.kind === "call" ? this.#callees.get(compiled.flow)?.check : undefined;
  }

  /** Takes in what a template makes, for those that stand after it. */
  learn({ role, step }: TemplateSite, shape: Shape): void {
    if (role === "list") this.#learnt.set(step, shape.kind === "list" ? shape.items : UNKNOWN);
    if (role !== "vars") return;
    this.#learnt.set(step, shape);
    if (shape.kind !== "object") return;
    for (const [name, value] of shape.fields) {
      const before = this.#vars.get(name);
      this.#vars.set(name, before === undefined ? value : oneOf([before, value]));
    }
  }

  #collect(steps: readonly CompiledStep[]): void {
    for (const step of steps) {
      this.#steps.set(step.id, step);
      for (const { steps: inner } of listsIn(step)) this.#collect(inner);
    }
  }

  #varsShape(): Shape {
    const configured = this.#scopes.step.get("vars");
    if (configured?.kind !== "object") return UNKNOWN;
    const fields = new Map(configured.fields);
    for (const [name, shape] of this.#vars) {
      const before = fields.get(name);
      fields.set(name, before === undefined ? shape : oneOf([before, shape]));
    }
    return { ...configured, fields };
  }

  #stepShape(id: string): Shape {
    const step = this.#steps.get(id);
    if (step === undefined) return UNKNOWN;
    return objectOf({ output: this.#outputShape(step), status: TEXT, error: FAILURE });
  }

  #outputShape(step: CompiledStep): Shape {
    switch (step.kind) {
      case "uses":
        return actionOutput(step.action);
      case "switch":
        return oneOf(
          [...step.cases.values(), step.otherwise].map((list) => this.#lastOutput(list)),
        );
      case "for_each":
        return { kind: "list", items: this.#lastOutput(step.steps) };
      case "parallel":
        return objectOf(
          Object.fromEntries(
            [...step.branches].map(([name, list]) => [name, this.#lastOutput(list)]),
          ),
        );
      case "wait":
        return step.until.kind === "webhook" && step.until.callback.onTimeout === undefined
          ? objectOf({ body: UNKNOWN, query: mapOf(UNKNOWN), headers: mapOf(TEXT) })
          : UNKNOWN;
      case "call":
        return this.#callees.get(step.flow)?.output ?? UNKNOWN;
      case "set":
        return this.#learnt.get(step.id) ?? UNKNOWN;
      case "respond":
      case "stop":
        return UNKNOWN;
    }
  }

  /** A step that may be skipped, or that may have failed, says little of what a list gives. */
  #lastOutput(steps: readonly CompiledStep[]): Shape {
    const last = steps.at(-1);
    if (last === undefined || last.condition !== undefined || last.catches.length > 0)
      return UNKNOWN;
    return this.#outputShape(last);
  }
}

const known = new WeakMap<object, Shape>();

/** What an action gives; worked out once for all flows. */
function actionOutput({ output }: { readonly output: object }): Shape {
  let shape = known.get(output);
  if (shape === undefined) {
    shape = shapeOfSchema(output, { strict: true });
    known.set(output, shape);
  }
  return shape;
}
