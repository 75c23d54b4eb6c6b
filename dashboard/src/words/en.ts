/** English. The parts are files of `en/`; `vi.ts` has the same. */

import { connections } from "./en/connections.ts";
import { customer } from "./en/customer.ts";
import { deliveries } from "./en/deliveries.ts";
import { flow, flows } from "./en/flows.ts";
import { firstFlow, overview } from "./en/overview.ts";
import { ends, reasons } from "./en/reasons.ts";
import { reloads } from "./en/reloads.ts";
import { failures, replay } from "./en/replay.ts";
import { compare, run, waits } from "./en/run.ts";
import { runs } from "./en/runs.ts";
import { common, nav, shell } from "./en/shell.ts";
import { kinds, sources, states } from "./en/states.ts";

export const en = {
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
