import { ControlError } from "../../simulator/control-error.ts";
import { type Fault, Faults } from "../../simulator/faults.ts";
import type { Fields } from "../../simulator/fields.ts";
import { ENDPOINTS } from "./endpoint-names.ts";

/** A fault of this platform; the wire's names. */
export interface AhaChatFault extends Fault {
  readonly bot?: string;
  /** The user's id; calls by phone are matched by who has the phone. */
  readonly user?: string;
  /** A body as the platform's refusals have it, with these codes. */
  readonly error?: { readonly code: number; readonly subcode?: number };
}

export function ahachatFaults(): Faults<AhaChatFault> {
  return new Faults({
    endpoints: ENDPOINTS,
    // They share their path.
    aliases: { send_text: "messages", send_dynamic: "messages" },
    whose: ["bot", "user"],
    checkError,
  });
}

function checkError({ code, subcode }: Fields): void {
  if (typeof code !== "number" || !["undefined", "number"].includes(typeof subcode))
    throw new ControlError("invalid", "fault: error.code and error.subcode must be numbers");
}
