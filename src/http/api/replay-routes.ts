import type { Request, Response, Router } from "express";
import { recordsBefore } from "../../engine/accept/replay.ts";
import type { TriggerEvent } from "../../engine/accept/submit.ts";
import type { Submitted } from "../../engine/engine.ts";
import { type Catalog, flowNamed } from "../../flows/catalog.ts";
import type { TriggeredFlow } from "../../flows/compiled-flow.ts";
import type { Replayed, ReplayRequest, Started, StartRequest } from "../../generated/admin-api.ts";
import type { RunStore } from "../../journal/ports.ts";
import type { RunRecord, StepRecord } from "../../journal/records.ts";
import type { RunSearch } from "../../journal/run-search.ts";
import { payloadAgain, payloadByHand } from "../../triggers/payload-by-hand.ts";
import { WebhookRejection } from "../../triggers/webhook-rejection.ts";
import { jsonBody } from "../server/json-body.ts";
import { replayPlan } from "./replay-plan.ts";
import { foundRun } from "./run-routes.ts";

export interface ReplayRouteOptions {
  readonly store: RunStore & RunSearch;
  readonly catalog: () => Catalog;
  readonly submit: (event: TriggerEvent) => Promise<Submitted>;
  /** The git commit of the flows of now. */
  readonly commit: () => string | undefined;
  /** Masks secrets in plain data. */
  readonly redact: (value: unknown) => unknown;
  /** Largest body, in bytes. */
  readonly bodyLimit: number;
}

/** Runs that somebody asks for: by hand, or one of before again. */
export function addReplayRoutes(router: Router, options: ReplayRouteOptions): void {
  const { store, catalog, submit, redact, bodyLimit } = options;
  router.post(
    "/flows/:name/runs",
    jsonBody("StartRequest", bodyLimit),
    async (request: Request<{ name: string }>, response: Response) => {
      const flow = catalog().flows.get(request.params.name);
      if (flow === undefined)
        throw new WebhookRejection(404, "no_such_flow", "there is no flow of this name");
      demandEnabled(flow);
      const receivedAt = Date.now();
      const payload = payloadByHand(flow, (request.body as StartRequest).payload, receivedAt);
      const size = JSON.stringify(payload).length;
      const started = await submit({ flow, source: "manual", payload, receivedAt, size });
      const answer: Started = { run_id: started.id, ...dropped(started) };
      response.status(202).json(answer);
    },
  );
  router.post(
    "/runs/:id/replay",
    jsonBody("ReplayRequest", bodyLimit),
    async (request: Request<{ id: string }>, response: Response) => {
      const first = await foundRun(store, request.params.id);
      if (first.run.finishedAt === undefined)
        throw new WebhookRejection(
          409,
          "run_unfinished",
          "the run has not ended: wait for its end, or cancel it first",
        );
      const flow = flowAgain(catalog(), first.run.flow);
      const { again = false, dry_run = false, ...asked } = request.body as ReplayRequest;
      const event = replayEvent(first, flow, asked, !again);
      if (dry_run) return void response.json(redact(await replayPlan(first, flow, event, options)));
      const replay = await submit(event);
      // Decided where it is written: of two people at once only one does it.
      if (replay.duplicate) throw replayedAlready(replay.id);
      const answer: Replayed = {
        run_id: replay.id,
        replay_of: first.run.id,
        ...dropped(replay),
      };
      response.status(202).json(answer);
    },
  );
}

/** @param latest id of the last replay; empty when retention has removed it */
function replayedAlready(latest: string): WebhookRejection {
  const name = latest === "" ? "" : ` as ${latest}`;
  return new WebhookRejection(
    409,
    "replayed_already",
    `the run was done again already${name}: look at that one first; to do it once more, say again: true`,
  );
}

/** The flow that a run is done again on. @throws WebhookRejection 409 */
export function flowAgain({ flows }: Catalog, name: string): TriggeredFlow {
  const flow = flowNamed(flows, name);
  if (flow === undefined)
    throw new WebhookRejection(
      409,
      "flow_gone",
      `there is no flow ${name} any more: a replay runs on the flow of now, so put its file back first, or say was: [${name}] in the flow that it has become`,
    );
  demandEnabled(flow);
  return flow;
}

/**
 * What does a run again.
 * @param once only when nobody has done it again before
 * @throws WebhookRejection for a payload that the flow does not take; AhaflowError as recordsBefore
 */
export function replayEvent(
  first: { readonly run: RunRecord; readonly steps: readonly StepRecord[] },
  flow: TriggeredFlow,
  { from_step, payload }: Pick<ReplayRequest, "from_step" | "payload">,
  once: boolean,
): TriggerEvent {
  const { run } = first;
  if (run.erasedAt !== undefined)
    throw new WebhookRejection(
      409,
      "run_erased",
      "what the run was started with was erased: it can't be done again",
    );
  const again = payloadAgain(flow, run.payload, payload);
  const records = from_step === undefined ? [] : recordsBefore(from_step, flow, first);
  return {
    flow,
    source: "replay",
    payload: again,
    receivedAt: Date.now(),
    size: JSON.stringify([again, records]).length,
    replay: { of: run.id, records, once },
  };
}

function demandEnabled({ name, flow }: TriggeredFlow): void {
  if (flow.enabled === false)
    throw new WebhookRejection(
      409,
      "flow_off",
      `the flow ${name} is off (enabled: false): switch it on first`,
    );
}

function dropped({ dropped: isDropped }: Submitted): { dropped?: true } {
  return isDropped ? { dropped: true } : {};
}
