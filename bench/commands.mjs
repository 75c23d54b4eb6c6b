// What somebody waits for who calls the program: beside a Node that does nothing.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { newFolder } from "./programs.mjs";
import { heading, row } from "./summary.mjs";

const COMMANDS = {
  "validate of one flow": ["dist/main.js", "validate", "flows/order-thanks.yaml"],
  "--help": ["dist/main.js", "--help"],
  "--version": ["dist/main.js", "--version"],
};

/** Calls of each command in a round. */
const CALLS = 5;

export function benchCommands(node, { rounds }) {
  const told = join(newFolder(), "cpu");
  const call = (args) => measure(node, args, told);
  console.log(heading(`${rounds * CALLS} calls each`, "ahaflow", "node -e 0"));
  for (const [name, args] of Object.entries(COMMANDS)) {
    call(args);
    const calls = Array.from({ length: rounds * CALLS }, () => ({
      ours: call(args),
      other: call(["-e", "0"]),
    }));
    const line = (what, of) =>
      console.log(
        row(
          `${name}: ${what}`,
          "ms",
          calls.map(({ ours, other }) => ({ ours: of(ours), other: of(other) })),
        ),
      );
    line("time", ({ ms }) => ms);
    line("CPU", ({ cpuMs }) => cpuMs);
  }
}

function measure(node, args, told) {
  const from = performance.now();
  const { status, stderr } = spawnSync(
    node.file,
    ["-r", join(import.meta.dirname, "tell-cpu.cjs"), ...args],
    { env: { ...process.env, BENCH_CPU: told }, encoding: "utf8" },
  );
  const ms = performance.now() - from;
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}: ${stderr}`);
  return { ms, cpuMs: Number(readFileSync(told, "utf8")) / 1_000 };
}
