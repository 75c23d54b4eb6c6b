/** Shapes of routes that are not there yet. */
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
