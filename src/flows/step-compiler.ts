/** What the compilers of the kinds of steps get, and what they give. */
import type { ValuePath, YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import type { Flow, Step } from "../generated/flow.ts";
import type { TreeTemplate } from "../templates/tree.ts";
import type { CompiledStep, FlowSurroundings } from "./compiled-flow.ts";
import type { KnownNames } from "./known-names.ts";

/** Compiled steps, and what can be read after them. */
export interface CompiledList {
  readonly steps: readonly CompiledStep[];
  readonly known: KnownNames;
}

/** A step of one kind, and what can be read after it; `step` is undefined when it can't run. */
export interface CompiledKind<Compiled extends CompiledStep = CompiledStep> {
  readonly step: Omit<Compiled, keyof StepCommon | "kind"> | undefined;
  readonly known: KnownNames;
}

type StepCommon = Pick<
  CompiledStep,
  "id" | "condition" | "catches" | "continueOnError" | "timeoutMs" | "where"
>;

/** A template in the flow, and what it can name where it stands; for the checks of shapes. */
export interface TemplateSite {
  readonly path: ValuePath;
  readonly value: unknown;
  readonly known: KnownNames;
  /** The step that it is a part of. */
  readonly step: string;
  readonly role: "condition" | "input" | "list" | "vars" | "other";
}

/** The work on one flow's steps. */
export interface StepCompiler {
  readonly document: YamlDocument;
  readonly flow: Flow;
  readonly surroundings: FlowSurroundings;
  /** Everything that is wrong, so far. */
  readonly problems: Problem[];
  /** Compiles the steps of a list, from top to bottom. */
  list(steps: readonly Step[], path: ValuePath, known: KnownNames): CompiledList;
  /** Compiles the templates of a value, and checks what they name. */
  templates(
    step: Step,
    path: ValuePath,
    value: unknown,
    known: KnownNames,
    role?: TemplateSite["role"],
  ): TreeTemplate;
  idOf(step: Step): string;
  report(path: ValuePath, rule: string, message: string, hint?: string): void;
}
