import type { TriggerEvent } from "../engine/accept/submit.ts";
import { type AdminOptions, createAdmin } from "../http/api/admin.ts";
import { openListener } from "../http/server/open-listener.ts";
import { createIngress, type IngressOptions } from "../http/webhooks/ingress.ts";
import { RefusalKeeper } from "../http/webhooks/refusal-keeper.ts";
import type { Settings } from "../settings/settings.ts";
import { type Closers, GRACE_MS, type Parts } from "./parts.ts";

/** Opens both listeners, the admin side first. @returns their addresses */
export async function startListeners(
  parts: Parts,
  settings: Settings,
  closers: Closers,
): Promise<{ webhook_url: string; admin_url: string }> {
  const { reloader, engine, store, nodes, redact } = parts;
  const refusals = new RefusalKeeper({ store, redact });
  closers.push(() => refusals.flush());
  let webhookUrl = "";
  const shared = {
    catalog: () => reloader.current.catalog,
    submit: (event: TriggerEvent) => engine.submit({ commit: reloader.current.commit, ...event }),
  };
  const admin = await openListener(
    adminApp(parts, settings, {
      webhookUrl: () => webhookUrl,
      flushRefusals: () => refusals.flush(),
      ...shared,
    }),
    settings.admin,
    ADMIN,
  );
  closers.push(() => admin.close(0));
  const ingress = ingressApp(parts, settings, { refusals, ...shared });
  const webhooks = await openListener(ingress, settings.webhook, {
    what: "webhook listener",
    variables: { host: "AHAFLOW_HOST", port: "AHAFLOW_PORT" },
    beside: { ...settings.admin, ...ADMIN },
  });
  closers.push(() => webhooks.close(GRACE_MS));
  webhookUrl = webhooks.url;
  nodes.serve(webhookUrl);
  return { webhook_url: webhooks.url, admin_url: admin.url };
}

const ADMIN = {
  what: "admin listener",
  variables: { host: "AHAFLOW_ADMIN_HOST", port: "AHAFLOW_ADMIN_PORT" },
};

/** What both listeners use. */
type Shared = Pick<IngressOptions, "catalog" | "submit">;

function adminApp(
  { nodes, reloader, engine, store, logger, metrics, changes, others, redact, simulated }: Parts,
  settings: Settings,
  shared: Shared & Pick<AdminOptions, "webhookUrl" | "flushRefusals">,
): ReturnType<typeof createAdmin> {
  return createAdmin({
    ...shared,
    store,
    changes,
    node: others && nodes.name,
    others: others?.feeds,
    asks: others?.asks,
    refusals: store,
    erasures: store,
    commit: () => reloader.current.commit,
    cancel: (runId) => engine.cancel(runId),
    redact,
    bodyLimit: settings.bodyLimit,
    metrics,
    token: settings.admin.token,
    readOnly: settings.admin.readOnly,
    trustedProxies: settings.trustedProxies,
    logger,
    reload: () => reloader.reload("api", logger),
    lastReload: () => reloader.last,
    reloads: () => reloader.history,
    connections: () => reloader.current.connections,
    nodes: () => nodes.list(),
    counts: () => engine.counts,
    waitsOf: (run) => engine.waitsOf(run),
    countsOf: (flows) => engine.countsOf(flows),
    publicUrl: () => reloader.current.settings.publicUrl,
    backup: () => store.backup(),
    simulated,
    readiness: () => nodes.reasons,
  });
}

function ingressApp(
  { reloader, engine, logger, changes }: Parts,
  settings: Settings,
  shared: Shared & Pick<IngressOptions, "refusals">,
): ReturnType<typeof createIngress> {
  return createIngress({
    ...shared,
    answerAgain: (...asked) => engine.answerAgain(...asked),
    forgetAnswer: (...waiting) => engine.forgetAnswer(...waiting),
    workOf: (flow) => engine.workOf(flow),
    // Enough to fill every place while others end, and little enough that each has its turn soon.
    enough: 4 * settings.concurrency,
    most: settings.backlog,
    findCallback: (path) => engine.findCallback(path),
    deliver: (callback, payload) => engine.deliver(callback, payload),
    findMessages: (id) => engine.messages(id),
    forgetMessages: (id) => engine.forgetMessages(id),
    values: () => reloader.current.values,
    bodyLimit: settings.bodyLimit,
    trustedProxies: settings.trustedProxies,
    changes,
    logger,
  });
}
