import type { CompileResult } from "../../flows/compile-flow.ts";
import type { CompiledFlow } from "../../flows/compiled-flow.ts";
import type { FlowDefinition } from "../../journal/records.ts";

/** Versions that are remembered: those of the catalog are there besides. */
const MOST = 500;

export interface VersionsOptions {
  readonly compile: (definition: FlowDefinition) => CompileResult;
  readonly definition: (version: string) => Promise<FlowDefinition | undefined>;
  /** Told once of a version that can't be compiled any more. */
  readonly onBroken: (definition: FlowDefinition, problems: CompileResult["problems"]) => void;
}

/** The flows that runs began with, by version: a reload does not change a run. */
export class Versions {
  readonly #options: VersionsOptions;
  readonly #known = new Map<string, CompiledFlow | undefined>();

  constructor(options: VersionsOptions) {
    this.#options = options;
  }

  /** Keeps a flow that is compiled already. */
  learn(flow: CompiledFlow): void {
    if (this.#known.has(flow.version)) return;
    this.#known.set(flow.version, flow);
    if (this.#known.size <= MOST) return;
    const [oldest] = this.#known.keys();
    if (oldest !== undefined) this.#known.delete(oldest);
  }

  /** Versions that could not be compiled are tried again: the files are others now. */
  forgetBroken(): void {
    for (const [version, flow] of this.#known) if (flow === undefined) this.#known.delete(version);
  }

  /** The flow of a version; undefined when it can't be compiled any more. */
  async get(version: string): Promise<CompiledFlow | undefined> {
    if (this.#known.has(version)) return this.#known.get(version);
    const definition = await this.#options.definition(version);
    if (definition === undefined) return undefined;
    const { flow, problems } = this.#options.compile(definition);
    if (flow === undefined) {
      this.#options.onBroken(definition, problems);
      this.#known.set(version, undefined);
    } else this.learn(flow);
    return flow;
  }
}
