import type { AnyChanges } from "../asks.ts";
import type { Send } from "./driver.ts";

/**
 * Makes one change, inside a transaction that somebody else holds. All of its statements are sent
 * before it waits for one of them: so changes take effect in the order in which they are made, and
 * those of a whole commit are on their way together.
 */
export type Maker<Kind extends keyof AnyChanges> = (
  send: Send,
  ask: AnyChanges[Kind]["ask"],
) => Promise<AnyChanges[Kind]["answer"]>;
