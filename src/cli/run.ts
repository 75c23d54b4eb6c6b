import { Command } from "commander";
import { openConnections } from "../actions/connections.ts";
import { simulate } from "../app.ts";
import { dryRun, exampleRecord } from "../engine/dry-run.ts";
import { Engine } from "../engine/engine.ts";
import type { StepRecord, WebhookPayload } from "../engine/ports.ts";
import { runScope } from "../engine/run-scope.ts";
import { systemClock } from "../engine/system-clock.ts";
import type { CompiledFlow } from "../flows/compiled-flow.ts";
import { flowSurroundings, secretsOf } from "../installation.ts";
import { createMemoryRunStore } from "../journal/memory/memory-run-store.ts";
import { type Flags, loadSettings } from "../settings/load-settings.ts";
import type { Settings } from "../settings/settings.ts";
import { createLogger } from "../telemetry/logger.ts";
import { createRedactor } from "../telemetry/redact.ts";
import { type Console, EXIT } from "./console.ts";
import { findFlow, unknownName } from "./find-flow.ts";
import { readPayload } from "./payload.ts";
import { runReport } from "./reports/run.ts";

interface RunFlags extends Flags {
  readonly payload?: string;
  readonly step?: string;
  readonly dryRun?: boolean;
  readonly simulate?: boolean;
}

/** `ahaflow run`: one run of a flow now, printed step by step. */
export function runCommand(console: Console, done: (code: number) => void): Command {
  return new Command("run")
    .description("run a flow once, now, and print what each step did")
    .argument("<flow>", "the flow's name")
    .option(
      "--payload <file>",
      "JSON file: a body, or a whole delivery; default: the flow's sample",
    )
    .option(
      "--step <id>",
      "only this step; examples stand in for the outputs of the steps before it",
    )
    .option("--dry-run", "fill in the steps and print them, but call nothing")
    .option("--simulate", "call the AhaChat simulator instead of AhaChat")
    .option("--flows <dir>", "folder of flows (AHAFLOW_FLOWS, default ./flows)")
    .option("--config <file>", "configuration (AHAFLOW_CONFIG, default ./ahaflow.yaml)")
    .addHelpText(
      "after",
      `
Nothing is kept: the run is not in the journal. Exit code: 0 when it succeeded, 1 when it failed.

Examples:
  ahaflow run order-thanks --dry-run                       what would be sent for the sample
  ahaflow run order-thanks --simulate                      the whole run, without AhaChat
  ahaflow run order-thanks --payload order.json            with another delivery, for real
  ahaflow run order-thanks --step thanks --simulate        one step alone`,
    )
    .action(async (name: string, flags: RunFlags) => {
      done(await run(name, flags, console));
    });
}

async function run(name: string, flags: RunFlags, console: Console): Promise<number> {
  const given = loadSettings(flags, console.env);
  const flow = await findFlow(given.flowsFolder, flowSurroundings(given), name);
  if (flags.step !== undefined) checkStep(flow, flags.step);
  const payload = readPayload(flags.payload, flow);
  const redact = createRedactor(secretsOf(given));
  const chosen = flags.step === undefined ? flow : upToStep(flow, flags.step);
  if (flags.dryRun === true) {
    const run = { id: "dry-run", createdAt: Date.now(), payload };
    const steps = dryRun(chosen, runScope(flow, run, given), redact);
    console.out(runReport(onlyStep(steps, flags.step), { dryRun: true }));
    return steps.some(({ status }) => status === "failed") ? EXIT.failed : EXIT.ok;
  }
  const closers: (() => Promise<unknown>)[] = [];
  try {
    const settings = flags.simulate === true ? (await simulate(closers)).redirect(given) : given;
    const record = await runOnce(chosen, payload, { settings, redact, flags, console, closers });
    console.out(runReport(onlyStep(record.steps, flags.step), { dryRun: false, run: record.run }));
    return record.run.status === "succeeded" ? EXIT.ok : EXIT.failed;
  } finally {
    for (const closer of closers.toReversed()) await closer();
  }
}

interface Once {
  readonly settings: Settings;
  readonly redact: (value: unknown) => unknown;
  readonly flags: RunFlags;
  readonly console: Console;
  readonly closers: (() => Promise<unknown>)[];
}

async function runOnce(flow: CompiledFlow, payload: WebhookPayload, once: Once) {
  const { settings, redact, flags, closers } = once;
  const store = createMemoryRunStore();
  const connections = openConnections(settings.connections);
  closers.push(() => Promise.all([...connections.values()].map((one) => one.close())));
  const engine = new Engine({
    store,
    clock: systemClock,
    connections,
    values: settings,
    redact,
    // The report says what happened; only a bug is worth a line of its own.
    logger: await createLogger(
      { ...settings.log, level: "error" },
      (line) => redact(line) as string,
    ),
    concurrency: 1,
  });
  const { id } = await engine.submit(
    { flow, source: "manual", payload, receivedAt: Date.now(), dedupe: undefined },
    flags.step === undefined ? [] : flow.steps.slice(0, -1).map(exampleRecord),
  );
  const stop = () => void engine.stop(0);
  once.console.ending.addEventListener("abort", stop);
  await engine.idle();
  once.console.ending.removeEventListener("abort", stop);
  const record = await store.get(id);
  if (record === undefined) throw new Error("the run that was just made is gone");
  return record;
}

function checkStep(flow: CompiledFlow, id: string): void {
  const ids = flow.steps.map((step) => step.id);
  if (!ids.includes(id)) throw unknownName("step", id, ids);
}

function upToStep(flow: CompiledFlow, id: string): CompiledFlow {
  const last = flow.steps.findIndex((step) => step.id === id);
  return { ...flow, steps: flow.steps.slice(0, last + 1) };
}

function onlyStep(steps: readonly StepRecord[], id: string | undefined): readonly StepRecord[] {
  return id === undefined ? steps : steps.filter(({ path }) => path === id);
}
