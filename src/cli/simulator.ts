import { once } from "node:events";
import { readFileSync } from "node:fs";
import { Argument, Command, InvalidArgumentError } from "commander";
import { parseJson } from "../documents/parse-json.ts";
import { AhaflowError } from "../errors.ts";
import { connectedPlatforms, platformOf } from "../platforms/installed.ts";
import { type Console, EXIT } from "./console.ts";

/** Those that play without a configuration: what others play comes from the files of connections. */
const ALONE = connectedPlatforms.filter((one) => !("actions" in one.connections));

/** `ahaflow simulator`: the simulator of a platform alone. */
export function simulatorCommand(console: Console, done: (code: number) => void): Command {
  return new Command("simulator")
    .addArgument(
      new Argument("[platform]", "which one")
        .choices(ALONE.map(({ type }) => type))
        .default(ALONE[0]?.type),
    )
    .option("--port <n>", "port; 0 takes any free one", portNumber, 8090)
    .option("--seed <file>", "JSON file of what is there; without it, all appears at first sight")
    .addHelpText(
      "after",
      `
Examples:
  ahaflow simulator --port 8090          then base_url: http://127.0.0.1:8090 in ahaflow.yaml
  ahaflow simulator --seed bots.json     only these bots and users exist (docs/simulator.md)`,
    )
    .action(async (type: string, { port, seed }: { port: number; seed?: string }) => {
      const simulator = await platformOf({ type }).connections.simulate({
        port,
        ...(seed === undefined ? {} : { seed: readSeed(seed) }),
      });
      const { url, baseUrl } = simulator;
      console.out(JSON.stringify({ msg: "ready", url, base_url: baseUrl }));
      if (!console.ending.aborted) await once(console.ending, "abort");
      await simulator.close();
      done(EXIT.ok);
    });
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError("a port is 0 to 65535");
  return port;
}

function readSeed(file: string): unknown {
  try {
    return parseJson(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new AhaflowError("bad_argument", `the seed ${file} can't be read as JSON`, {
      hint: "docs/simulator.md shows its shape",
      cause,
    });
  }
}
