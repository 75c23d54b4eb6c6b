/** What a flow says of the answers of its `http.request` steps, of which nobody else knows anything. */
import { userValidator } from "../documents/schema-validator.ts";
import type { ValuePath, YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import type { JsonSchema } from "../schemas.ts";
import type { DeclaredOutput } from "./compiled-flow.ts";
import { problemAt } from "./parse-flow.ts";
import type { BesideFiles } from "./read-beside.ts";
import { shapeOfSchema } from "./shapes/from-schema.ts";
import { shapeOfValue } from "./shapes/from-value.ts";
import { misfits } from "./shapes/misfits.ts";
import type { SourceTree, StepNode } from "./source-tree.ts";

/** The action whose answers flows may declare: those of all others have a schema that is shipped. */
export const DECLARING = "http.request";

/** The declared outputs of a flow, by the steps' ids. */
export type DeclaredOutputs = ReadonlyMap<string, DeclaredOutput>;

/** Reads what the steps of a flow declare; what is wrong with it goes to `problems`. */
export function compileOutputs(
  document: YamlDocument,
  { all }: SourceTree,
  beside: BesideFiles,
  problems: Problem[],
): DeclaredOutputs {
  const declared = new Map<string, DeclaredOutput>();
  for (const node of all) {
    if (node.kind !== "uses" || node.step.output === undefined) continue;
    const output = compileOutput(document, node, beside, problems);
    if (output !== undefined) declared.set(node.id, output);
  }
  return declared;
}

function compileOutput(
  document: YamlDocument,
  { step, path }: StepNode,
  beside: BesideFiles,
  problems: Problem[],
): DeclaredOutput | undefined {
  const at = [...path, "output"];
  const { uses = "", output } = step;
  if (uses !== DECLARING) {
    const message = `the output of ${uses} is known: it can't be declared`;
    const problem = problemAt(document, at, "unknown-key", message, "take output away");
    problems.push({ ...problem, ...document.keySpanOf(at) });
    return undefined;
  }
  if (typeof output !== "string") return ofSchema(document, at, output as JsonSchema, problems);
  const sample = beside.read(at, output, problems);
  if (sample === undefined) return undefined;
  const shape = shapeOfValue(sample);
  return { shape, sample, misfits: (body) => misfits(shape, body) };
}

function ofSchema(
  document: YamlDocument,
  at: ValuePath,
  schema: JsonSchema,
  problems: Problem[],
): DeclaredOutput | undefined {
  try {
    const check = userValidator(schema);
    const [sample] = (schema["examples"] ?? []) as unknown[];
    return {
      shape: shapeOfSchema(schema),
      sample,
      misfits: (body) => check(body, { quoteValues: true }),
    };
  } catch (error) {
    const message = `this is not a JSON Schema: ${(error as Error).message}`;
    const hint = "see json-schema.org, draft 2020-12; or name a file with a sample of the body";
    problems.push(problemAt(document, at, "wrong-schema", message, hint));
    return undefined;
  }
}
