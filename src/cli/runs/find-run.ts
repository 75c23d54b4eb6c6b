import { AhaflowError } from "../../errors.ts";
import type { RunList } from "../../generated/admin-api.ts";
import type { AdminClient } from "../admin-client.ts";

const WHOLE = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The run that an id, or the beginning of one, means. @throws AhaflowError when it is not one run */
export async function findRun(client: AdminClient, id: string): Promise<string> {
  if (WHOLE.test(id)) return id;
  if (id.length < 3)
    throw new AhaflowError("bad_argument", "give at least 3 characters of the run's id");
  const { runs } = await client.ask<RunList>("runs", { query: { q: id, limit: "10" } });
  const ids = runs.map((run) => run.id).filter((one) => one.startsWith(id));
  const [only] = ids;
  if (only === undefined)
    throw new AhaflowError("no_such_run", `there is no run whose id begins with ${id}`, {
      hint: "`ahaflow runs list` shows them",
    });
  if (ids.length === 1) return only;
  throw new AhaflowError("ambiguous_id", `several runs begin with ${id}`, {
    hint: ids.join("\n  "),
  });
}
