import type { CompileResult } from "../flows/compile-flow.ts";
import type { CompiledFlow } from "../flows/compiled-flow.ts";
import { Dispatcher, type DispatchOptions } from "./dispatch.ts";
import type { Created, FlowDefinition, StepRecord } from "./ports.ts";
import { submit, type TriggerEvent } from "./submit.ts";

/** Runs flows: takes trigger events, goes on with what an earlier process left. */
export class Engine {
  readonly #options: DispatchOptions;
  readonly #dispatcher: Dispatcher;

  constructor(options: DispatchOptions) {
    this.#options = options;
    this.#dispatcher = new Dispatcher(options);
  }

  /**
   * Accepts an event: resolves when the run is kept. See {@link submit}.
   * @param recorded steps that count as done, for trying a later step alone
   */
  submit(event: TriggerEvent, recorded: readonly StepRecord[] = []): Promise<Created> {
    return submit(event, {
      store: this.#options.store,
      values: this.#options.values,
      accepted: (run) => this.#dispatcher.add({ run, flow: event.flow, recorded }),
    });
  }

  /**
   * Goes on with every run that has not ended, each on the version of its flow that it began with.
   * A version that can't be compiled any more keeps its runs in the journal for a later start.
   * @returns how many runs go on
   */
  async recover(compile: (definition: FlowDefinition) => CompileResult): Promise<number> {
    const versions = new Map<string, CompiledFlow | undefined>();
    let count = 0;
    for (const { run, definition, steps } of await this.#options.store.unfinished()) {
      if (!versions.has(run.version)) versions.set(run.version, this.#version(definition, compile));
      const flow = versions.get(run.version);
      if (flow === undefined) continue;
      this.#dispatcher.add({ run, flow, recorded: steps });
      count++;
    }
    return count;
  }

  /** Resolves when no accepted run is left to do. */
  idle(): Promise<void> {
    return this.#dispatcher.idle();
  }

  /** Begins nothing new and lets calls that are out end within the grace time, in milliseconds. */
  stop(graceMs: number): Promise<void> {
    return this.#dispatcher.stop(graceMs);
  }

  #version(
    definition: FlowDefinition,
    compile: (definition: FlowDefinition) => CompileResult,
  ): CompiledFlow | undefined {
    const { flow, problems } = compile(definition);
    if (flow === undefined)
      this.#options.logger.error(
        { file: definition.file, problems },
        "runs of an earlier version of this flow can't go on; they stay in the journal until ahaflow.yaml has again what they need",
      );
    return flow;
  }
}
