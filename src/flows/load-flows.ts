import { resolve } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Problem } from "../errors.ts";
import { Catalog } from "./catalog.ts";
import { checkCalls } from "./check-calls.ts";
import { checkSet } from "./check-set.ts";
import type { CompiledFile } from "./compile-flow.ts";
import type { FlowSurroundings } from "./compiled-flow.ts";
import { FlowCache } from "./flow-cache.ts";
import { areFolders, readFlowSources } from "./read-folder.ts";

/** What a folder of flows became. */
export interface LoadedFlows {
  /** Set when there are no errors: all of the folder, or nothing. */
  readonly catalog: Catalog | undefined;
  /** How many flow files were read. */
  readonly files: number;
  /** Every mistake of every file, in the order of files and lines. */
  readonly problems: readonly Problem[];
  /** The text of each file, for code frames. */
  readonly texts: ReadonlyMap<string, string>;
  /** The samples and schemas that the flows name: their texts by full paths; undefined: unreadable. */
  readonly beside: ReadonlyMap<string, string | undefined>;
}

/** How long compiling holds up webhooks at a time, in milliseconds. */
const LONGEST_TURN_MS = 10;

/**
 * The whole way of a set of flows: read, parse, check, compile, and one immutable catalog.
 * @throws AhaflowError when a path does not exist
 */
export async function loadFlows(
  paths: readonly string[],
  surroundings: FlowSurroundings,
  cache = new FlowCache(),
): Promise<LoadedFlows> {
  const { sources: found, problems: unread } = await readFlowSources(paths);
  const sources = found.filter(({ file }) => !surroundings.files.has(resolve(file)));
  const compiled: CompiledFile[] = [];
  let worked = performance.now();
  const pause = async () => {
    if (performance.now() - worked <= LONGEST_TURN_MS) return;
    await nextTurn();
    worked = performance.now();
  };
  for (const source of sources) {
    compiled.push(cache.compile(source, surroundings));
    await pause();
  }
  cache.keepOnly(new Set(sources.map(({ file }) => file)));
  const beside = new Map(compiled.flatMap((file) => [...file.beside]));
  // A schema in YAML that lies among the flows is no flow.
  const files = compiled.filter(({ parsed }) => !beside.has(resolve(parsed.document.file)));
  const checked = await checkCalls(files, { isWhole: await areFolders(paths), pause });
  const problems = [
    ...unread,
    ...checked.flatMap((flow) => flow.problems),
    ...checkSet(files.map(({ parsed }) => parsed)),
  ];
  // The doubles of the whole set asked for places again.
  for (const { parsed } of files) parsed.document.forgetTree();
  const clean = problems.every(({ severity }) => severity !== "error");
  const flows = checked.map(({ flow }) => flow).filter((flow) => flow !== undefined);
  return {
    catalog: clean ? new Catalog(flows) : undefined,
    files: files.filter(({ parsed }) => !parsed.isOther).length,
    problems: problems.toSorted(byPlace),
    beside,
    texts: new Map(sources.map(({ file, text }) => [file, text])),
  };
}

function byPlace(one: Problem, two: Problem): number {
  const a = one.where;
  const b = two.where;
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
