import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ConfigFile } from "#src/generated/config.js";
import type { Flow, WebhookTrigger } from "#src/generated/flow.js";
import { CANARIES } from "./canaries.ts";
import { Daemon, OpenDaemon } from "./daemon.ts";
import { temporaryFolder } from "./temporary-folder.ts";

type Step = Flow["steps"][number];

/** A flow without its name: what a webhook on a path does. */
export interface FlowParts extends Partial<Omit<Flow, "name" | "on">> {
  readonly steps: Flow["steps"];
  readonly webhook?: Partial<WebhookTrigger>;
}

/** A folder with flows, a configuration and a journal, that daemons are started in. */
export class Project {
  readonly folder = temporaryFolder();
  readonly data = join(this.folder, "data");
  readonly flows = join(this.folder, "flows");

  constructor(config: ConfigFile = {}) {
    mkdirSync(this.flows);
    this.configure(config);
  }

  /** Writes ahaflow.yaml (JSON is YAML, too), with one secret more. The servers of tests are on this machine. */
  configure(config: ConfigFile): void {
    const secrets = { canary: CANARIES.secret, ...config.secrets };
    const all = { outbound: { allow: ["127.0.0.1"] }, ...config, secrets };
    writeFileSync(join(this.folder, "ahaflow.yaml"), JSON.stringify(all));
  }

  /** Writes a flow; its webhook's path is its name unless the parts say otherwise. */
  flow(name: string, { webhook, ...parts }: FlowParts): this {
    const flow: Flow = { name, on: { webhook: { path: `/${name}`, ...webhook } }, ...parts };
    // As git does: a daemon that looks meanwhile finds no half of a file.
    const written = join(this.folder, `${name}.written`);
    writeFileSync(written, JSON.stringify(flow, null, 2));
    renameSync(written, join(this.flows, `${name}.yaml`));
    return this;
  }

  /** The environment of a daemon of this project, on any free ports. */
  environment(env: Readonly<Record<string, string>> = {}): Record<string, string> {
    return {
      AHAFLOW_FLOWS: this.flows,
      AHAFLOW_CONFIG: join(this.folder, "ahaflow.yaml"),
      AHAFLOW_DATA: this.data,
      AHAFLOW_HOST: "127.0.0.1",
      AHAFLOW_PORT: "0",
      AHAFLOW_ADMIN_PORT: "0",
      ...env,
    };
  }

  /** Starts a daemon in this process: for what is no matter of processes. */
  open(env: Readonly<Record<string, string>> = {}, simulate = false): Promise<OpenDaemon> {
    return OpenDaemon.open(this.environment(env), simulate);
  }

  /** Starts a daemon and waits until it is ready. */
  start(env: Readonly<Record<string, string>> = {}): Promise<Daemon> {
    return this.launch(env).ready();
  }

  /** Starts a daemon whose files may have so many KiB each. */
  launchLimited(kib: number): Daemon {
    return new Daemon(["start"], this.environment(), `ulimit -f ${kib}`);
  }

  /** Starts a daemon that may refuse to. */
  launch(env: Readonly<Record<string, string>> = {}, flags: readonly string[] = []): Daemon {
    return new Daemon(["start", ...flags], this.environment(env));
  }
}

/** A configuration with one bot, `shop`, at an address. */
export function shopAt(base_url: string, more: ConfigFile = {}): ConfigFile {
  return {
    connections: {
      shop: {
        type: "ahachat",
        bot_id: "12404829",
        bot_token: CANARIES.botToken,
        rate_limit: "1000/s",
        base_url,
      },
    },
    ...more,
  };
}

/** A step that posts which run and which step it is, with whatever the flow adds. */
export function callStep(
  url: string,
  id: string,
  { json = {}, ...more }: Partial<Omit<Step, "uses" | "with">> & { json?: object } = {},
): Step {
  return {
    id,
    uses: "http.request",
    with: {
      method: "POST",
      url,
      headers: { "x-trace": "{{secrets.canary}}" },
      json: { run: "{{run.id}}", step: id, ...json },
    },
    ...more,
  };
}
