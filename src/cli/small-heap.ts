import { setFlagsFromString } from "node:v8";

/**
 * Keeps the heap of short-lived objects from growing while modules load: V8 never gives back what
 * that takes, a fifth of an idle daemon's memory. Has to be called before they load.
 */
export function keepHeapSmall(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
}

/** Lets that heap grow again when there is work: collecting a small one often is slow. */
export function letHeapGrow(): void {
  setFlagsFromString("--semi-space-growth-factor=2");
}
