import type { SchemaMistake } from "../../documents/schema-mistake.ts";
import { ActionError, AhaflowError } from "../../errors.ts";
import type { CompiledFlow } from "../../flows/compiled-flow.ts";
import type { Created } from "../../journal/ports.ts";
import type { Caller } from "../../journal/records.ts";
import type { TriggerEvent } from "./submit.ts";

/** What a `call` step asks for. */
export interface FlowCall {
  readonly name: string;
  readonly inputs: unknown;
  readonly caller: Caller;
}

/**
 * Makes the run of a called flow.
 * @param flow undefined: there is none of the name any more
 * @param receivedAt milliseconds since 1970
 * @returns the run's id
 * @throws ActionError invalid_request when the flow can't be called so
 */
export async function callFlow(
  flow: CompiledFlow | undefined,
  { name, inputs, caller }: FlowCall,
  receivedAt: number,
  submit: (event: TriggerEvent) => Promise<Created>,
): Promise<string> {
  if (flow?.checkInputs === undefined)
    throw new ActionError("invalid_request", `there is no flow "${name}" to call any more`, {
      code: "no_such_flow",
    });
  const mistakes = flow.checkInputs(inputs);
  if (mistakes.length > 0) throw inputsError(name, mistakes);
  try {
    const payload = { inputs };
    return (await submit({ flow, source: "call", payload, receivedAt, caller })).id;
  } catch (error) {
    if (!(error instanceof AhaflowError) || error.code !== "concurrency_key") throw error;
    throw new ActionError("invalid_request", `${name}: ${error.message}`, { code: error.code });
  }
}

/** What a `call` step fails with whose inputs don't fit the called flow. */
export function inputsError(name: string, mistakes: readonly SchemaMistake[]): ActionError {
  const list = mistakes.map(({ message }) => message).join("; ");
  return new ActionError("invalid_request", `the inputs of ${name} are wrong: ${list}`, {
    code: "invalid_input",
  });
}
