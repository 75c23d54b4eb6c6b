import { AhaflowError } from "../../errors.ts";
import type { Refusal, RefusalList } from "../../generated/admin-api.ts";
import { AdminClient } from "../admin-client.ts";
import type { Console } from "../console.ts";
import { table } from "../reports/table.ts";
import { checkFlow } from "./check-flow.ts";
import { askedOf, type ListFlags } from "./list-flags.ts";
import { timeCells, timeHeads } from "./run-times.ts";
import { zoneOf } from "./zone.ts";

/** `ahaflow runs list --refused`: deliveries that started no run, newest first. */
export async function listRefused(flags: ListFlags, console: Console): Promise<void> {
  const { status, withFailures, activeSince, unmasked, json, admin } = flags;
  if (status !== undefined || withFailures === true || activeSince !== undefined)
    throw new AhaflowError("bad_argument", "what was refused has no run, and no status of one", {
      hint: "leave --status, --with-failures and --active-since out",
    });
  const zone = zoneOf(flags.zone, console.env);
  const asked = askedOf(flags, zone, console);
  const query = unmasked === true ? { ...asked, unmasked: "true" } : asked;
  const client = new AdminClient(admin, console);
  const found = await askRefusals(client, query);
  if (found.refusals.length === 0) await checkFlow(client, flags.flow);
  if (json === true) return console.out(JSON.stringify(found, undefined, 2));
  if (found.refusals.length === 0) return console.err("no refused deliveries");
  console.out(refusalTable(found.refusals, zone));
  console.err("--json shows what came, --unmasked with personal data");
}

/** Refused deliveries that fit a query. */
export function askRefusals(
  client: AdminClient,
  query: Readonly<Record<string, string>>,
): Promise<RefusalList> {
  return client.ask<RefusalList>("refusals", { query });
}

/** Refused deliveries as a table. */
export function refusalTable(refusals: readonly Refusal[], zone: string): string {
  const head = [...timeHeads("REFUSED", zone), "STATUS", "COUNT", "FLOW", "PATH", "WHY"];
  const row = ({ at, status, count, flow, path, code, details }: Refusal) => {
    const [mistake] = details ?? [];
    const why = mistake === undefined ? code : `${code} ${mistake.pointer} ${mistake.message}`;
    return [...timeCells(at, zone), String(status), String(count), flow ?? "-", path, why];
  };
  return table(head, refusals.map(row));
}
