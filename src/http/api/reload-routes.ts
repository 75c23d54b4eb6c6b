import type { Router } from "express";
import type { Reload } from "../../generated/admin-api.ts";
import type { NodeAsks } from "./node-asks.ts";

export interface ReloadRouteOptions {
  /** Reads flows and configuration again. */
  readonly reload: () => Promise<Reloaded>;
  /** How the last reload went. */
  readonly lastReload: () => Reloaded;
  /** Those of before, too, the newest first. */
  readonly reloads: () => readonly Reloaded[];
  /** Asks other nodes to reload, too; there are none unless given. */
  readonly asks?: NodeAsks | undefined;
  /** Masks secrets in plain data. */
  readonly redact: (value: unknown) => unknown;
}

/** How a reload went: what is shown of it. */
type Reloaded = { readonly [name in keyof Reload]: Readonly<Reload[name]> };

/** Reloads: one of all daemons on this journal, and those that this one had. */
export function addReloadRoutes(
  router: Router,
  { reload, lastReload, reloads, asks, redact }: ReloadRouteOptions,
): void {
  asks?.answer("reload", async () => redact(await reload()) as Reload);
  router.post("/reload", async (_request, response) => {
    const [own, others] = await Promise.all([reload(), asks?.ask("reload", null)]);
    const theirs = (others?.answers ?? [])
      .map(({ node, answer }) => ({ node, reload: answer }))
      .toSorted((one, two) => (one.node < two.node ? -1 : 1));
    const isLive = own.ok && theirs.every((one) => one.reload.ok);
    const result: Reloaded = { ...own, others: theirs, unanswered: others?.unanswered ?? [] };
    response.status(isLive ? 200 : 422).json(redact(result));
  });
  router.get("/reload", (_request, response) => void response.json(redact(lastReload())));
  router.get(
    "/reloads",
    (_request, response) => void response.json(redact({ reloads: reloads() })),
  );
}
