/** What only the whole set shows of `call` steps: who is called, with what, and what comes back. */
import type { Problem } from "../errors.ts";
import type { Step } from "../generated/flow.ts";
import { nearestName } from "../nearest-name.ts";
import { checkLiterals } from "./check-literals.ts";
import type { CompiledFile } from "./compile-flow.ts";
import { problemAt } from "./parse-flow.ts";
import type { Callee } from "./shapes/flow-shapes.ts";
import { UNKNOWN } from "./shapes/shape.ts";
import { allSteps } from "./step-ids.ts";

/** Checks the calls of a set of flows. @returns what is not in the files' own problems already */
export function checkCalls(files: readonly CompiledFile[]): Problem[] {
  if (files.every(({ parsed }) => callsOf(parsed.flow).length === 0)) return [];
  const check = new CallCheck(files);
  return files.flatMap((file) => check.file(file));
}

class CallCheck {
  readonly #files = new Map<string, CompiledFile>();
  readonly #callees = new Map<string, Callee>();

  constructor(files: readonly CompiledFile[]) {
    for (const file of files) {
      const name = file.parsed.flow?.name;
      if (name !== undefined) this.#files.set(name, file);
    }
  }

  file(file: CompiledFile): Problem[] {
    const { flow } = file.parsed;
    const calls = callsOf(flow);
    if (flow === undefined || calls.length === 0) return [];
    const found = calls.flatMap((call) => this.#call(file, flow.name, call));
    if (found.length > 0) return found;
    const known = new Set(file.problems.map(placeOf));
    const { problems } = file.recheck(this.#calleesOf(file, [flow.name]));
    return problems.filter((problem) => !known.has(placeOf(problem)));
  }

  #call({ parsed: { document } }: CompiledFile, from: string, { step, path }: Call): Problem[] {
    const { call: name = "" } = step;
    const at = [...path, "call"];
    const callee = this.#files.get(name)?.parsed.flow;
    if (callee === undefined) {
      const near = nearestName(name, [...this.#files.keys()]);
      const hint =
        near === undefined ? "name the flow as its file does" : `did you mean "${near}"?`;
      return [problemAt(document, at, "unknown-flow", `there is no flow "${name}"`, hint)];
    }
    if (callee.enabled === false || callee.inputs === undefined) {
      const why = callee.enabled === false ? "is disabled" : "declares no inputs";
      const hint =
        callee.enabled === false ? "enable it" : "give it inputs: { type: object }, at least";
      return [problemAt(document, at, "not-callable", `the flow "${name}" ${why}`, hint)];
    }
    const circle = this.#wayTo(from, name, []);
    if (circle !== undefined) {
      const message = `these flows call each other in a circle: ${[from, ...circle].join(", ")}`;
      return [problemAt(document, at, "call-circle", message, "take one of the calls out")];
    }
    const problems: Problem[] = [];
    const check = this.#files.get(name)?.checkInputs;
    if (check !== undefined)
      checkLiterals({ document, problems }, [...path, "with"], step.with ?? {}, check);
    return problems;
  }

  /** The flows on a way of calls from one to another, both named; undefined when there is none. */
  #wayTo(target: string, from: string, before: readonly string[]): string[] | undefined {
    const way = [...before, from];
    if (from === target) return way;
    if (before.includes(from)) return undefined;
    for (const { step } of callsOf(this.#files.get(from)?.parsed.flow)) {
      const found = this.#wayTo(target, step.call ?? "", way);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #calleesOf(file: CompiledFile, above: readonly string[]): Map<string, Callee> {
    const names = callsOf(file.parsed.flow).map(({ step }) => step.call ?? "");
    return new Map(names.map((name) => [name, this.#callee(name, above)]));
  }

  #callee(name: string, above: readonly string[]): Callee {
    const known = this.#callees.get(name);
    const file = this.#files.get(name);
    if (known !== undefined) return known;
    if (file === undefined || above.includes(name)) return { output: UNKNOWN, check: undefined };
    const { output } = file.recheck(this.#calleesOf(file, [...above, name]));
    const callee = { output, check: file.checkInputs };
    this.#callees.set(name, callee);
    return callee;
  }
}

interface Call {
  readonly step: Step;
  readonly path: readonly (string | number)[];
}

function callsOf(flow: CompiledFile["parsed"]["flow"]): Call[] {
  return flow === undefined
    ? []
    : [...allSteps(flow)].filter(({ step }) => step.call !== undefined);
}

function placeOf({ rule, where: { line, column } }: Problem): string {
  return `${rule} ${line}:${column}`;
}
