import { readFileSync } from "node:fs";
import { vi } from "vitest";
import { Daemon } from "./daemon.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { json, startUpstream } from "./upstream.ts";

interface Sample {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The example flows of the project on a daemon whose connections lead to the simulators. */
export class ExampleShop {
  readonly daemon: Daemon;

  constructor(daemon: Daemon) {
    this.daemon = daemon;
  }

  static async open(env: Readonly<Record<string, string>> = {}): Promise<ExampleShop> {
    const crm = await startUpstream();
    crm.answer = json(200, { id: 501, items: [] });
    const daemon = new Daemon(["start", "--simulate"], {
      CRM_URL: crm.url,
      SHOP_BOT_TOKEN: "example-token-0123456789abcdef",
      SHOP_CHATBOTX_TOKEN: "example-workspace-token-0123456789",
      AHAFLOW_DATA: temporaryFolder(),
      AHAFLOW_HOST: "127.0.0.1",
      AHAFLOW_PORT: "0",
      AHAFLOW_ADMIN_PORT: "0",
      ...env,
    });
    return new ExampleShop(await daemon.ready());
  }

  /** Sends a sample as who sends it would, with other values in its body. @returns the status */
  async deliver(name: string, changes: Readonly<Record<string, unknown>> = {}): Promise<number> {
    const sample = JSON.parse(readFileSync(`flows/samples/${name}.json`, "utf8")) as Sample;
    const { method, path, query, headers } = sample;
    const body = { ...sample.body, ...changes };
    const isForm = headers["content-type"] === "application/x-www-form-urlencoded";
    const { status } = await this.daemon.send(`${path}?${new URLSearchParams(query).toString()}`, {
      method,
      headers,
      ...(method === "GET" ? {} : { body: isForm ? asForm(body) : JSON.stringify(body) }),
    });
    return status;
  }

  /** Lets calls of an endpoint of AhaChat's simulator fail. @param fault what its faults take */
  async breakDown(fault: Readonly<Record<string, unknown>>): Promise<void> {
    const url = await vi.waitFor(() => {
      const [line] = this.daemon.log("every connection leads to the simulator");
      if (line === undefined) throw new Error("no simulator yet");
      return String(line["simulator_url"]);
    });
    await fetch(`${url}/_simulator/faults`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(fault),
    });
  }

  /** Resolves once no run is left to do but those that rest. */
  async quiet(): Promise<void> {
    await vi.waitFor(
      async () => {
        const { body } = await this.daemon.admin("/api/v1/runs?limit=500");
        const { runs } = body as { runs: { status: string }[] };
        if (runs.some(({ status }) => status === "queued" || status === "running"))
          throw new Error("not yet");
      },
      { timeout: 20_000, interval: 50 },
    );
  }
}

function asForm(body: Readonly<Record<string, unknown>>): string {
  return new URLSearchParams(body as Record<string, string>).toString();
}
