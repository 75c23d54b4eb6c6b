import type { Command } from "commander";
import type { Console } from "./console.ts";
import { keepHeapSmall } from "./heap.ts";

/** A command as the list of all shows it, and its file, which is loaded when it is called. */
export interface CommandEntry {
  /** What follows its name. */
  readonly takes: string;
  readonly does: string;
  readonly load: () => Promise<CommandMaker>;
}

type CommandMaker = (console: Console, done: (code: number) => void) => Command;

/** The commands, in the order of the list. */
export const COMMANDS: { readonly [name: string]: CommandEntry } = {
  init: {
    takes: "[dir]",
    does: "write a new project: configuration, a flow with sample and test, CI, editor help",
    load: async () => (await import("./init.ts")).initCommand,
  },
  start: {
    takes: "[options]",
    does: "start the daemon",
    load: async () => {
      keepHeapSmall();
      return (await import("./start.ts")).startCommand;
    },
  },
  validate: {
    takes: "[options] [path...]",
    does: "check flows and configuration; nothing is run or called",
    load: async () => (await import("./validate.ts")).validateCommand,
  },
  test: {
    takes: "[options] [path...]",
    does: "run the tests of the flows: nothing is called, no wait takes time",
    load: async () => (await import("./test.ts")).testCommand,
  },
  run: {
    takes: "[options] <flow>",
    does: "run a flow once, now, and print what each step did",
    load: async () => (await import("./run.ts")).runCommand,
  },
  listen: {
    takes: "[options] [flow]",
    does: "print deliveries as they reach the running daemon; keep one as a sample",
    load: async () => (await import("./listen.ts")).listenCommand,
  },
  register: {
    takes: "[options] [flow...]",
    does: "tell platforms which webhooks to call, as the flows say",
    load: async () => (await import("./register.ts")).registerCommand,
  },
  backup: {
    takes: "[options] <file>",
    does: "copy the running daemon's journal to a new file",
    load: async () => (await import("./backup.ts")).backupCommand,
  },
  journal: {
    takes: "",
    does: "copy a journal to another place; bring the tables of a database to this version's",
    load: async () => (await import("./journal.ts")).journalCommand,
  },
  runs: {
    takes: "",
    does: "look at the running daemon's runs; do them again, or end them",
    load: async () => (await import("./runs.ts")).runsCommand,
  },
  graph: {
    takes: "[options] <flow>",
    does: "print a flow as a Mermaid flowchart",
    load: async () => (await import("./graph.ts")).graphCommand,
  },
  actions: {
    takes: "[options] [name]",
    does: "list the actions that flows can use, those of OpenAPI documents included",
    load: async () => (await import("./actions.ts")).actionsCommand,
  },
  simulator: {
    takes: "[options] [platform]",
    does: "start the simulator of a platform alone",
    load: async () => (await import("./simulator.ts")).simulatorCommand,
  },
  schema: {
    takes: "[options] <name>",
    does: "print the JSON Schema of flows, of their tests or of ahaflow.yaml, for editors",
    load: async () => (await import("./schema.ts")).schemaCommand,
  },
};
