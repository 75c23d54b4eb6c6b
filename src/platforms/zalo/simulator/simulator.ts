/** Official accounts over HTTP: docs/zalo.md, and the common controls of docs/simulator.md. */
import type { Request } from "express";
import type { Reply } from "../../simulator/answer.ts";
import { startApiSimulator } from "../../simulator/api-simulator.ts";
import { Account } from "./account.ts";
import { Refusal } from "./refusal.ts";

/** Starts Zalo. Any token is good, and everybody and everything is there, but for what the seed says. */
export async function startSimulator(options: { readonly port?: number; readonly seed?: unknown }) {
  const account = new Account();
  return startApiSimulator(
    {
      calls: {
        send_text: {
          method: "post",
          path: "/v3.0/oa/message/cs",
          perform: (req) => answered(() => account.takeText(tokenOf(req), req.body)),
        },
        send_template: {
          method: "post",
          path: "/message/template",
          perform: (req) => answered(() => account.takeTemplate(tokenOf(req), req.body)),
        },
        token: {
          method: "post",
          path: "/v4/oa/access_token",
          perform: (req) => tokens(() => account.giveTokens(req.get("secret_key"), req.body)),
        },
      },
      noSuchCall: { status: 404, body: { error: -106, message: "Method unsupported" } },
      snapshot: () => account.snapshot(),
      seed: (seed) => account.seed(seed),
      clear: () => account.clear(),
    },
    options,
  );
}

function tokenOf(req: Request): string | undefined {
  return req.get("access_token");
}

/** The pair stands at the top, and a refusal names itself. */
function tokens(does: () => object): Reply {
  try {
    return { status: 200, body: does() };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, message } = error;
    return { status: 200, body: { error: code, error_name: message, error_description: message } };
  }
}

/** A refusal has status 200, too. */
function answered(does: () => object): Reply {
  try {
    return { status: 200, body: { error: 0, message: "Success", data: does() } };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { status: 200, body: { error: error.code, message: error.message } };
  }
}
