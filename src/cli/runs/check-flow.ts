import type { FlowList, RefusalList, RunList } from "../../generated/admin-api.ts";
import type { AdminClient } from "../admin-client.ts";
import { unknownName } from "../find-flow.ts";

/**
 * Refuses the name of a flow that neither the daemon nor its journal knows: nothing found would look like good news.
 * @throws AhaflowError `bad_argument`
 */
export async function checkFlow(client: AdminClient, name: string | undefined): Promise<void> {
  if (name === undefined) return;
  const { flows } = await client.ask<FlowList>("flows");
  const names = flows.map((flow) => flow.name);
  if (names.includes(name)) return;
  // A flow of before may have left runs, or deliveries that it refused.
  const query = { flow: name, limit: "1" };
  if ((await client.ask<RunList>("runs", { query })).runs.length > 0) return;
  if ((await client.ask<RefusalList>("refusals", { query })).refusals.length > 0) return;
  throw unknownName("flow", name, names.toSorted());
}
