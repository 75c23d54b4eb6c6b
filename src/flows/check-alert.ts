import type { Problem } from "../errors.ts";
import { nearestName } from "../nearest-name.ts";
import type { Catalog } from "./catalog.ts";

/** What is told of a failed run: the inputs of the flow that `on_failure` of ahaflow.yaml calls. */
export interface AlertInputs {
  readonly flow: string;
  readonly run_id: string;
  /** Empty when no step is to blame: the flow's time was over. */
  readonly step: string;
  readonly reason: string;
  readonly code: string;
  readonly message: string;
  /** HTTP status, if there was an answer. */
  readonly status: number | null;
  readonly attempts: number;
}

const EXAMPLE: AlertInputs = {
  flow: "thanks",
  run_id: "0193f5d2-7c3e-7a1b-9c56-2f4a6b8d0e1f",
  step: "thanks",
  reason: "unavailable",
  code: "http_503",
  message: "the platform answered 503",
  status: 503,
  attempts: 5,
};

/**
 * Checks the flow that `on_failure` of ahaflow.yaml calls.
 * @param at where its name stands
 */
export function checkAlert(
  name: string,
  { flows }: Catalog,
  at: Pick<Problem, "where" | "length">,
): Problem[] {
  const problem = (rule: string, message: string, hint: string): Problem[] => [
    { rule, severity: "error", message, hint, ...at },
  ];
  const flow = flows.get(name);
  if (flow === undefined) {
    const near = nearestName(name, [...flows.keys()]);
    const hint = near === undefined ? "name a flow of the folder" : `did you mean "${near}"?`;
    return problem("unknown-flow", `there is no flow "${name}"`, hint);
  }
  if (flow.flow.enabled === false)
    return problem("disabled-flow", `the flow "${name}" is disabled`, "take enabled: false away");
  if (flow.checkInputs === undefined) {
    const hint = "add inputs: { type: object } to it";
    return problem("no-inputs", `the flow "${name}" declares no inputs: it can't be called`, hint);
  }
  const mistakes = [EXAMPLE, { ...EXAMPLE, status: null }].flatMap(
    (inputs) => flow.checkInputs?.(inputs) ?? [],
  );
  if (mistakes.length === 0) return [];
  const list = [...new Set(mistakes.map(({ message }) => message))].join("; ");
  return problem(
    "wrong-value",
    `the flow "${name}" does not take what it is told of a failure: ${list}`,
    `its inputs are ${Object.keys(EXAMPLE).join(", ")}; status is a number or null, attempts a number, all else text`,
  );
}
