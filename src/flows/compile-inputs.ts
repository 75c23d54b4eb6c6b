import type { SchemaValidator } from "../documents/schema-validator.ts";
import { compileSchema, misspeltNames, misspeltProblem } from "./check-schema.ts";
import { problemAt } from "./parse-flow.ts";
import type { FlowSite } from "./steps/step-site.ts";

/** Compiles `inputs`: a JSON Schema of an object, whose properties are the inputs. */
export function compileInputs({ document, flow, problems }: FlowSite): SchemaValidator | undefined {
  const { inputs } = flow;
  if (inputs === undefined) return undefined;
  if (inputs["type"] !== "object") {
    const message = "inputs is a JSON Schema of type object";
    const hint = "write inputs: { type: object, properties: { … } }";
    problems.push(problemAt(document, ["inputs"], "wrong-schema", message, hint));
    return undefined;
  }
  const place = { document, at: ["inputs"], file: undefined };
  problems.push(...misspeltNames(inputs).map((name) => misspeltProblem(place, name)));
  return compileSchema(place, inputs, problems);
}
