// Each thread of a measured program loads this before anything else (node -r), and writes which of the
// system's threads it is: Node 20 gives none of them a name.
const { appendFileSync, existsSync, readdirSync, readlinkSync } = require("node:fs");
const { isMainThread, threadName = "journal" } = require("node:worker_threads");

const { BENCH_THREADS: file = "" } = process.env;
if (file !== "" && existsSync("/proc/thread-self")) {
  const own = readlinkSync("/proc/thread-self").split("/")[2];
  const lines = [`${own} ${nameOfThis()}`];
  // What is there already was begun by Node itself, for V8.
  if (isMainThread)
    for (const thread of readdirSync("/proc/self/task"))
      if (thread !== own) lines.push(`${thread} V8`);
  appendFileSync(file, `${lines.join("\n")}\n`);
}

/** Node 20 knows no names of its threads; the daemon has this one besides the main one. */
function nameOfThis() {
  return isMainThread ? "main" : threadName;
}
