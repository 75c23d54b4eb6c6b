import { CallSlots } from "../../outgoing/call-slots.ts";
import type { Quota } from "../../outgoing/quota.ts";
import type { Connection } from "../action.ts";
import type { OpenapiConnectionSettings } from "./settings.ts";
import { Tokens } from "./tokens.ts";

/** An API that a document describes: what bounds its calls, and what it has let us in with. */
export class OpenapiConnection implements Connection {
  readonly type = "openapi";
  readonly name: string;
  readonly timeoutMs: number;
  readonly settings: OpenapiConnectionSettings;
  readonly quota: Quota;
  readonly slots = new CallSlots();
  readonly tokens = new Tokens();

  constructor(settings: OpenapiConnectionSettings, quota: Quota) {
    this.name = settings.name;
    this.timeoutMs = settings.timeoutMs;
    this.settings = settings;
    this.quota = quota;
  }

  close(): Promise<void> {
    return this.slots.close();
  }
}
