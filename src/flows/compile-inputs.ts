import { type SchemaValidator, userValidator } from "../documents/schema-validator.ts";
import { problemAt } from "./parse-flow.ts";
import type { FlowSite } from "./steps/step-site.ts";

/** Compiles `inputs`: a JSON Schema of an object, whose properties are the inputs. */
export function compileInputs({ document, flow, problems }: FlowSite): SchemaValidator | undefined {
  const { inputs } = flow;
  if (inputs === undefined) return undefined;
  const report = (message: string, hint: string) => {
    problems.push(problemAt(document, ["inputs"], "wrong-schema", message, hint));
    return undefined;
  };
  if (inputs["type"] !== "object")
    return report(
      "inputs is a JSON Schema of type object",
      "write inputs: { type: object, properties: { … } }",
    );
  try {
    return userValidator(inputs);
  } catch (error) {
    return report(
      `this is not a JSON Schema: ${(error as Error).message}`,
      "see json-schema.org, draft 2020-12",
    );
  }
}
