import { createServer } from "node:http";
import express from "express";
import { closeServer, listen } from "../../simulator/listen.ts";
import { apiRouter } from "./api.ts";
import { chatbotxControlApi } from "./control-api.ts";
import { Controls, type Limits } from "./controls.ts";
import type { Seed } from "./seed.ts";

/** How a simulator is started. */
export interface SimulatorOptions {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Of the later server; 0 for none. Default 120 calls in ten seconds for a workspace, 600 for an address. */
  readonly limits?: Limits;
  /** What is there from the start, and after each reset. */
  readonly seed?: Seed;
}

/** What a running simulator can be asked and told. */
type Methods =
  | "seed"
  | "contact"
  | "write"
  | "deliver"
  | "snapshot"
  | "calls"
  | "addFault"
  | "clearFaults"
  | "advance"
  | "reset";

/** A running simulator. */
export interface Simulator extends Pick<Controls, Methods> {
  /** Where the control API is, below `/_simulator/`. */
  readonly url: string;
  /** What a connection takes as `base_url`. */
  readonly baseUrl: string;
  /** Ends every connection, answered or not. */
  close(): Promise<void>;
}

/** Every part of the API lies below this path, as on the hosted server. */
const API = "/api";

/**
 * Starts a stateful ChatbotX over HTTP: the contract of docs/chatbotx-api.md, and the control API of
 * docs/simulator.md under `/_simulator/`.
 * @throws AhaflowError `invalid` for a wrong seed, `cannot_listen` for an address that is taken
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { host = "127.0.0.1", port = 0, seed = {} } = options;
  const { limits = { workspace: 120, address: 600 } } = options;
  const closing = new AbortController();
  const controls = new Controls(limits, seed);
  const app = express().disable("x-powered-by").disable("etag");
  app.use("/_simulator", chatbotxControlApi(controls));
  app.use(API, apiRouter(Object.assign(controls, { closing: closing.signal })));
  const server = createServer(app);
  const url = await listen(server, host, port);
  return Object.assign(controls, {
    url,
    baseUrl: url + API,
    close: async () => {
      closing.abort();
      controls.delivery.clear();
      await closeServer(server);
    },
  });
}
