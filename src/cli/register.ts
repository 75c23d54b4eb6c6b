import { Command } from "commander";
import { ActionError, AhaflowError, ProblemsError } from "../errors.ts";
import type { WebhookFlow } from "../flows/compiled-flow.ts";
import { loadFlows } from "../flows/load-flows.ts";
import { registersOver } from "../flows/registration.ts";
import { flowSurroundings } from "../installation/installation.ts";
import type { Connection } from "../platforms/action.ts";
import type { RegistrationChange } from "../platforms/deliveries.ts";
import { platformOf } from "../platforms/installed.ts";
import { closeConnections, openConnections } from "../platforms/open-connections.ts";
import { type Flags, loadSettings } from "../settings/load-settings.ts";
import type { Settings } from "../settings/settings.ts";
import { publicAddress } from "../triggers/public-address.ts";
import { type Console, EXIT } from "./console.ts";
import { unknownName } from "./find-flow.ts";

interface RegisterFlags extends Flags {
  readonly dryRun?: boolean;
  readonly remove?: boolean;
}

/** `ahaflow register`: makes the registrations that the flows ask for. */
export function registerCommand(console: Console, done: (code: number) => void): Command {
  return new Command("register")
    .argument("[flow...]", "flows; default: all that say on.webhook.register")
    .option("--dry-run", "show what would be done; nothing is changed")
    .option("--remove", "take away what was registered")
    .option("--flows <dir>", "folder of flows (AHAFLOW_FLOWS, default ./flows)")
    .option("--config <file>", "configuration (AHAFLOW_CONFIG, default ./ahaflow.yaml)")
    .addHelpText(
      "after",
      `
Platforms are told the address under server.public_url of ahaflow.yaml. Done twice, it changes nothing.
Exit code: 0 when all is as the flows say, 1 when something failed.

Examples:
  ahaflow register --dry-run               what would be done
  ahaflow register                         do it
  ahaflow register order-from-chat --remove`,
    )
    .action(async (names: string[], flags: RegisterFlags) => {
      done(await register(names, flags, console));
    });
}

async function register(
  names: readonly string[],
  flags: RegisterFlags,
  console: Console,
): Promise<number> {
  const settings = loadSettings(flags, console.env);
  const flows = await registrable(names, settings, flags);
  if (flows.length === 0) console.err("note: no flow says on.webhook.register");
  // All of them before the first is told anything.
  const wanted = flows.map((flow) => ({ flow, url: publicAddress(flow, settings) }));
  const connections = openConnections(settings.connections);
  let code: number = EXIT.ok;
  try {
    for (const one of wanted) {
      const { flow } = one;
      try {
        await registerFlow(one, { connections, flags, console });
      } catch (error) {
        if (!(error instanceof ActionError)) throw error;
        const hint = error.hint === undefined ? "" : `\n  ${error.hint}`;
        console.err(`error: ${flow.name}: ${error.reason}: ${error.message}${hint}`);
        code = EXIT.failed;
      }
    }
    return code;
  } finally {
    await closeConnections(connections);
  }
}

interface Around {
  readonly connections: ReadonlyMap<string, Connection>;
  readonly flags: RegisterFlags;
  readonly console: Console;
}

/** @throws ActionError when the platform refuses something; what was done before stays done */
async function registerFlow(
  { flow, url }: { readonly flow: WebhookFlow; readonly url: string },
  { connections, flags, console }: Around,
): Promise<void> {
  const connection = connections.get(registersOver(flow.flow) ?? "");
  // Validation has seen to it.
  if (connection === undefined) throw new TypeError(`${flow.name} has no connection`);
  const registrar = platformOf(connection).webhooks?.registrar;
  if (registrar === undefined) throw new TypeError(`${flow.name} can't be registered`);
  const { from: kind = "", register: said } = flow.flow.on?.webhook ?? {};
  const changes = await registrar.changes(connection, {
    kind,
    flow: flow.name,
    url,
    register: flags.remove === true ? undefined : said,
  });
  const [address] = url.split("?");
  const told = (text: string) => console.out(`${flow.name}: ${text}`);
  if (changes.length === 0) told(`nothing is registered for ${address} (${connection.name})`);
  for (const change of changes) {
    if (flags.dryRun !== true) await change.apply?.();
    told(`${verb(change, flags)} ${change.what} → ${address} (${connection.name})`);
  }
}

function verb({ does }: RegistrationChange, { dryRun }: RegisterFlags): string {
  if (does === "keep") return "is there:";
  if (dryRun === true) return does === "add" ? "would register" : "would take away";
  return does === "add" ? "registered" : "took away";
}

/** The flows that are to be registered. @throws ProblemsError, AhaflowError `bad_argument` */
async function registrable(
  names: readonly string[],
  settings: Settings,
  flags: RegisterFlags,
): Promise<WebhookFlow[]> {
  const { catalog, problems, texts } = await loadFlows(
    [settings.flowsFolder],
    flowSurroundings(settings),
  );
  if (catalog === undefined) throw new ProblemsError(problems, texts);
  const all = [...catalog.flows.values()];
  const asking = all.filter(
    (flow): flow is WebhookFlow =>
      flow.webhook !== undefined && flow.flow.on?.webhook?.register !== undefined,
  );
  const isOff = ({ flow }: WebhookFlow) => flow.enabled === false && flags.remove !== true;
  if (names.length === 0) return asking.filter((flow) => !isOff(flow));
  return [...new Set(names)].map((name) => {
    if (!catalog.flows.has(name)) throw unknownName("flow", name, [...catalog.flows.keys()]);
    const found = asking.find((flow) => flow.name === name);
    if (found === undefined)
      throw new AhaflowError("bad_argument", `the flow ${name} says no on.webhook.register`, {
        hint: "say there what is to be registered, beside `from`",
      });
    if (isOff(found))
      throw new AhaflowError("bad_argument", `the flow ${name} is disabled: nobody would answer`, {
        hint: "take `enabled: false` away, or give --remove",
      });
    return found;
  });
}
