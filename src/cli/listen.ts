import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { Command, InvalidArgumentError } from "commander";
import { toYaml } from "../documents/to-yaml.ts";
import { writeTextFile } from "../documents/write-text-file.ts";
import { AhaflowError } from "../errors.ts";
import type { FlowList, Refusal } from "../generated/admin-api.ts";
import { maskPersonal } from "../telemetry/mask-personal.ts";
import { ADMIN_OPTION, AdminClient } from "./admin-client.ts";
import { type Console, EXIT } from "./console.ts";
import { unknownName } from "./find-flow.ts";
import { refusalLines } from "./reports/refusal.ts";

interface ListenFlags {
  readonly path?: string;
  readonly save?: string;
  readonly count?: number;
  readonly mask?: boolean;
  readonly admin?: string;
}

/** A delivery as the daemon's event stream tells it. */
interface Delivery {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly query: unknown;
  readonly params: Record<string, string>;
  readonly body: unknown;
  readonly flow: string | null;
  readonly status: number;
  readonly run_id: string | null;
  /** Why it was refused; a daemon of before does not say. */
  readonly error?: Pick<Refusal, "code" | "message" | "details"> | null;
  /** The daemon that it came to, where several may share a journal. */
  readonly node?: string;
}

/** `ahaflow listen`: the next deliveries as they come, and one of them kept as the sample. */
export function listenCommand(console: Console, done: (code: number) => void): Command {
  return new Command("listen")
    .argument("[flow]", "only deliveries of this flow")
    .option("--path <path>", "only deliveries on this path, also one that no flow has yet")
    .option("--save <file>", "write the first delivery to this file, and end")
    .option("--count <n>", "end after so many deliveries", atLeastOne)
    .option("--mask", "show and save made-up values for what tells who a person is")
    .option(...ADMIN_OPTION)
    .addHelpText(
      "after",
      `
The daemon has to run. Credentials in headers are never shown.

Examples:
  ahaflow listen order-thanks                                   watch
  ahaflow listen order-thanks --save flows/samples/order.json   catch the next one as the sample
  ahaflow listen --path /new --save flows/samples/new.json      before there is a flow`,
    )
    .action(async (flow: string | undefined, flags: ListenFlags) => {
      await listen(flow, flags, console);
      done(EXIT.ok);
    });
}

async function listen(
  flow: string | undefined,
  flags: ListenFlags,
  console: Console,
): Promise<void> {
  if (flow === undefined && flags.path === undefined && flags.save !== undefined)
    throw new AhaflowError("bad_argument", "which deliveries are to be saved?", {
      hint: "name a flow, or a path with --path",
    });
  const wanted = flags.count ?? (flags.save === undefined ? Number.POSITIVE_INFINITY : 1);
  const client = new AdminClient(flags.admin, console);
  if (flow !== undefined) await demandFlow(client, flow);
  const events = await openEvents(client, console);
  if (events === undefined) return;
  console.unread.addEventListener("abort", () => events.destroy());
  console.err(`listening for ${flow ?? flags.path ?? "every delivery"}; end with Ctrl-C`);
  let seen = 0;
  for await (const delivery of deliveries(events)) {
    if (delivery === "gap") {
      console.err(
        "deliveries may be missing here: too many came, or another daemon could not be heard",
      );
      continue;
    }
    if (flow !== undefined && delivery.flow !== flow) continue;
    if (flags.path !== undefined && delivery.path !== flags.path) continue;
    const { flow: taken, status, run_id: _run, error, node, ...sample } = delivery;
    const shown = flags.mask === true ? maskPersonal(sample) : sample;
    const other =
      status < 400 ? ", no new run: for one that waits, or for a platform" : ", no flow takes it";
    const by = taken === null ? other : ` by ${taken}`;
    console.out(`# answered ${status}${by}${node === undefined ? "" : `, on ${node}`}`);
    for (const line of error == null ? [] : refusalLines(error)) console.out(`# ${line}`);
    console.out(`${toYaml(shown)}\n`);
    if (seen === 0 && flags.save !== undefined) save(flags.save, shown, console);
    seen++;
    if (seen >= wanted) return;
  }
  if (!console.ending.aborted && !console.unread.aborted)
    throw new AhaflowError("daemon_gone", "the daemon ended the connection", {
      hint: "start it again, and then this",
    });
}

/** A name that no flow has, or a flow to which nothing comes, would be listened to for ever. */
async function demandFlow(client: AdminClient, name: string): Promise<void> {
  const { flows } = await client.ask<FlowList>("flows");
  const names = flows.map((flow) => flow.name);
  if (!names.includes(name)) throw unknownName("flow", name, names.toSorted());
  if (flows.some((flow) => flow.name === name && flow.webhook === null))
    throw new AhaflowError("bad_argument", `the flow ${name} has no webhook: nothing comes to it`, {
      hint: "listen to a flow with on.webhook, or to a path with --path",
    });
}

function save(file: string, delivery: unknown, { err }: Console): void {
  try {
    writeTextFile(file, `${JSON.stringify(delivery, undefined, 2)}\n`);
  } catch (cause) {
    throw new AhaflowError("not_saved", `the delivery can't be written to ${file}`, {
      hint: "does the folder exist, may it be written, and is there room?",
      cause,
    });
  }
  err(`saved as ${file}; a flow names it with on.webhook.sample`);
}

/** The daemon's events; undefined when the process was asked to end meanwhile. */
async function openEvents(client: AdminClient, { ending }: Console): Promise<Readable | undefined> {
  const response = await client.open("events").catch((error: unknown) => {
    if (ending.aborted) return undefined;
    throw error;
  });
  if (response === undefined) return undefined;
  if (!response.ok || response.body === null)
    throw new AhaflowError("no_daemon", `${client.url} answered ${response.status}`, {
      hint: "is this the admin address of an ahaflow daemon?",
    });
  return Readable.fromWeb(response.body);
}

async function* deliveries(stream: Readable): AsyncGenerator<Delivery | "gap"> {
  let event = "";
  try {
    for await (const line of createInterface({ input: stream })) {
      if (line.startsWith("event: ")) event = line.slice("event: ".length);
      else if (line.startsWith("data: ") && event === "delivery")
        yield JSON.parse(line.slice("data: ".length)) as Delivery;
      else if (line.startsWith("data: ") && event === "gap") yield "gap";
      else if (line === "") event = "";
    }
  } catch (error) {
    // When the process is asked to end, or the daemon goes, the lines just stop.
    if (error !== stream.errored) throw error;
  } finally {
    // Whoever has seen enough leaves the loop: the daemon would keep the stream open.
    stream.destroy();
  }
}

function atLeastOne(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError("a number from 1");
  return count;
}
