import type { Router } from "express";
import type { ClusterNode, NodeList, NotReadyReason } from "../../generated/admin-api.ts";
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

const GONE: NotReadyReason = {
  code: "gone",
  message:
    "it was not heard of for 3 seconds: it was killed, hangs, or can't reach or write the database; its own /readyz says more",
};

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
  // What it told before it was lost says nothing any more.
  const reasons = isGone && !isSelf ? [GONE] : about.reasons;
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
    ready: reasons === undefined ? null : reasons.length === 0,
    reasons: [...(reasons ?? [])],
    started_at: iso(startedAt),
    seen_at: iso(seenAt),
    state: isGone ? "gone" : "live",
    runs,
    self: isSelf,
  };
}
