import { AhaflowError, ProblemsError } from "../errors.ts";
import type { FlowSurroundings, TriggeredFlow } from "../flows/compiled-flow.ts";
import { loadFlows } from "../flows/load-flows.ts";
import { nearestName } from "../nearest-name.ts";

/** A flow, and the set that it stands in. */
export interface FoundFlow {
  readonly flow: TriggeredFlow;
  readonly flows: ReadonlyMap<string, TriggeredFlow>;
}

/**
 * The flow of that name in a folder.
 * @throws ProblemsError when a flow of the folder has a mistake
 * @throws AhaflowError `bad_argument` when there is none of that name
 */
export async function findFlow(
  folder: string,
  surroundings: FlowSurroundings,
  name: string,
): Promise<FoundFlow> {
  const { catalog, problems, texts } = await loadFlows([folder], surroundings);
  if (catalog === undefined) throw new ProblemsError(problems, texts);
  const flow = catalog.flows.get(name);
  if (flow !== undefined) return { flow, flows: catalog.flows };
  throw unknownName("flow", name, [...catalog.flows.keys()]);
}

/** The error for a name on the command line that nothing has. */
export function unknownName(kind: string, name: string, names: readonly string[]): AhaflowError {
  const near = nearestName(name, names);
  const hint = near === undefined ? `there are: ${names.join(", ")}` : `did you mean "${near}"?`;
  return new AhaflowError("bad_argument", `there is no ${kind} "${name}"`, { hint });
}
