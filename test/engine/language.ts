import { pino } from "pino";
import type { Clock } from "#src/clock.js";
import type { Answer } from "#src/engine/accept/submit.js";
import { Engine } from "#src/engine/engine.js";
import type { Installed } from "#src/engine/engine-options.js";
import { ActionError, type FailureReason } from "#src/errors.js";
import { createVirtualClock } from "#src/flow-tests/virtual-clock.js";
import { type CompileResult, compileStoredFlow } from "#src/flows/compile-flow.js";
import type { CompiledFlow } from "#src/flows/compiled-flow.js";
import type { Flow, Step } from "#src/generated/flow.js";
import type { Teller } from "#src/journal/changes.js";
import type { RunStore } from "#src/journal/ports.js";
import type {
  FlowDefinition,
  RunRecord,
  StepRecord,
  WebhookPayload,
} from "#src/journal/records.js";
import { Outbound } from "#src/outgoing/outbound.js";
import type { Action, ActionContext } from "#src/platforms/action.js";
import { actions } from "#src/platforms/installed.js";
import { Unfinished } from "#src/platforms/unfinished.js";
import { createMemoryRunStore } from "#src/stores/memory/memory-run-store.js";

export const START = Date.parse("2026-01-05T02:00:00.000Z");
const SURROUNDINGS = {
  files: new Set<string>(),
  actions,
  connections: new Map(),
  secrets: new Set<string>(),
  vars: {},
  retry: { attempts: 2, delayMs: 1_000, backoff: "fixed", maxDelayMs: 1_000, jitter: false },
} as const;

/** What is called, as `path input`, and how it ends; see {@link say}. */
export type Calls = string[];

/** A step that calls, and whose output is what it says; `fail:REASON` fails, `slow:MS` takes time, `after:SECONDS` goes no sooner, @ is the time in seconds since START. */
export function say(text: string, more: Partial<Step> = {}): Step {
  return { uses: "test.say", with: { text }, ...more };
}

/** The action behind {@link say}: keeps what it was told, and gives it back as `{said}`. */
function sayAction(calls: Calls, clock: Clock, hook: (key: string) => void): Action {
  return {
    name: "test.say",
    summary: "",
    input: { type: "object", properties: { text: {} }, required: ["text"] },
    output: { type: "object", properties: { said: {} } },
    idempotent: true,
    notBefore(input: unknown, now) {
      const after = /^after:(\d+)/.exec(String((input as { text: unknown }).text))?.[1];
      const at = START + Number(after ?? 0) * 1_000;
      return at > now ? at : undefined;
    },
    async run(input: unknown, { idempotencyKey }: ActionContext) {
      const { text } = input as { text: unknown };
      const path = idempotencyKey.slice(idempotencyKey.indexOf("/") + 1);
      hook(idempotencyKey);
      const told = typeof text === "string" ? text : JSON.stringify(text);
      calls.push(`${path} ${told.replace("@", String((clock.now() - START) / 1_000))}`);
      const ms = Number(/^slow:(\d+)/.exec(String(text))?.[1] ?? 0);
      if (ms > 0) await clock.sleepUntil(clock.now() + ms, new AbortController().signal);
      const reason = /^fail:(\w+)/.exec(String(text))?.[1];
      if (reason !== undefined) throw new ActionError(reason as FailureReason, "as asked for");
      return { said: text };
    },
  };
}

/** An action whose work takes three calls: what each keeps is `part N`. */
function partsAction(calls: Calls, hook: (key: string) => void): Action {
  const part = (number: number, before: readonly number[]) => async (context: ActionContext) => {
    hook(context.idempotencyKey);
    calls.push(`part ${number}`);
    const parts = [...before, number];
    return number === 3 ? { parts } : new Unfinished(part(number + 1, parts));
  };
  return {
    name: "test.parts",
    summary: "",
    input: { type: "object" },
    output: { type: "object", properties: { parts: {} } },
    idempotent: true,
    run: (_input, context) => part(1, [])(context),
  };
}

export interface Ended {
  readonly run: RunRecord;
  readonly steps: readonly StepRecord[];
  readonly calls: Calls;
  readonly answer: Answer | undefined;
}

/** An engine with a store in memory and time that passes when everybody waits. */
export class Bench {
  readonly store: RunStore;
  readonly clock: Clock;
  readonly calls: Calls = [];
  readonly flows = new Map<string, CompiledFlow>();
  readonly engine: Engine;
  readonly log: Record<string, unknown>[] = [];
  /** Called when a call goes out. */
  hook: (key: string) => void = () => undefined;
  /** Whether the flows compile. */
  isBroken = false;
  readonly #compile: (source: FlowDefinition) => CompileResult;

  constructor(
    flows: readonly Partial<Flow>[],
    {
      store,
      clock,
      concurrency = 8,
      backlog,
      alert,
      changes,
    }: Partial<Pick<Bench, "store" | "clock">> & {
      changes?: Teller;
      concurrency?: number;
      backlog?: number;
      alert?: Installed["alert"];
    } = {},
  ) {
    this.store = store ?? createMemoryRunStore();
    this.clock = clock ?? createVirtualClock(START);
    const known = new Map(actions);
    known.set(
      "test.say",
      sayAction(this.calls, this.clock, (key) => this.hook(key)),
    );
    known.set(
      "test.parts",
      partsAction(this.calls, (key) => this.hook(key)),
    );
    this.#compile = (source) => {
      const text = this.isBroken ? "name: [" : source.text;
      return compileStoredFlow({ ...source, text }, { ...SURROUNDINGS, actions: known });
    };
    this.install(flows);
    this.engine = new Engine({
      store: this.store,
      ...(changes === undefined ? {} : { changes }),
      clock: this.clock,
      redact: (value) => value,
      logger: pino(
        { base: null },
        { write: (line: string) => void this.log.push(JSON.parse(line)) },
      ),
      concurrency,
      ...(backlog === undefined ? {} : { backlog }),
      limits: { loopItems: 10_000, outputBytes: 1_000_000 },
      compile: (source) => this.#compile(source),
      installed: () => ({
        connections: new Map(),
        values: { vars: {}, secrets: {} },
        outbound: new Outbound(["127.0.0.1"]),
        flows: this.flows,
        alert,
      }),
    });
  }

  /** Puts flows in the place of those of the same name; the engine is not told. */
  install(flows: readonly Partial<Flow>[]): void {
    for (const parts of flows) {
      const whole = {
        name: "main",
        on: { webhook: { path: `/${parts.name ?? "main"}` } },
        ...parts,
      };
      const { flow, problems } = this.#compile({
        file: `${whole.name}.yaml`,
        text: JSON.stringify(whole),
      });
      if (flow === undefined) throw new Error(JSON.stringify(problems, undefined, 2));
      this.flows.set(flow.name, flow);
    }
  }

  /** Starts a run of a flow. @returns its id */
  async submit(body: unknown = {}, name = "main"): Promise<string> {
    return (await this.start(body, name)).id;
  }

  start(
    body: unknown = {},
    name = "main",
    onAnswer: (answer: Answer) => void = () => undefined,
    dedupe?: string,
  ) {
    const flow = this.flows.get(name);
    if (flow === undefined) throw new Error(`no flow ${name}`);
    const received_at = new Date(this.clock.now()).toISOString();
    return this.engine.submit({
      flow,
      source: "webhook",
      payload: {
        method: "POST",
        path: "/main",
        headers: {},
        query: {},
        params: {},
        body,
        received_at,
      },
      receivedAt: this.clock.now(),
      onAnswer,
      dedupe: dedupe === undefined ? undefined : { key: dedupe, ttlMs: 3_600_000 },
    });
  }

  /** A callback comes to a path. */
  deliver(path: string, payload: WebhookPayload): ReturnType<RunStore["deliver"]> {
    const found = this.engine.findCallback(path);
    if (found === undefined) throw new Error(`no callback ${path}`);
    return this.engine.deliver(found, payload);
  }

  async get(id: string): Promise<Pick<Ended, "run" | "steps">> {
    const found = await this.store.get(id);
    if (found === undefined) throw new Error(`no run ${id}`);
    return found;
  }
}

/** Runs a flow to its end, or until it waits for something from outside. */
export async function runFlow(
  parts: Partial<Flow>,
  body: unknown = {},
  others: readonly Partial<Flow>[] = [],
): Promise<Ended> {
  const bench = new Bench([parts, ...others]);
  let answer: Answer | undefined;
  const { id } = await bench.start(body, parts.name, (given) => {
    answer = given;
  });
  await bench.engine.idle();
  return { ...(await bench.get(id)), calls: bench.calls, answer };
}
