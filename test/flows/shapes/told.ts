import { problemsIn, projectFolder } from "../check-project.ts";

/** The webhook of a flow about orders, with a schema. */
export const ORDER = `on:
  webhook:
    path: /a
    schema:
      type: object
      required: [id, tier, vip]
      properties:
        id: { type: string }
        tier: { enum: [gold, silver] }
        vip: { type: boolean }
        rate: { enum: [1, 5] }
        note: { type: string }
        from: { type: object, required: [city], properties: { city: { type: string }, street: { type: string } } }
`;

/** What is told of a flow with these steps, as `rule: hint`. */
export async function told(
  steps: string,
  head = ORDER,
  files: Record<string, string> = {},
): Promise<string[]> {
  const flow = `${head}steps:\n${steps}`;
  const problems = await problemsIn(projectFolder({ "flows/a.yaml": flow, ...files }));
  return problems.map(({ rule, message }) => `${rule}: ${message}`);
}

/** A step that sets `a` to a template. */
export const set = (template: string) => `  - set: { a: ${JSON.stringify(template)} }\n`;
