import { once } from "node:events";
import { Command } from "commander";
import { type App, startApp } from "../app.ts";
import { type Flags, loadSettings, readPaths } from "../settings/load-settings.ts";
import { type Console, EXIT } from "./console.ts";
import { giveMemoryBackWhenQuiet, letHeapGrow } from "./heap.ts";

/** `ahaflow start`: the daemon, until it is asked to end. */
export function startCommand(console: Console, done: (code: number) => void): Command {
  return new Command("start")
    .option("--flows <dir>", "folder of flows (AHAFLOW_FLOWS, default ./flows)")
    .option("--config <file>", "configuration (AHAFLOW_CONFIG, default ./ahaflow.yaml)")
    .option(
      "--simulate",
      "start the simulators inside and send every call over a connection to them",
    )
    .addHelpText(
      "after",
      `
Examples:
  ahaflow start                      flows of ./flows, webhooks on port 8080
  ahaflow start --simulate           the same against simulators; http.request still calls its addresses
  AHAFLOW_PORT=9000 ahaflow start    another port; all settings are in the README`,
    )
    .action(async (flags: Flags & { simulate?: boolean }) => {
      const { config } = readPaths(flags, console.env);
      let app: App | undefined;
      // Before the start, which reads the files anyway: unheard, the signal would end the process.
      console.onHangup(() => void app?.reload("signal"));
      app = await startApp({
        readSettings: () => loadSettings(flags, console.env, flags.simulate !== true),
        configFile: config ?? "ahaflow.yaml",
        simulate: flags.simulate === true,
      });
      letHeapGrow();
      giveMemoryBackWhenQuiet();
      if (!console.ending.aborted) await once(console.ending, "abort");
      app.logger.info({ signal: console.ending.reason }, "stopping");
      await app.stop();
      app.logger.info("stopped");
      done(EXIT.ok);
    });
}
