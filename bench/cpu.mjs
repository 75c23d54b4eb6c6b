import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

/** Of /proc/PID/task/TID/stat, in microseconds; the same on every Linux that Node runs on. */
const TICK = 10_000;

const HAS_PROC = existsSync("/proc/self/task");

/**
 * CPU that a process has used so far, in microseconds by thread, with the parts `main`, `journal`, `V8`
 * (collecting and compiling) and `other` (its pool of input and output); without /proc only `all`.
 * @param {{pid: number, threads: string}} program `threads`: the file that tell-threads.cjs writes
 * @returns {{[part: string]: number}}
 */
export function cpuOf({ pid, threads }) {
  if (!HAS_PROC) return { all: cpuByPs(pid) };
  const parts = partsOf(threads);
  const used = { all: 0 };
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const time = timeOf(pid, thread);
    const part = parts.get(thread) ?? "other";
    used[part] = (used[part] ?? 0) + time;
    used.all += time;
  }
  return used;
}

/** What was used between two readings, for each of `count`. */
export function cpuEach(before, after, count) {
  return Object.fromEntries(
    Object.entries(after).map(([part, time]) => [part, (time - (before[part] ?? 0)) / count]),
  );
}

function partsOf(file) {
  const lines = readFileSync(file, "utf8").trim().split("\n");
  return new Map(lines.map((line) => line.split(" ")));
}

function timeOf(pid, thread) {
  let stat;
  try {
    stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, "utf8");
  } catch {
    return 0; // It has just ended.
  }
  // A thread's name may have spaces and brackets.
  const [user, system] = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .slice(11, 13);
  return (Number(user) + Number(system)) * TICK;
}

function cpuByPs(pid) {
  const { stdout, status } = spawnSync("ps", ["-o", "time=", "-p", String(pid)], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error("neither /proc nor ps tells what a process has used");
  return (
    stdout
      .trim()
      .split(":")
      .reduce((sum, part) => sum * 60 + Number(part), 0) * 1e6
  );
}
