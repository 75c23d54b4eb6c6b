import type { CompiledStep, TriggeredFlow } from "./compiled-flow.ts";

/** A flow as a Mermaid flowchart: what starts it, then its steps in order, each `if` a decision. */
export function flowGraph(flow: TriggeredFlow): string {
  const { name, flow: source, steps } = flow;
  const title = source.enabled === false ? `${name} (disabled)` : name;
  const first = entryOf(steps, flow, 0);
  const triggers = triggerLabels(flow).map(
    (text, index) => `trigger${index + 1}([${label(text)}]) --> ${first}`,
  );
  const lines = steps.flatMap((step, index) => stepLines(flow, step, index));
  return [
    `---\ntitle: ${JSON.stringify(title)}\n---`,
    "flowchart TD",
    ...[...triggers, ...lines, "done([done])"].map((line) => `  ${line}`),
  ].join("\n");
}

function triggerLabels({ webhook, schedules }: TriggeredFlow): string[] {
  return [
    ...(webhook === undefined ? [] : [`${webhook.methods.join(", ")} ${webhook.path}`]),
    ...schedules.map(({ cron, timezone }) => `${cron}\n${timezone}`),
  ];
}

function stepLines(flow: TriggeredFlow, step: CompiledStep, index: number): string[] {
  const { name, if: condition, uses } = flow.flow.steps[index] ?? {};
  const next = entryOf(flow.steps, flow, index + 1);
  const node = `step${index + 1}`;
  const text = [name ?? step.id, uses].join("\n");
  const decision =
    condition === undefined
      ? []
      : [
          `if${index + 1}{${label(String(condition))}}`,
          `if${index + 1} -- yes --> ${node}`,
          `if${index + 1} -- no --> ${next}`,
        ];
  return [...decision, `${node}[${label(text)}] --> ${next}`];
}

/** Where an arrow to the step at this place ends: its decision, if it has one. */
function entryOf(steps: readonly CompiledStep[], { flow }: TriggeredFlow, index: number): string {
  if (index >= steps.length) return "done";
  return flow.steps[index]?.if === undefined ? `step${index + 1}` : `if${index + 1}`;
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
