import type { ConnectionSettings } from "./connection-settings.ts";

/** How a simulator is started. */
export interface SimulatorOptions {
  /** Default: any free port. */
  readonly port?: number;
  /** What alone is there, as the platform's page says it. Default: all that is named comes into being. */
  readonly seed?: unknown;
}

/** A platform beside the daemon, over HTTP. */
export interface RunningSimulator {
  /** Where it is, and below `/_simulator/` its control API. */
  readonly url: string;
  /** What a connection takes as `base_url`. */
  readonly baseUrl: string;
  /** The same of one connection, where each has its own. */
  baseUrlOf?(connection: ConnectionSettings): string;
  /**
   * Makes what the users of these connections would have made on the platform. It is asked again with
   * each reload.
   * @param webhookUrl where the webhook listener is, once that is known
   */
  prepare(connections: readonly ConnectionSettings[], webhookUrl: string | undefined): void;
  /** Ends every request, answered or not. */
  close(): Promise<void>;
}
