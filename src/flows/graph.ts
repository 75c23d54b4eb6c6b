import type { Step } from "../generated/flow.ts";
import type { CompiledStep, TriggeredFlow } from "./compiled-flow.ts";
import { sourceTree } from "./source-tree.ts";
import { listsIn, type StepList, stepsOf } from "./step-tree.ts";

/** A flow as a Mermaid flowchart: what starts it, then its steps in order, each `if` a decision. */
export function flowGraph(flow: TriggeredFlow): string {
  const title = flow.flow.enabled === false ? `${flow.name} (disabled)` : flow.name;
  const drawing = new Drawing(flow);
  const first = drawing.list(flow.steps, "done");
  const triggers = triggerLabels(flow).map(
    (text, index) => `trigger${index + 1}([${label(text)}]) --> ${first}`,
  );
  const failed = drawing.list(flow.onFailure, "failed");
  const onFailure =
    failed === "failed"
      ? []
      : [`failure([${label("on_failure")}]) --> ${failed}`, "failed([failed])"];
  return [
    `---\ntitle: ${JSON.stringify(title)}\n---`,
    "flowchart TD",
    ...[...triggers, ...drawing.lines(flow.steps), "done([done])"].map((line) => `  ${line}`),
    ...[...onFailure.slice(0, 1), ...drawing.lines(flow.onFailure), ...onFailure.slice(1)].map(
      (line) => `  ${line}`,
    ),
  ].join("\n");
}

function triggerLabels({ webhook, schedules, flow }: TriggeredFlow): string[] {
  return [
    ...(webhook === undefined ? [] : [`${webhook.methods.join(", ")} ${webhook.path}`]),
    ...schedules.map(({ cron, timezone }) => `${cron}\n${timezone}`),
    ...(flow.inputs === undefined ? [] : ["call"]),
  ];
}

/** Draws lists of steps from their ends; a step is numbered by its place in the text. */
class Drawing {
  readonly #numbers: ReadonlyMap<CompiledStep, number>;
  readonly #sources: readonly Step[];
  readonly #drawn = new Map<CompiledStep, string[]>();

  constructor(flow: TriggeredFlow) {
    this.#numbers = new Map(stepsOf(flow).map((step, index) => [step, index + 1]));
    this.#sources = sourceTree(flow.flow).all.map(({ step }) => step);
  }

  /** Draws a list. @returns where an arrow to it ends: its first step, or what comes after it */
  list(steps: readonly CompiledStep[], after: string): string {
    return steps.reduceRight((next, step) => this.#step(step, next), after);
  }

  /** The lines of the steps of a list, and of those inside of them. */
  lines(steps: readonly CompiledStep[]): string[] {
    return steps.flatMap((step) => [
      ...(this.#drawn.get(step) ?? []),
      ...listsIn(step).flatMap((list) => this.lines(list.steps)),
    ]);
  }

  #step(step: CompiledStep, next: string): string {
    const number = this.#numbers.get(step) ?? 0;
    const { name, if: condition } = this.#sources[number - 1] ?? {};
    const node = `step${number}`;
    const text = label([name ?? step.id, whatItDoes(step)].join("\n"));
    const after = step.kind === "stop" ? "done" : next;
    const arrows = this.#arrows(step, node, after);
    const decision =
      condition === undefined
        ? []
        : [
            `if${number}{${label(String(condition))}}`,
            `if${number} -- yes --> ${node}`,
            `if${number} -- no --> ${next}`,
          ];
    this.#drawn.set(step, [...decision, ...arrows(`${node}[${text}]`)]);
    return condition === undefined ? node : `if${number}`;
  }

  /** The arrows from a step to its lists and to what comes after it. */
  #arrows(step: CompiledStep, node: string, next: string): (drawn: string) => string[] {
    const lists = listsIn(step);
    // A loop comes back to its step; from any other list the way goes on.
    const drawn = lists.map((list) => ({
      list,
      entry: this.list(list.steps, list.kind === "loop" ? node : next),
    }));
    const on = drawn.map(({ list, entry }) => `${node} ${arrowOf(list)} ${entry}`);
    const isLeftByLists = step.kind === "switch" || step.kind === "parallel";
    return (first) => (isLeftByLists ? [first, ...on] : [`${first} --> ${next}`, ...on]);
  }
}

function arrowOf({ kind, name }: StepList): string {
  switch (kind) {
    case "loop":
      return "-- each -->";
    case "catch":
      return `-. ${label(name)} .->`;
    case "case":
    case "branch":
    case "on_timeout":
      return `-- ${label(name)} -->`;
  }
}

/** The second line of a step's box. */
function whatItDoes(step: CompiledStep): string {
  switch (step.kind) {
    case "uses":
      return step.action.name;
    case "call":
      return `call ${step.flow}`;
    case "wait":
      return step.until.kind === "webhook" ? `wait for ${step.until.callback.path}` : "wait";
    case "stop":
      return `stop: ${step.status}`;
    case "switch":
    case "for_each":
    case "parallel":
    case "respond":
    case "set":
      return step.kind;
  }
}

/**
 * A text as a quoted label. Written as `#34;` goes whatever Mermaid would read as markup: quotes,
 * tags, entities, a backtick (Markdown), a % (`%%{…}%%` is an instruction wherever it stands).
 */
function label(text: string): string {
  const escaped = text
    .trim()
    .replaceAll(/["#&<>`%\\]/g, (character) => `#${character.charCodeAt(0)};`)
    .replaceAll(/\s*\n\s*/g, "<br>")
    .replaceAll(/\p{Cc}/gu, " ");
  return `"${escaped}"`;
}
