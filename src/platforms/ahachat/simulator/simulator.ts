import { createServer } from "node:http";
import express from "express";
import { closeServer, listen } from "../../simulator/listen.ts";
import { serveApi } from "./api.ts";
import { ahachatControlApi } from "./control-api.ts";
import { Controls } from "./controls.ts";
import type { Seed } from "./seed.ts";

/** How a simulator is started. */
export interface SimulatorOptions {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Bots, users and blocks come into being when they are first named. Default false. */
  readonly open?: boolean;
  /** Calls that one bot may make in any second; 0 for no limit. Default 25. */
  readonly requestsPerSecond?: number;
  /** What is there from the start, and after each reset. */
  readonly seed?: Seed;
}

/** A running simulator. */
export interface Simulator extends Omit<Controls, "faults" | "log" | "display"> {
  /** What a connection takes as `base_url`. */
  readonly url: string;
  /** Ends every connection, answered or not. */
  close(): Promise<void>;
}

/**
 * Starts a stateful AhaChat over HTTP: the contract of docs/ahachat-api.md, and the control API of
 * docs/simulator.md under `/_simulator/`.
 * @throws AhaflowError `invalid` for a wrong seed, `cannot_listen` for an address that is taken
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { host = "127.0.0.1", port = 0, open = false, requestsPerSecond = 25, seed = {} } = options;
  const closing = new AbortController();
  const controls = new Controls(open, requestsPerSecond, seed, closing.signal);
  const app = express().disable("x-powered-by").disable("etag");
  app.use("/_simulator", ahachatControlApi(controls));
  const { state, display, faults, log } = controls;
  serveApi(app, { state, display, faults, log, closing: closing.signal });
  const server = createServer(app);
  const url = await listen(server, host, port);

  return Object.assign(controls, {
    url,
    close: async () => {
      closing.abort();
      await closeServer(server);
    },
  });
}
