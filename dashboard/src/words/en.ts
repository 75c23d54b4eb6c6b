/** English. The parts are files of `en/`; `vi.ts` has the same. */

import { reasons } from "./en/reasons.ts";
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
  runs,
  run,
  waits,
  compare,
  replay,
  failures,
};
