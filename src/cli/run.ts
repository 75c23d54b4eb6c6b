import { Command } from "commander";
import type { Logger } from "pino";
import { simulate } from "../app/simulate.ts";
import { systemClock } from "../clock.ts";
import { Engine } from "../engine/engine.ts";
import { AhaflowError } from "../errors.ts";
import { dryRun } from "../flow-tests/dry-run.ts";
import { withExamples } from "../flow-tests/mocked-flow.ts";
import { compileStoredFlow } from "../flows/compile-flow.ts";
import type { CompiledFlow, TriggeredFlow } from "../flows/compiled-flow.ts";
import { stepsOf } from "../flows/step-tree.ts";
import type { Step } from "../generated/admin-api.ts";
import { flowSurroundings, secretsOf } from "../installation/installation.ts";
import type { RunRecord, StepRecord, TriggerPayload } from "../journal/records.ts";
import { shownStep } from "../journal/shown-step.ts";
import { Outbound } from "../outgoing/outbound.ts";
import { closeConnections, openConnections } from "../platforms/open-connections.ts";
import { type Flags, loadSettings } from "../settings/load-settings.ts";
import type { Settings } from "../settings/settings.ts";
import { createMemoryRunStore } from "../stores/memory/memory-run-store.ts";
import { createLogger } from "../telemetry/logger.ts";
import { maskPersonal } from "../telemetry/mask-personal.ts";
import {
  createDataRedactor,
  createRedactor,
  maskCredentialHeaders,
  maskCredentials,
} from "../telemetry/redact.ts";
import { type Console, EXIT } from "./console.ts";
import { findFlow, unknownName } from "./find-flow.ts";
import { readPayload } from "./payload.ts";
import { dryRunReport } from "./reports/dry-run.ts";
import { runReport } from "./reports/run.ts";
import { saveOutputs } from "./save-outputs.ts";

interface RunFlags extends Flags {
  readonly payload?: string;
  readonly step?: string;
  readonly dryRun?: boolean;
  readonly simulate?: boolean;
  readonly saveOutputs?: boolean;
  readonly mask: boolean;
  readonly force?: boolean;
}

/** `ahaflow run`: one run of a flow now, printed step by step. */
export function runCommand(console: Console, done: (code: number) => void): Command {
  return new Command("run")
    .argument("<flow>", "the flow's name")
    .option(
      "--payload <file>",
      "JSON file, or - for the standard input: a body, or a whole delivery; default: the flow's sample",
    )
    .option(
      "--step <id>",
      "only this step; examples stand in for the outputs of the steps before it",
    )
    .option(
      "--dry-run",
      "print what would be called, as far as that can be known, and call nothing",
    )
    .option("--simulate", "call the simulators instead of the platforms")
    .option(
      "--save-outputs",
      "write what each http.request was answered to a sample beside the flow",
    )
    .option("--no-mask", "with --save-outputs: keep names, phones, ids and other personal data")
    .option("--force", "with --save-outputs: overwrite samples that are there")
    .option("--flows <dir>", "folder of flows (AHAFLOW_FLOWS, default ./flows)")
    .option("--config <file>", "configuration (AHAFLOW_CONFIG, default ./ahaflow.yaml)")
    .addHelpText(
      "after",
      `
Nothing is kept: the run is not in the journal. Exit code: 0 when it succeeded, 1 when it failed;
with --dry-run, 1 when a step can't be done (✗).

Examples:
  ahaflow run order-thanks --dry-run                       what would be sent for the sample
  ahaflow run order-thanks --simulate                      the whole run, against simulators
  ahaflow run order-thanks --payload order.json            with another delivery, for real
  ahaflow run lead-to-crm --simulate --save-outputs        keep the CRM's answer as a sample
  ahaflow run order-thanks --step thanks --simulate        one step alone`,
    )
    .action(async (name: string, flags: RunFlags) => {
      done(await run(name, flags, console));
    });
}

async function run(name: string, flags: RunFlags, console: Console): Promise<number> {
  if (flags.saveOutputs === true && flags.dryRun === true)
    throw new AhaflowError("bad_argument", "--dry-run calls nothing: there is no output to save", {
      hint: "leave one of --dry-run and --save-outputs away",
    });
  const isReal = flags.simulate !== true && flags.dryRun !== true;
  const given = loadSettings(flags, console.env, isReal);
  const { flow, flows } = await findFlow(given.flowsFolder, flowSurroundings(given), name);
  if (flags.step !== undefined) checkStep(flow, flags.step);
  const told = createRedactor(secretsOf(given));
  const redact = createDataRedactor(secretsOf(given));
  if (flags.dryRun === true)
    return runDry({ flow, flows, flags, settings: given, redact, console });
  const payload = await readPayload(flags.payload, flow, console);
  const chosen = flags.step === undefined ? flow : onlyStep(flow, flags.step);
  const logger = await createLogger(
    // The report says what happened; only a bug is worth a line of its own.
    { ...given.log, level: "error" },
    (line) => told(line) as string,
  );
  const once: Once = { settings: given, flows, redact, logger, console, closers: [] };
  try {
    const around = flags.simulate === true ? await simulated(once) : once;
    const record = await runOnce(chosen, payload, around);
    const wanted = flags.step;
    const steps = record.steps.filter(({ path }) => wanted === undefined || isOf(path, wanted));
    console.out(runReport(...(redact([steps.map(shownStep), record.run]) as [Step[], RunRecord])));
    if (flags.saveOutputs === true) {
      const mask = (body: unknown) =>
        flags.mask ? maskPersonal(redact(body)) : maskCredentials(redact(body));
      const options = { mask, force: flags.force === true };
      for (const line of saveOutputs(flow, record.steps, options)) console.err(line);
    }
    return record.run.status === "succeeded" ? EXIT.ok : EXIT.failed;
  } finally {
    for (const closer of once.closers.toReversed()) await closer();
  }
}

interface Once {
  readonly settings: Settings;
  readonly flows: ReadonlyMap<string, TriggeredFlow>;
  readonly redact: (value: unknown) => unknown;
  readonly logger: Logger;
  readonly console: Console;
  readonly closers: (() => Promise<unknown>)[];
}

/** What is kept of a run. */
interface Done {
  readonly run: RunRecord;
  readonly steps: readonly StepRecord[];
}

async function simulated(once: Once): Promise<Once> {
  return { ...once, settings: (await simulate(once.closers)).redirect(once.settings) };
}

interface Dry extends Pick<Once, "settings" | "flows" | "redact" | "console"> {
  readonly flow: TriggeredFlow;
  readonly flags: RunFlags;
}

/** What would be called; an example stands in for what the schema of an answer says. */
async function runDry({ flow, flows, flags, settings, redact, console }: Dry): Promise<number> {
  const hasPayload = flags.payload !== undefined || startsByItself(flow);
  const payload = hasPayload ? await readPayload(flags.payload, flow, console) : undefined;
  const result = dryRun(flow, payload, {
    values: settings,
    limits: settings.limits,
    flows,
    redact: (value) => maskCredentialHeaders(redact(value)),
  });
  const { step: wanted } = flags;
  const steps = result.steps.filter(({ path }) => wanted === undefined || isOf(path, wanted));
  const notes = [
    ...(hasPayload ? [] : ["nothing is known of what starts the run: give it with --payload FILE"]),
    ...(steps.length > 0 ? [] : [`step ${wanted ?? ""} is not reached`]),
  ];
  console.out(dryRunReport({ ...result, steps }, notes));
  const fails = result.error !== undefined || steps.some(({ status }) => status === "failed");
  return fails ? EXIT.failed : EXIT.ok;
}

/** Whether it is known what starts a run: the sample, or the time. */
function startsByItself({ webhook, schedules }: TriggeredFlow): boolean {
  return webhook === undefined ? schedules.length > 0 : webhook.sample !== undefined;
}

async function runOnce(flow: CompiledFlow, payload: TriggerPayload, once: Once): Promise<Done> {
  const { settings, flows, logger, console, closers } = once;
  const store = createMemoryRunStore();
  const connections = openConnections(settings.connections);
  closers.push(() => closeConnections(connections));
  const outbound = new Outbound(settings.outboundAllow);
  const engine = new Engine({
    store,
    clock: systemClock,
    logger,
    redact: createRedactor(secretsOf(settings)),
    concurrency: settings.concurrency,
    limits: settings.limits,
    compile: (source) => compileStoredFlow(source, flowSurroundings(settings)),
    installed: () => ({ connections, values: settings, outbound, flows }),
  });
  const { id } = await engine.submit({ flow, source: "manual", payload, receivedAt: Date.now() });
  const stop = () => void engine.stop(0);
  console.ending.addEventListener("abort", stop);
  await engine.idle();
  console.ending.removeEventListener("abort", stop);
  const record = await store.get(id);
  if (record === undefined) throw new Error("the run that was just made is gone");
  return record;
}

function checkStep(flow: CompiledFlow, id: string): void {
  const ids = stepsOf(flow).map((step) => step.id);
  if (!ids.includes(id)) throw unknownName("step", id, ids);
}

/** The flow up to a step, in which everything but that step gives the example of its output. */
function onlyStep(flow: CompiledFlow, id: string): CompiledFlow {
  const last = flow.steps.findIndex((step) =>
    stepsOf({ ...flow, steps: [step], onFailure: [] }).some((one) => one.id === id),
  );
  const steps = last < 0 ? flow.steps : flow.steps.slice(0, last + 1);
  return withExamples({ ...flow, steps, output: undefined }, id);
}

/** Whether a path leads to a step of this id. */
function isOf(path: string, id: string): boolean {
  return path === id || path.endsWith(`/${id}`);
}
