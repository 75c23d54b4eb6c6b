import type { ChildProcess } from "node:child_process";
import { onTestFinished, vi } from "vitest";
import { type App, startApp } from "#src/app.js";
import type { Step } from "#src/generated/admin-api.js";
import type { RunRecord, WebhookPayload } from "#src/journal/records.js";
import { loadSettings } from "#src/settings/load-settings.js";
import { expectNoCanary, expectNoCanaryIn } from "./canaries.ts";
import { Process } from "./process.ts";

/** A run as the admin API shows it. */
export interface ShownRun extends Pick<RunRecord, "id" | "flow" | "version" | "status"> {
  readonly created_at: string;
  readonly finished_at: string | null;
  readonly error: { reason: string; code: string; step?: string } | null;
  readonly payload: WebhookPayload;
  readonly steps: readonly Step[];
}

/** What the admin side shows, and must have no secret in it. */
const EVERYBODYS = [
  "/metrics",
  "/api/v1/runs?limit=20",
  "/api/v1/reloads",
  "/api/v1/connections",
  "/api/v1/deliveries?limit=20&unmasked=true",
];

/** Slow machines under load; nothing waits for as long when it is well. */
const WAIT_MS = 60_000;

/** What a webhook was answered. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly run_id: string;
    readonly duplicate?: boolean;
    readonly error?: { code: string; message: string; details?: unknown };
  };
}

/** A daemon, in front of its webhooks and its admin API. */
export abstract class AnyDaemon {
  webhookUrl = "";
  adminUrl = "";
  adminHeaders: Readonly<Record<string, string>> = {};
  /** Its log, line by line. */
  abstract readonly lines: readonly string[];

  /** SIGTERM, or what comes of it. @returns the exit code */
  abstract stop(): Promise<number | null>;

  /** What everybody may see of it has no secret either. */
  protected async lastLook(): Promise<void> {
    for (const path of EVERYBODYS) {
      const response = await fetch(this.adminUrl + path, { headers: this.adminHeaders }).catch(
        () => undefined,
      );
      expectNoCanary(path, (await response?.text()) ?? "");
    }
  }

  /** Takes the addresses that the log tells. */
  protected knowsPlaces(): void {
    const [line] = this.log("ready");
    this.webhookUrl = String(line?.["webhook_url"]);
    this.adminUrl = String(line?.["admin_url"]);
  }

  /** The log lines with this message. */
  log(message: string): Record<string, unknown>[] {
    return this.lines
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ msg }) => msg === message);
  }

  /** Sends a request to the webhook listener. */
  async send(path: string, init: RequestInit = {}): Promise<Answered> {
    const response = await fetch(this.webhookUrl + path, init);
    const text = await response.text();
    expectNoCanary(`the answer of ${path}`, text);
    return {
      status: response.status,
      headers: response.headers,
      body: text === "" ? {} : JSON.parse(text),
    };
  }

  /** Posts a JSON body. */
  post(path: string, body: unknown): Promise<Answered> {
    const headers = { "content-type": "application/json" };
    return this.send(path, { method: "POST", headers, body: JSON.stringify(body) });
  }

  /** Posts a JSON body that has to be accepted. @returns the run's id */
  async accept(path: string, body: unknown): Promise<string> {
    const answer = await this.post(path, body);
    demand(answer.status, 202, answer.body);
    return answer.body.run_id;
  }

  /** Asks the admin listener. */
  async admin(path: string, method = "GET"): Promise<{ status: number; body: unknown }> {
    const response = await fetch(this.adminUrl + path, { method, headers: this.adminHeaders });
    const text = await response.text();
    expectNoCanary(path, text);
    return { status: response.status, body: JSON.parse(text) };
  }

  /** A run with its steps. */
  async run(id: string): Promise<ShownRun> {
    const { status, body } = await this.admin(`/api/v1/runs/${id}`);
    demand(status, 200, body);
    return body as ShownRun;
  }

  /** The runs that the query gives. */
  async runs(query = "limit=500"): Promise<ShownRun[]> {
    const { status, body } = await this.admin(`/api/v1/runs?${query}`);
    demand(status, 200, body);
    return (body as { runs: ShownRun[] }).runs;
  }

  /** The run once a condition holds. */
  runWhen(id: string, condition: (run: ShownRun) => boolean): Promise<ShownRun> {
    return vi.waitFor(
      async () => {
        const run = await this.run(id);
        if (!condition(run)) throw new Error(`not yet: ${JSON.stringify(run)}`);
        return run;
      },
      { timeout: WAIT_MS, interval: 20 },
    );
  }

  /** The run once it has ended. */
  finished(id: string): Promise<ShownRun> {
    return this.runWhen(id, ({ finished_at }) => finished_at !== null);
  }

  /** Runs once all of them have ended. One is asked for after the other: many who ask at once hold up what they wait for. */
  async finishedAll(ids: readonly string[]): Promise<ShownRun[]> {
    const runs: ShownRun[] = [];
    for (const id of ids) runs.push(await this.finished(id));
    return runs;
  }

  /** Every run of the journal, once none is left to do; at most 500. */
  allFinished(count: number): Promise<ShownRun[]> {
    return vi.waitFor(
      async () => {
        const runs = await this.runs();
        const open = runs.filter(({ finished_at }) => finished_at === null).length;
        if (runs.length < count || open > 0)
          throw new Error(`${open} of ${runs.length} runs are not finished`);
        return runs;
      },
      { timeout: WAIT_MS, interval: 50 },
    );
  }
}

/** The daemon as a process of its own. */
export class Daemon extends AnyDaemon {
  readonly #process: Process;

  /** @param before what a shell does first, such as a limit that it sets */
  constructor(args: readonly string[], env: Readonly<Record<string, string>>, before?: string) {
    super();
    this.#process = new Process(args, env, before, async () => {
      if (this.adminUrl === "" || this.child.exitCode !== null || this.child.killed) return;
      await this.lastLook();
    });
  }

  get child(): ChildProcess {
    return this.#process.child;
  }

  override get lines(): readonly string[] {
    return this.#process.lines;
  }

  get errors(): string {
    return this.#process.errors;
  }

  get ended(): Promise<number | null> {
    return this.#process.ended;
  }

  /** Resolves once it says that it is ready; fails with what it wrote when it ends before. */
  async ready(): Promise<this> {
    const line = await vi.waitFor(
      () => {
        const found = this.log("ready")[0];
        if (found === undefined && this.child.exitCode === null) throw new Error("not ready yet");
        return found;
      },
      { timeout: WAIT_MS, interval: 10 },
    );
    if (line === undefined) throw new Error(`the daemon ended: ${this.errors}`);
    this.knowsPlaces();
    return this;
  }

  /** kill -9: nothing is said goodbye to. */
  async crash(): Promise<void> {
    this.child.kill("SIGKILL");
    await this.ended;
  }

  override stop(): Promise<number | null> {
    this.child.kill("SIGTERM");
    return this.ended;
  }
}

/**
 * The daemon in this process: what `ahaflow start` starts, but for the process. It takes a third of the CPU. What
 * ends by a signal, dies, is not let start or has a process's memory and outputs is a `Daemon`.
 */
export class OpenDaemon extends AnyDaemon {
  override readonly lines: string[] = [];
  #app: App | undefined;

  /** Starts one that ends with the test at the latest. */
  static async open(env: Readonly<Record<string, string>>, simulate: boolean): Promise<OpenDaemon> {
    const daemon = new OpenDaemon();
    daemon.#app = await startApp({
      readSettings: () => loadSettings({}, env, !simulate),
      configFile: env["AHAFLOW_CONFIG"],
      simulate,
      log: { write: (line) => void daemon.lines.push(line.trimEnd()) },
    });
    daemon.knowsPlaces();
    onTestFinished(async () => {
      if (daemon.#app !== undefined) await daemon.lastLook();
      await daemon.stop();
      expectNoCanary("the log", daemon.lines.join("\n"));
      if (env["AHAFLOW_DATA"] !== undefined) expectNoCanaryIn(env["AHAFLOW_DATA"]);
    });
    return daemon;
  }

  override async stop(): Promise<number> {
    const app = this.#app;
    this.#app = undefined;
    await app?.stop();
    return 0;
  }
}

function demand(status: number, wanted: number, body: unknown): void {
  if (status !== wanted) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
}
