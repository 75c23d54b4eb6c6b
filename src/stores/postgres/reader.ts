import type { Reads } from "../asks.ts";
import type { Send } from "./driver.ts";

/** Answers a question about the journal. */
export type Reader<Name extends keyof Reads> = (
  send: Send,
  ask: Reads[Name]["ask"],
) => Promise<Reads[Name]["answer"]>;
