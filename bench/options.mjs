import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { parseArgs } from "node:util";

export const SCENARIOS = ["accept", "runs", "overload", "pages", "postgres", "start", "commands"];

const USAGE = `npm run bench -- [--node FILE]... [--only SCENARIO]... [--rounds N] [--count N]
                 [--node-red FOLDER] [--profile]

  --node FILE        a Node binary that the measured programs run on; default: this one
  --only SCENARIO    ${SCENARIOS.join(", ")}; default: all
  --rounds N         of each scenario; default 3
  --count N          webhooks of a round; default 5000
  --node-red FOLDER  where node-red is installed: it gets the same overload (Node 22.9 or later)
  --profile          where the time of runs goes (with --only accept: of accepting), instead of all this`;

/**
 * @param {string[]} args what follows the command
 * @returns {{nodes: {file: string, version: string}[], only: string[], rounds: number, count: number,
 *   nodeRed?: string, profile: boolean}}
 */
export function readOptions(args) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        node: { type: "string", multiple: true, default: [process.execPath] },
        only: { type: "string", multiple: true, default: SCENARIOS },
        rounds: { type: "string", default: "3" },
        count: { type: "string", default: "5000" },
        "node-red": { type: "string" },
        profile: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) quit(USAGE, 0);
    const unknown = values.only.find((scenario) => !SCENARIOS.includes(scenario));
    if (unknown !== undefined) throw new Error(`--only: there is no scenario ${unknown}`);
    return {
      nodes: values.node.map(nodeAt),
      only: values.only,
      rounds: positive("rounds", values.rounds),
      count: positive("count", values.count),
      nodeRed: values["node-red"],
      profile: values.profile,
    };
  } catch (error) {
    return quit(`${error.message}\n\n${USAGE}`, 2);
  }
}

function nodeAt(given) {
  const file = given.includes("/") ? resolve(given) : given;
  const { stdout, error } = spawnSync(file, ["--version"], { encoding: "utf8" });
  if (error !== undefined || !/^v\d+\./.test(stdout))
    throw new Error(`--node: ${given} is no Node binary`);
  return { file, version: stdout.trim() };
}

function positive(name, text) {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new Error(`--${name}: ${text} is no count`);
  return number;
}

function quit(text, code) {
  (code === 0 ? console.log : console.error)(text);
  process.exit(code);
}
