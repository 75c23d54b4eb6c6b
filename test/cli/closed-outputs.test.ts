import { execFile } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { openSqliteRunStore } from "#src/stores/sqlite/sqlite-run-store.js";
import { Daemon } from "../support/daemon.ts";
import { Process } from "../support/process.ts";
import { callStep, Project } from "../support/project.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** What a shell puts behind a command. */
const AFTER = {
  "a reader that leaves at once": "| true",
  "a full disk": ">/dev/full",
} as const;

/** Every command that ends by itself, and what makes it write; `ID` is a run that has failed, `OLD` a journal. */
const COMMANDS = [
  "--help",
  "--version",
  "init NEW",
  "validate --format json",
  "test",
  "run good",
  "run good --dry-run",
  "graph good",
  "actions",
  "schema flow",
  "runs list",
  "runs show ID",
  "runs failures",
  "runs replay ID",
  "runs export",
  "backup NEW.db",
  "journal copy --from sqlite:OLD --to sqlite:NEW-copy",
] as const;

const FULL = "error: standard output can't be written (ENOSPC): not all of it is there\n";

interface Ended {
  readonly code: number;
  readonly err: string;
}

/** Runs a command of the program in a shell, with something behind it. @returns the program's own exit code */
function shell(
  command: string,
  after: string,
  env: Readonly<Record<string, string>>,
): Promise<Ended> {
  const line = `${JSON.stringify(process.execPath)} dist/main.js ${command} ${after}; exit \${PIPESTATUS[0]}`;
  return new Promise((ended) => {
    execFile(
      "bash",
      ["--norc", "-c", line],
      { env: { PATH: process.env["PATH"], ...env } },
      (error, _out, err) => ended({ code: error === null ? 0 : Number(error.code), err }),
    );
  });
}

/** A daemon with more to export than a pipe holds, and one run that has failed. */
async function withRuns() {
  const project = new Project({ defaults: { retry: { attempts: 1 } } });
  project.flow("good", { webhook: { sample: "good.json" }, steps: [{ id: "a", set: { b: "c" } }] });
  project.flow("down", { steps: [callStep("http://127.0.0.1:1", "a")] });
  const sample = { method: "POST", path: "/good", headers: {}, query: {}, params: {}, body: {} };
  writeFileSync(join(project.flows, "good.json"), JSON.stringify(sample));
  const tests = { flow: "good", tests: [{ name: "one", expect: { calls: [] } }] };
  writeFileSync(join(project.flows, "good.test.yaml"), JSON.stringify(tests));
  const daemon = await project.start();
  const failed = await daemon.accept("/down", {});
  for (let n = 0; n < 20; n++) await daemon.accept("/good", { text: "x".repeat(50_000) });
  await daemon.finished(failed);
  const env = project.environment({ AHAFLOW_ADMIN_URL: daemon.adminUrl });
  return { daemon, failed, env };
}

describe("an output that takes nothing more", () => {
  it.each(Object.keys(AFTER) as (keyof typeof AFTER)[])(
    "ends every command without a word of a bug: %s",
    async (reader) => {
      const { failed, env } = await withRuns();
      const folder = temporaryFolder();
      await (await openSqliteRunStore(join(folder, "old"))).close();
      for (const command of COMMANDS) {
        const args = command
          .replace("ID", failed)
          .replace("OLD", join(folder, "old"))
          .replace("NEW", join(folder, "new"));
        const { code, err } = await shell(args, AFTER[reader], env);
        const isFull = reader === "a full disk";
        expect({ command, code, err }).toEqual({
          command,
          code: isFull ? 1 : 141,
          err: isFull ? FULL : "",
        });
      }
      // What they do beside writing is done all the same.
      expect(existsSync(join(folder, "new", "ahaflow.yaml"))).toBe(true);
      expect(readFileSync(join(folder, "new.db")).subarray(0, 15).toString()).toBe(
        "SQLite format 3",
      );
      expect(existsSync(join(folder, "new-copy", "journal.db"))).toBe(true);
    },
  );

  it("is tried with every command", async () => {
    const help = new Process(["--help"], {});
    await help.ended;
    const [, listed = ""] = help.lines.join("\n").split("Commands:");
    const names = [...listed.matchAll(/^ {2}(\w+)/gm)].map(([, name]) => name);
    const tried = COMMANDS.map((command) => command.split(" ")[0]);
    // `register` says nothing on standard output before a platform has answered.
    const others = ["start", "listen", "simulator", "register", "help"];
    expect(new Set([...tried.slice(2), ...others])).toEqual(new Set(names));
  });

  it("ends an export early, with the code of a broken pipe", async () => {
    const { env } = await withRuns();
    const ended = await shell("runs export", "| head -c 1 >/dev/null", env);
    expect(ended).toEqual({ code: 141, err: "" });
  });

  it("is no bug either when standard error can't be written", async () => {
    expect(await shell("schema flow", ">/dev/full 2>/dev/full", {})).toEqual({ code: 1, err: "" });
    expect(await shell("schema nothing", "2>/dev/full", {})).toEqual({ code: 2, err: "" });
  });
});

describe("commands that go on", () => {
  it("listen ends when nobody reads it", async () => {
    const { daemon, env } = await withRuns();
    const listen = new Process(["listen", "good"], env);
    await vi.waitFor(() => expect(listen.errors).toContain("listening"), { timeout: 20_000 });
    listen.child.stdout?.destroy();
    await daemon.accept("/good", {});
    expect(await listen.ended).toBe(141);
    expect(listen.errors).toBe("listening for good; end with Ctrl-C\n");
  });

  it("the simulator goes on", async () => {
    const port = await freePort();
    const simulator = new Process(["simulator", "--port", String(port)], {});
    simulator.child.stdout?.destroy();
    await vi.waitFor(
      async () => expect((await fetch(`http://127.0.0.1:${port}/_simulator/state`)).ok).toBe(true),
      { timeout: 20_000 },
    );
    simulator.child.kill("SIGTERM");
    expect([0, 141]).toContain(await simulator.ended);
    expect(simulator.errors).toBe("");
  });

  it.each(["json", "pretty"])("a daemon goes on when nobody reads its log: %s", async (format) => {
    const daemon = await quietDaemon(format);
    daemon.child.stdout?.destroy();
    for (let n = 0; n < 3; n++) await daemon.accept("/good", {});
    await daemon.allFinished(3);
    expect(await daemon.stop()).toBe(0);
    expect(daemon.errors).toBe("");
  });

  it.each(["json", "pretty"])(
    "a daemon goes on when its log can't be written: %s",
    async (format) => {
      const daemon = await quietDaemon(format, "exec >/dev/full");
      await daemon.accept("/good", {});
      await daemon.allFinished(1);
      expect(await daemon.stop()).toBe(0);
      expect(daemon.errors).toBe("error: the log can't be written (ENOSPC); the daemon goes on\n");
    },
  );
});

/** A daemon whose log nobody sees: it is found by its ports. */
async function quietDaemon(format: string, before?: string): Promise<Daemon> {
  const project = new Project();
  project.flow("good", { steps: [{ id: "a", set: { b: "c" } }] });
  const [port, adminPort] = [await freePort(), await freePort()];
  const env = {
    AHAFLOW_LOG_FORMAT: format,
    AHAFLOW_PORT: String(port),
    AHAFLOW_ADMIN_PORT: String(adminPort),
  };
  const daemon = new Daemon(["start"], project.environment(env), before);
  daemon.webhookUrl = `http://127.0.0.1:${port}`;
  daemon.adminUrl = `http://127.0.0.1:${adminPort}`;
  await vi.waitFor(async () => expect((await daemon.admin("/readyz")).status).toBe(200), {
    timeout: 20_000,
  });
  return daemon;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
