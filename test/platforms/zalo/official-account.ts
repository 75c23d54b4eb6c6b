import { onTestFinished } from "vitest";
import { startZalo } from "#src/platforms/zalo/start-simulator.js";
import { CANARIES } from "../../support/canaries.ts";
import type { AnyDaemon, ShownRun } from "../../support/daemon.ts";
import { Project } from "../../support/project.ts";

export const USER = "5510185758261927916";

/** What the simulator says that an account has sent. */
export interface Sent {
  readonly user_id?: string;
  readonly text?: string;
  readonly phone?: string;
  readonly template_id?: string;
  readonly template_data?: object;
  readonly tracking_id?: string;
}

/** An official account in the simulator. */
export async function account(seed: object = {}) {
  const simulator = await startZalo({ seed });
  onTestFinished(() => simulator.close());
  const control = async (path: string, init?: RequestInit): Promise<unknown> =>
    (await fetch(`${simulator.url}/_simulator/${path}`, init)).json();
  const posted = (path: string, body: object) =>
    control(path, { method: "POST", body: JSON.stringify(body) });
  return {
    url: simulator.url,
    sent: async () => ((await control("state")) as { sent: Sent[] }).sent,
    fault: (fault: object) => posted("faults", fault),
    seed: (more: object) => posted("seed", more),
  };
}

/** The steps: a text for `/text`, a template for `/template`, with what the webhook brings. */
const RETRY = { attempts: 2, delay: "10ms", jitter: false } as const;
const TEXT = {
  id: "send",
  uses: "zalo.send_text",
  with: { user_id: "{{trigger.body.user}}", text: "{{trigger.body.text}}" },
  retry: RETRY,
  on_doubt: "fail" as const,
};
const TEMPLATE = {
  id: "send",
  uses: "zalo.send_template",
  with: {
    phone: "{{trigger.body.phone}}",
    template_id: "200607",
    template_data: { order_code: "{{trigger.body.code}}" },
    // The tests run at any hour.
    at_night: "send",
  },
  retry: RETRY,
  on_doubt: "fail" as const,
};

/** A project with one account, and both flows. @param more of its connection */
export function projectAt(
  base_url: string,
  more: object = { access_token: CANARIES.botToken },
): Project {
  const shop = { type: "zalo", base_url, ...more };
  return new Project({ connections: { shop } })
    .flow("text", { connection: "shop", steps: [TEXT] })
    .flow("template", { connection: "shop", steps: [TEMPLATE] });
}

/** Sends a text. */
export async function texted(daemon: AnyDaemon, text = "Chào bạn", user = USER): Promise<ShownRun> {
  return daemon.finished(await daemon.accept("/text", { user, text }));
}

/** Sends a template. */
export async function templated(
  daemon: AnyDaemon,
  phone = "0908 071 111",
  code: unknown = "DH1024",
): Promise<ShownRun> {
  return daemon.finished(await daemon.accept("/template", { phone, code }));
}
