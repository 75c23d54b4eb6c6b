import type { Router } from "express";
import type { ClusterNode, NodeList } from "../../generated/admin-api.ts";
import type { NodeRecord } from "../../journal/nodes.ts";
import { iso } from "../../journal/shown-step.ts";

export interface NodesRouteOptions {
  /** The daemons on this journal. */
  readonly nodes: () => Promise<readonly NodeRecord[]>;
  /** Masks secrets in plain data. */
  readonly redact: (value: unknown) => unknown;
}

/** `GET nodes`: the daemons that share the journal, or the one that has it. */
export function addNodesRoute(router: Router, { nodes, redact }: NodesRouteOptions): void {
  router.get("/nodes", async (_request, response) => {
    const list: NodeList = { nodes: (await nodes()).map(view) };
    response.json(redact(list));
  });
}

function view({
  id,
  name,
  about,
  startedAt,
  seenAt,
  isGone,
  runs,
  isSelf,
}: NodeRecord): ClusterNode {
  return {
    id,
    name,
    version: about.version ?? null,
    commit: about.commit ?? null,
    flows: about.flows ?? null,
    reload: about.reload ?? null,
    reloaded_at: about.reloadedAt ?? null,
    mistakes: about.mistakes ?? null,
    problems: [...(about.problems ?? [])],
    webhook_url: about.webhookUrl ?? null,
    started_at: iso(startedAt),
    seen_at: iso(seenAt),
    state: isGone ? "gone" : "live",
    runs,
    self: isSelf,
  };
}
