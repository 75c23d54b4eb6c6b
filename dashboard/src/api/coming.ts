/** Shapes of routes that are not there yet. */
export interface ConnectionList {
  connections: {
    name: string;
    type: string;
    circuit: { state: "closed" | "open" | "half_open"; next_at: string | null };
    pause_until: string | null;
    rate: { per_second: number | null; waiting: number; used: number };
    testable: boolean;
    flows: string[];
  }[];
}
export interface ConnectionTest {
  ok: boolean;
  code: string;
  message: string;
  duration_ms: number;
}
export interface DeliveryList {
  deliveries: {
    id: string;
    at: string;
    method: string;
    path: string;
    flow: string | null;
    status: number;
    run_id: string | null;
    error: {
      code: string;
      message: string;
      details?: { pointer: string; message: string }[];
    } | null;
    payload: unknown;
    sample: { file: string; text: string } | null;
  }[];
  cursor?: string;
}
export interface Erased {
  dry_run: boolean;
  runs: number;
  refusals: number;
  deliveries: number;
  at: string;
  id: string;
}
export interface ErasureList {
  erasures: { id: string; at: string; runs: number; refusals: number }[];
}
