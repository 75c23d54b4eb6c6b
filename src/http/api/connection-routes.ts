import type { Request, Response, Router } from "express";
import { ActionError } from "../../errors.ts";
import type { Catalog } from "../../flows/catalog.ts";
import { stepsOf } from "../../flows/step-tree.ts";
import type {
  ConnectionList,
  ConnectionTest,
  Connection as ConnectionView,
} from "../../generated/admin-api.ts";
import { iso } from "../../journal/shown-step.ts";
import { CallSignal } from "../../outgoing/call-signal.ts";
import type { Connection } from "../../platforms/action.ts";
import { platformOf } from "../../platforms/installed.ts";
import { WebhookRejection } from "../../triggers/webhook-rejection.ts";
import { jsonBody } from "../server/json-body.ts";

export interface ConnectionRouteOptions {
  readonly catalog: () => Catalog;
  readonly connections: () => ReadonlyMap<string, Connection>;
  /** Masks secrets in plain data. */
  readonly redact: (value: unknown) => unknown;
  /** Largest body, in bytes. */
  readonly bodyLimit: number;
}

/** The connections as they are now, and a harmless call over one. */
export function addConnectionRoutes(router: Router, options: ConnectionRouteOptions): void {
  const { catalog, connections, redact, bodyLimit } = options;
  router.get("/connections", (_request, response) => {
    const all = [...connections().values()];
    const list: ConnectionList = { connections: all.map((one) => view(one, catalog())) };
    response.json(redact(list));
  });
  router.post(
    "/connections/:name/test",
    jsonBody("EmptyRequest", bodyLimit),
    async (request: Request<{ name: string }>, response: Response) => {
      const connection = connections().get(request.params.name);
      if (connection === undefined)
        throw new WebhookRejection(404, "no_such_connection", "ahaflow.yaml has none of this name");
      const call = testerOf(connection);
      if (call === undefined)
        throw new WebhookRejection(
          409,
          "not_testable",
          "there is no call over this connection that changes nothing",
        );
      response.json(redact(await tested(connection, call)));
    },
  );
}

type Tester = NonNullable<ReturnType<typeof testerOf>>;

function testerOf(connection: Connection) {
  return platformOf(connection.settings).connections.tester?.(connection);
}

function view(connection: Connection, { flows }: Catalog): ConnectionView {
  const { name, type, quota } = connection;
  const { state, nextAt } = quota.circuit.report();
  const { perSecond, used, waiting, pausedUntil } = quota.rate();
  const uses = [...flows.values()].filter((flow) =>
    stepsOf(flow).some((step) => step.kind === "uses" && step.connection === name),
  );
  return {
    name,
    type,
    circuit: { state, next_at: nextAt === undefined ? null : iso(nextAt) },
    pause_until: pausedUntil === undefined ? null : iso(pausedUntil),
    rate: { per_second: perSecond, waiting, used },
    testable: testerOf(connection) !== undefined,
    flows: uses.map((flow) => flow.name),
  };
}

/** Makes the call; that it fails is an answer as well. */
async function tested({ timeoutMs }: Connection, call: Tester): Promise<ConnectionTest> {
  const began = performance.now();
  const signal = new CallSignal();
  const late = new ActionError("timeout", `no answer within ${timeoutMs} ms`);
  const timer = setTimeout(() => signal.expire(late), timeoutMs);
  const done = (ok: boolean, code: string, message: string): ConnectionTest => ({
    ok,
    code,
    message,
    duration_ms: Math.round(performance.now() - began),
  });
  try {
    await call(signal);
    return done(true, "ok", "the other side answered, and takes what lets us in");
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    const { code, message } = error.toRecord();
    return done(false, code, message);
  } finally {
    clearTimeout(timer);
  }
}
