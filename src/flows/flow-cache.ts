import { type CompiledFile, compileFlowFile } from "./compile-flow.ts";
import type { FlowSource, FlowSurroundings } from "./compiled-flow.ts";
import { readText } from "./read-beside.ts";

/** Compiled files from one load to the next: a file is compiled again when anything of it changed. */
export class FlowCache {
  #surroundings: FlowSurroundings | undefined;
  #entries = new Map<string, { readonly text: string; readonly compiled: CompiledFile }>();

  /** Compiles a file, or gives what it was compiled to before. */
  compile(source: FlowSource, surroundings: FlowSurroundings): CompiledFile {
    if (surroundings !== this.#surroundings) {
      this.#entries.clear();
      this.#surroundings = surroundings;
    }
    const known = this.#entries.get(source.file);
    if (known?.text === source.text && isFresh(known.compiled)) return known.compiled;
    const compiled = compileFlowFile(source, surroundings);
    compiled.parsed.document.forgetTree();
    this.#entries.set(source.file, { text: source.text, compiled });
    return compiled;
  }

  /** Forgets files that are no longer there. */
  keepOnly(files: ReadonlySet<string>): void {
    for (const file of this.#entries.keys()) if (!files.has(file)) this.#entries.delete(file);
  }
}

/** Whether the samples and schemas that the flow names, and its tests, are as they were. */
function isFresh({ beside, unnamed }: CompiledFile): boolean {
  return [...beside, ...unnamed].every(([file, text]) => readText(file) === text);
}
