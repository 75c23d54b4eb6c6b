/**
 * Compiles lists of steps. What is special about a kind is in steps/, one file for each; here is
 * what all have in common: ids, `if`, `catch`, and what the next step can read.
 */
import { durationMs } from "../documents/duration.ts";
import type { ValuePath, YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import type { Flow, Step } from "../generated/flow.ts";
import type { TreeTemplate } from "../templates/tree.ts";
import { checkReferences } from "./check-references.ts";
import { compileTemplates } from "./compile-templates.ts";
import type { CompiledCatch, CompiledStep, FlowSurroundings, StepKind } from "./compiled-flow.ts";
import { afterWays, type KnownNames, withRoots, withStep } from "./known-names.ts";
import { problemAt } from "./parse-flow.ts";
import type { CompiledKind, CompiledList, StepCompiler, TemplateSite } from "./step-compiler.ts";
import { kindOf, stepIds } from "./step-ids.ts";
import { compileCall } from "./steps/call.ts";
import { compileForEach } from "./steps/for-each.ts";
import { compileParallel } from "./steps/parallel.ts";
import { compileRespond } from "./steps/respond.ts";
import { compileSet } from "./steps/set.ts";
import { compileStop } from "./steps/stop.ts";
import { compileSwitch } from "./steps/switch.ts";
import { compileUses } from "./steps/uses.ts";
import { compileWait } from "./steps/wait.ts";

/** Compiles the steps of one flow. */
export class FlowStepCompiler implements StepCompiler {
  readonly document: YamlDocument;
  readonly flow: Flow;
  readonly surroundings: FlowSurroundings;
  readonly problems: Problem[];
  /** Every template that was compiled, in order. */
  readonly sites: TemplateSite[] = [];
  readonly ids: ReadonlyMap<Step, string>;

  constructor(
    document: YamlDocument,
    flow: Flow,
    surroundings: FlowSurroundings,
    problems: Problem[],
  ) {
    this.document = document;
    this.flow = flow;
    this.surroundings = surroundings;
    this.problems = problems;
    this.ids = stepIds(document, flow, problems);
  }

  /** Compiles the steps of a list, from top to bottom. */
  list(steps: readonly Step[], path: ValuePath, known: KnownNames): CompiledList {
    const compiled: CompiledStep[] = [];
    let now = known;
    for (const [index, step] of steps.entries()) {
      const done = this.#step(step, [...path, index], now);
      if (done.step !== undefined) compiled.push(done.step);
      now = done.known;
    }
    return { steps: compiled, known: now };
  }

  /** Compiles the templates of a value, and checks what they name. */
  templates(
    step: Step,
    path: ValuePath,
    value: unknown,
    known: KnownNames,
    role: TemplateSite["role"] = "other",
  ): TreeTemplate {
    const tree = compileTemplates(this.document, path, value, known.roots, this.problems);
    const names = { known, all: [...this.ids.values()], self: this.idOf(step) };
    checkReferences(this.document, path, tree, this.surroundings, names, this.problems);
    this.sites.push({ path, value, known, step: this.idOf(step), role });
    return tree;
  }

  idOf(step: Step): string {
    return this.ids.get(step) ?? "";
  }

  report(path: ValuePath, rule: string, message: string, hint?: string): void {
    this.problems.push(problemAt(this.document, path, rule, message, hint));
  }

  #step(
    step: Step,
    path: ValuePath,
    known: KnownNames,
  ): { readonly step: CompiledStep | undefined; readonly known: KnownNames } {
    const kind = kindOf(step);
    if (kind === undefined) return { step: undefined, known };
    const id = this.idOf(step);
    const condition =
      step.if === undefined
        ? undefined
        : this.templates(step, [...path, "if"], step.if, known, "condition");
    const own = this.#kind(kind, step, path, known);
    // A step that may be skipped leaves nothing for sure.
    const isSure = step.if === undefined || step.if === true;
    const after = isSure ? own.known : afterWays(known, [own.known], MAYBE);
    const caught = this.#catches(step, path, withStep(after, id));
    const compiled = own.step && {
      ...own.step,
      kind,
      id,
      condition,
      catches: caught.catches,
      continueOnError: step.continue_on_error ?? false,
      timeoutMs: step.timeout === undefined ? undefined : durationMs(step.timeout),
      where: this.document.spanOf([...path, kind]).where,
    };
    // Each kind's compiler gives what its kind needs; TypeScript can't follow that.
    return { step: compiled as CompiledStep | undefined, known: caught.known };
  }

  #kind(kind: StepKind, step: Step, path: ValuePath, known: KnownNames): CompiledKind {
    switch (kind) {
      case "uses":
        return compileUses(this, step, path, known);
      case "switch":
        return compileSwitch(this, step, path, known);
      case "for_each":
        return compileForEach(this, step, path, known);
      case "parallel":
        return compileParallel(this, step, path, known);
      case "wait":
        return compileWait(this, step, path, known);
      case "call":
        return compileCall(this, step, path, known);
      case "respond":
        return compileRespond(this, step, path, known);
      case "set":
        return compileSet(this, step, path, known);
      case "stop":
        return compileStop(this, step, path, known);
    }
  }

  #catches(
    step: Step,
    path: ValuePath,
    known: KnownNames,
  ): { readonly catches: readonly CompiledCatch[]; readonly known: KnownNames } {
    const entries = step.catch ?? [];
    const lists = entries.map((entry, index) =>
      this.list(entry.steps ?? [], [...path, "catch", index, "steps"], withRoots(known, "error")),
    );
    const ways = lists.map((list) => list.known);
    return {
      catches: entries.map(({ reasons }, index) => ({
        reasons: reasons && new Set(reasons),
        steps: lists[index]?.steps ?? [],
      })),
      known: afterWays(known, ways, MAYBE),
    };
  }
}

const MAYBE = { steps: "branch", vars: "branch" } as const;
