/** Vietnamese, as a shop's staff say it; the words are those of docs/vi/. */
import type { en } from "./en.ts";
import { connections } from "./vi/connections.ts";
import { customer } from "./vi/customer.ts";
import { deliveries } from "./vi/deliveries.ts";
import { flow, flows } from "./vi/flows.ts";
import { firstFlow, overview } from "./vi/overview.ts";
import { ends, reasons } from "./vi/reasons.ts";
import { reloads } from "./vi/reloads.ts";
import { failures, replay } from "./vi/replay.ts";
import { compare, run, waits } from "./vi/run.ts";
import { runs } from "./vi/runs.ts";
import { common, nav, shell } from "./vi/shell.ts";
import { kinds, sources, states } from "./vi/states.ts";

export const vi: typeof en = {
  common,
  nav,
  shell,
  states,
  kinds,
  sources,
  reasons,
  ends,
  runs,
  run,
  waits,
  compare,
  replay,
  failures,
  overview,
  firstFlow,
  flows,
  flow,
  deliveries,
  connections,
  customer,
  reloads,
};
