import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { vi } from "vitest";
import { runProgram } from "#src/cli/program.js";
import { Daemon } from "../support/daemon.ts";
import { reloadNow } from "../support/reloads.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const SIMULATED = "ahaflow start --simulate";
const CURL = /^curl (\S+) -H 'Content-Type: application\/json' -d (?:'([^']*)'|@(\S+))$/;

/** Someone who does what a page says, in a project of their own, on ports that are free. */
export class Reader {
  readonly #folder = temporaryFolder();
  #daemon: Daemon | undefined;
  #simulator = "";
  /** The `listen` of another terminal, and what it has printed. */
  readonly #listening: { lines: string[]; ended: Promise<number> }[] = [];
  /** The newest run: what the page calls ID. */
  #run = "";
  /** What was printed since this was emptied. */
  shown: string[] = [];
  /** What each `curl` was answered. */
  readonly answered: number[] = [];

  #path(file: string): string {
    return join(this.#folder, file);
  }

  get #env(): Record<string, string> {
    return {
      AHAFLOW_FLOWS: this.#path("flows"),
      AHAFLOW_CONFIG: this.#path("ahaflow.yaml"),
      AHAFLOW_DATA: this.#path("data"),
      AHAFLOW_PORT: "0",
      AHAFLOW_ADMIN_PORT: "0",
      AHAFLOW_ADMIN_URL: this.#daemon?.adminUrl ?? "http://127.0.0.1:1",
      TELEGRAM_TOKEN: "1234567890:a-token",
      TZ: zoneAtNoon(),
    };
  }

  /** Saves a file of the page. @returns the status of the reload, if a daemon is up */
  async save(file: string, text: string): Promise<number | undefined> {
    mkdirSync(dirname(this.#path(file)), { recursive: true });
    writeFileSync(this.#path(file), text);
    return this.#daemon && (await reloadNow(this.#daemon)).status;
  }

  /** Types a line into a terminal in the project's folder. @returns the exit code */
  async type(line: string): Promise<number> {
    if (line.startsWith("curl ")) return this.#curl(line);
    if (line === SIMULATED) return (await this.#start()) && 0;
    if (line === "ahaflow start") await this.#end();
    if (!line.startsWith("ahaflow ")) {
      execFileSync("bash", ["-c", line], { cwd: this.#folder });
      return 0;
    }
    const args = [...line.replace(/ && .*$/, "").matchAll(/"([^"]*)"|(\S+)/g)]
      .slice(1)
      .map(([, quoted, plain = ""]) => quoted ?? plain)
      .map((arg) => arg.replace(/^~\/my-bot$/, this.#folder).replace(/^ID$/, this.#run))
      .map((arg) => (arg.startsWith("flows/") ? this.#path(arg) : arg));
    return args[0] === "listen" ? this.#listen(args) : this.#program(args, this.shown);
  }

  #program(args: readonly string[], lines: string[]): Promise<number> {
    const print = (text: string) =>
      void lines.push(...text.replaceAll(`${this.#folder}/`, "").split("\n"));
    return runProgram(args, {
      env: this.#env,
      out: print,
      err: print,
      ending: new AbortController().signal,
      onHangup: () => undefined,
      unread: new AbortController().signal,
    });
  }

  async #start(): Promise<Daemon> {
    const daemon = await new Daemon(["start", "--simulate"], this.#env).ready();
    this.#simulator = await vi.waitFor(() => {
      const [line] = daemon.log("every connection leads to the simulator");
      if (line === undefined) throw new Error("no simulator yet");
      return line["simulator_url"] as string;
    });
    this.#daemon = daemon;
    return daemon;
  }

  /** Ctrl-C. */
  async #end(): Promise<void> {
    const code = await this.#daemon?.stop();
    if (code !== 0) throw new Error(`the daemon ended with code ${code}`);
    this.#daemon = undefined;
  }

  async #listen(args: readonly string[]): Promise<number> {
    const lines: string[] = [];
    this.#listening.push({ lines, ended: this.#program(args, lines) });
    const begun = () => lines.some((line) => line.startsWith("listening"));
    await vi.waitUntil(begun, { timeout: 20_000 });
    return 0;
  }

  /**
   * Sends what the line would, and waits until the run that it starts has ended.
   * @returns the exit code of a `listen` that this one ends, else 0
   */
  async #curl(line: string): Promise<number> {
    const daemon = this.#daemon ?? (await this.#start());
    const [, url = "", text, file = ""] = CURL.exec(line) ?? [];
    const real = url
      .replace("http://127.0.0.1:8080", daemon.webhookUrl)
      .replace("http://127.0.0.1:PORT", this.#simulator);
    const response = await fetch(real, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: text ?? readFileSync(this.#path(file)),
    });
    this.answered.push(response.status);
    const { run_id } = (await response.json()) as { run_id?: string };
    if (run_id !== undefined) this.#run = (await daemon.finished(run_id)).id;
    const [listening] = this.#listening.splice(0);
    const code = await listening?.ended;
    this.shown.push(...(listening?.lines ?? []));
    return code ?? 0;
  }
}

/** A time zone where it is about noon: nine o'clock was some time ago. */
function zoneAtNoon(): string {
  const ahead = new Date().getUTCHours() - 12;
  return `Etc/GMT${ahead < 0 ? "" : "+"}${ahead}`;
}
