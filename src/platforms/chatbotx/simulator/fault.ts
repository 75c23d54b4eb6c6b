import type { Reply } from "../../simulator/answer.ts";
import { ControlError } from "../../simulator/control-error.ts";
import { type Fault, Faults } from "../../simulator/faults.ts";
import type { Fields } from "../../simulator/fields.ts";
import { refusalBody } from "./refusal.ts";
import { ROUTES } from "./routes.ts";

/** A fault of this platform; the wire's names. */
export interface ChatbotxFault extends Fault {
  /** Name of a workspace. */
  readonly workspace?: string;
  /** Id of a contact; calls by phone or e-mail are matched by who has it. */
  readonly contact?: string;
  /** A body as the platform's refusals have it, with this code. */
  readonly error?: { readonly code: string; readonly message?: string };
}

export function chatbotxFaults(): Faults<ChatbotxFault> {
  return new Faults({
    endpoints: Object.keys(ROUTES),
    whose: ["workspace", "contact"],
    checkError,
  });
}

function checkError({ code, message = "" }: Fields): void {
  if (typeof code !== "string" || typeof message !== "string")
    throw new ControlError("invalid", "fault: error.code and error.message must be texts");
}

/** What comes instead of the right answer; undefined for none. */
export function spoiltReply({
  status,
  body,
  error,
  headers = {},
}: ChatbotxFault): Reply | undefined {
  if (error !== undefined) {
    const of = status ?? 400;
    return { status: of, body: body ?? refusalBody(of, error.code, error.message), headers };
  }
  if (status === undefined && body === undefined) return undefined;
  return { status: status ?? 200, body: body ?? "", headers };
}
