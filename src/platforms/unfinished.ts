import type { ActionContext } from "./action.ts";

/**
 * What an action gives while its work needs more calls. The engine makes each as it made the first: it waits for
 * its place, is an attempt on record, and is tried again by itself. After a restart the work begins anew.
 */
export class Unfinished {
  /** Makes the next call; another one may follow. It may be called again after it has failed. */
  readonly next: (context: ActionContext) => Promise<unknown>;

  constructor(next: Unfinished["next"]) {
    this.next = next;
  }
}
