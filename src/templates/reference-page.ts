import type { Helper } from "./helpers/helper.ts";
import { HELPER_GROUPS } from "./helpers/registry.ts";

/** The helpers' part of docs/templates.md, as Markdown. */
export function helperReference(): string {
  return HELPER_GROUPS.map(
    ({ title, helpers }) => `### ${title}\n\n${helpers.map(describe).join("\n\n")}\n`,
  ).join("\n");
}

function describe({ name, usage, summary, example }: Helper): string {
  const scope = example.scope === undefined ? "" : ` with \`${JSON.stringify(example.scope)}\``;
  return [
    `**\`${`${name} ${usage}`.trim()}\`** ${summary}`,
    `\`${example.template}\`${scope} gives \`${JSON.stringify(example.result)}\``,
  ].join("\\\n");
}
