/** The last checks of each flow, in such an order that a called flow comes before those that call it. */
import type { CheckedFlow, CompiledFile } from "./compile-flow.ts";
import type { Callee, Callees } from "./shapes/callees.ts";
import { UNKNOWN } from "./shapes/shape.ts";

/**
 * Checks flows with what they call.
 * @param options isWhole: there are no other flows; pause: lets others work from time to time
 * @returns what became of the files, in their order
 */
export async function checkCalls(
  files: readonly CompiledFile[],
  options: { readonly isWhole: boolean; readonly pause: () => Promise<void> },
): Promise<CheckedFlow[]> {
  const byName = new Map<string, CompiledFile>();
  for (const file of files) {
    const name = nameOf(file);
    if (name !== undefined && !byName.has(name)) byName.set(name, file);
  }
  const isKnown = options.isWhole && files.every((file) => nameOf(file) !== undefined);
  const checked = new Map<CompiledFile, CheckedFlow>();
  const callees: Callees = {
    find: (name) => {
      const file = byName.get(name);
      return file === undefined ? undefined : calleeOf(file, checked.get(file));
    },
    names: isKnown ? [...byName.keys()] : undefined,
  };
  for (const file of calledFirst(files, byName)) {
    checked.set(file, file.check(callees));
    await options.pause();
  }
  return files.map((file) => checked.get(file) as CheckedFlow);
}

/** Also of a file whose mistakes leave no flow. */
function nameOf({ parsed }: CompiledFile): string | undefined {
  const { flow, document } = parsed;
  const name = flow?.name ?? (document.value as { name?: unknown } | null | undefined)?.name;
  return typeof name === "string" ? name : undefined;
}

/** What is known of a flow; in a circle of calls, its output is not. */
function calleeOf(file: CompiledFile, checked: CheckedFlow | undefined): Callee | undefined {
  const { flow } = file.parsed;
  if (flow === undefined) return undefined;
  return {
    enabled: flow.enabled !== false,
    inputs: flow.inputs,
    checkInputs: checked?.flow?.checkInputs,
    output: checked?.output ?? UNKNOWN,
  };
}

function calledFirst(
  files: readonly CompiledFile[],
  byName: ReadonlyMap<string, CompiledFile>,
): Set<CompiledFile> {
  const order = new Set<CompiledFile>();
  const begun = new Set<CompiledFile>();
  const add = (file: CompiledFile) => {
    if (begun.has(file)) return;
    begun.add(file);
    for (const name of file.calls) {
      const called = byName.get(name);
      if (called !== undefined) add(called);
    }
    order.add(file);
  };
  for (const file of files) add(file);
  return order;
}
