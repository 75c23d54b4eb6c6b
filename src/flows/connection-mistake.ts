import { nearestName } from "../nearest-name.ts";
import type { RuleId } from "../rules.ts";
import type { FlowSurroundings } from "./compiled-flow.ts";

/** What needs a connection. */
export interface ConnectionNeed {
  /** Of what type. */
  readonly type: string;
  /** What needs it, in a sentence. */
  readonly who: string;
  /** Where else than in the flow its name can stand: `in the step`. */
  readonly place: string;
}

/** Why a connection can't be used: none is named, there is none of that name, or it is of another platform. */
export function connectionMistake(
  connections: FlowSurroundings["connections"],
  name: string | undefined,
  { type, who, place }: ConnectionNeed,
): { readonly rule: RuleId; readonly message: string; readonly hint: string } | undefined {
  if (name === undefined)
    return {
      rule: "missing-connection",
      message: `${who} needs a connection`,
      hint: `write "connection: NAME" in the flow or ${place}`,
    };
  const connection = connections.get(name);
  if (connection === undefined) {
    const names = [...connections.keys()];
    const near = nearestName(name, names);
    const hint =
      near !== undefined
        ? `did you mean "${near}"?`
        : names.length === 0
          ? "add it under connections: in ahaflow.yaml"
          : `ahaflow.yaml has: ${names.join(", ")}`;
    return { rule: "unknown-connection", message: `there is no connection "${name}"`, hint };
  }
  if (connection.type === type) return undefined;
  const message = `the connection "${name}" is of type ${connection.type}, and ${who} needs one of type ${type}`;
  const fitting = [...connections.values()].filter((one) => one.type === type);
  const names = fitting.map((one) => one.name).join(", ");
  const hint =
    fitting.length === 0
      ? `add one of type ${type} under connections: in ahaflow.yaml`
      : `write "connection: NAME" ${place}; of this type there are: ${names}`;
  return { rule: "unknown-connection", message, hint };
}
