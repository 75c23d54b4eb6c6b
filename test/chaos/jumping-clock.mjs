/** Loaded into a daemon by NODE_OPTIONS: its clock is ahead by what the file says, in milliseconds. */
import { readFileSync } from "node:fs";

const RealDate = Date;
let ahead = 0;
const read = () => {
  try {
    ahead = Number(readFileSync(process.env.AHAFLOW_CHAOS_CLOCK, "utf8"));
  } catch {
    // The file is being written: the next look sees it.
  }
};
read();
setInterval(read, 100).unref();

globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + ahead);
    else super(...given);
  }

  static now() {
    return RealDate.now() + ahead;
  }
};
