import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { onTestFinished, vi } from "vitest";
import type { Step } from "#src/generated/admin-api.js";
import type { RunRecord, WebhookPayload } from "#src/journal/records.js";
import { expectNoCanary, expectNoCanaryIn } from "./canaries.ts";

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

/** A process of the program. It ends with the test at the latest. */
export class Process {
  readonly child: ChildProcess;
  /** Everything it wrote to standard output, line by line. */
  readonly lines: string[] = [];
  /** Everything it wrote to standard error. */
  errors = "";
  /** Resolves with the exit code; null after a signal. */
  readonly ended: Promise<number | null>;

  /** @param before what a shell does first, such as a limit that it sets */
  constructor(args: readonly string[], env: Readonly<Record<string, string>>, before?: string) {
    const program = [process.execPath, "dist/main.js", ...args] as const;
    const [command, ...rest] =
      before === undefined ? program : ["bash", "-c", `${before}; exec "$@"`, "bash", ...program];
    this.child = spawn(command, rest, {
      env: { PATH: process.env["PATH"], ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const { stdout, stderr } = this.child;
    if (stdout === null || stderr === null) throw new Error("no pipes");
    createInterface({ input: stdout }).on("line", (line) => this.lines.push(line));
    stderr.setEncoding("utf8").on("data", (text: string) => {
      this.errors += text;
    });
    this.ended = once(this.child, "close").then(() => this.child.exitCode);
    onTestFinished(async () => {
      await this.lastLook();
      this.child.kill("SIGKILL");
      await this.ended;
      expectNoCanary("standard output", this.lines.join("\n"));
      expectNoCanary("standard error", this.errors);
      if (env["AHAFLOW_DATA"] !== undefined) expectNoCanaryIn(env["AHAFLOW_DATA"]);
    });
  }

  /** Called before it is killed at the end of the test. */
  protected async lastLook(): Promise<void> {}
}

/** The daemon as a process of its own, in front of its webhooks and its admin API. */
export class Daemon extends Process {
  webhookUrl = "";
  adminUrl = "";
  adminHeaders: Readonly<Record<string, string>> = {};

  /** What everybody may see of a daemon that is still up has no secret either. */
  protected override async lastLook(): Promise<void> {
    if (this.adminUrl === "" || this.child.exitCode !== null || this.child.killed) return;
    for (const path of EVERYBODYS) {
      const response = await fetch(this.adminUrl + path, { headers: this.adminHeaders }).catch(
        () => undefined,
      );
      expectNoCanary(path, (await response?.text()) ?? "");
    }
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
    this.webhookUrl = String(line["webhook_url"]);
    this.adminUrl = String(line["admin_url"]);
    return this;
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

  /** kill -9: nothing is said goodbye to. */
  async crash(): Promise<void> {
    this.child.kill("SIGKILL");
    await this.ended;
  }

  /** SIGTERM. @returns the exit code */
  stop(): Promise<number | null> {
    this.child.kill("SIGTERM");
    return this.ended;
  }
}

function demand(status: number, wanted: number, body: unknown): void {
  if (status !== wanted) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
}
