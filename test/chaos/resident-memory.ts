import { readFileSync } from "node:fs";
import type { Daemon } from "../support/daemon.ts";

/** Resident memory of a daemon in MiB, where the system tells it; else NaN. */
export function residentMiB({ child }: Daemon): number {
  try {
    const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024);
  } catch {
    return Number.NaN;
  }
}
