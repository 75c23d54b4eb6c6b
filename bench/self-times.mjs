import { relative } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Sums a CPU profile of V8 by function and by module, within a time.
 * @param profile what --cpu-prof writes
 * @param {number} from microseconds of the profile's clock
 * @param {number} to the same
 * @returns {{busy: number, functions: [string, number][], modules: [string, number][]}} microseconds,
 *   the most first; idle time counts as nothing
 */
export function selfTimes({ nodes, samples, timeDeltas, startTime }, from, to) {
  const byId = new Map(nodes.map((node) => [node.id, node.callFrame]));
  const functions = new Map();
  const modules = new Map();
  let busy = 0;
  let at = startTime;
  for (const [index, id] of samples.entries()) {
    const frame = byId.get(id);
    at += timeDeltas[index];
    const until = at + (timeDeltas[index + 1] ?? 0);
    if (at < from || until > to || frame.functionName === "(idle)") continue;
    const time = until - at;
    busy += time;
    add(functions, nameOf(frame), time);
    add(modules, moduleOf(frame.url) || frame.functionName || "V8", time);
  }
  return { busy, functions: sorted(functions), modules: sorted(modules) };
}

function nameOf({ functionName, url, lineNumber }) {
  const name = functionName || "(anonymous)";
  return url === "" ? name : `${name}  ${shortOf(url)}:${lineNumber + 1}`;
}

/** A package, a folder of the program, or a module of Node. */
function moduleOf(url) {
  if (url.startsWith("node:")) return url;
  const path = shortOf(url);
  const [, inPackage] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
  return inPackage ?? path.split("/").slice(0, -1).join("/");
}

function shortOf(url) {
  return url.startsWith("file:") ? relative(process.cwd(), fileURLToPath(url)) : url;
}

function add(sums, key, time) {
  sums.set(key, (sums.get(key) ?? 0) + time);
}

function sorted(sums) {
  return [...sums].toSorted(([, one], [, other]) => other - one);
}
