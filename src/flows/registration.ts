/** What `ahaflow register` makes of a webhook. */
import type { YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import type { Flow } from "../generated/flow.ts";
import { deliveryKinds, platformOfName } from "../platforms/installed.ts";
import type { FlowSurroundings } from "./compiled-flow.ts";
import { connectionMistake } from "./connection-mistake.ts";
import { problemAt } from "./parse-flow.ts";

/** The name of the connection over which a flow is registered. */
export function registersOver({ on, connection }: Flow): string | undefined {
  const own = on?.webhook?.register?.["connection"];
  return typeof own === "string" ? own : connection;
}

/** What is wrong with the connection over which a flow would be registered. */
export function checkRegistersOver(
  document: YamlDocument,
  flow: Flow,
  { connections }: FlowSurroundings,
): Problem[] {
  const { from = "", register } = flow.on?.webhook ?? {};
  const type = platformOfName(from)?.type;
  if (register === undefined || type === undefined) return [];
  if (deliveryKinds.get(from)?.checkRegister === undefined) return [];
  const who = `the registration of ${from}`;
  const need = { type, who, place: "in `register`" };
  const mistake = connectionMistake(connections, registersOver(flow), need);
  if (mistake === undefined) return [];
  const at = ["on", "webhook", "register"];
  const place = register["connection"] === undefined ? at : [...at, "connection"];
  return [problemAt(document, place, mistake.rule, mistake.message, mistake.hint)];
}
