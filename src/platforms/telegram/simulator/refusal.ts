import type { Reply } from "../../simulator/answer.ts";
import type { Fields } from "../../simulator/fields.ts";

/** What Telegram says no with. */
export class Refusal extends Error {
  readonly code: number;
  readonly description: string;
  readonly parameters: Fields | undefined;

  constructor(code: number, description: string, parameters?: Fields) {
    super(description);
    this.code = code;
    this.description = description;
    this.parameters = parameters;
  }
}

export function refusal(code: number, description: string, parameters?: Fields): Reply {
  const body = { ok: false, error_code: code, description, ...(parameters && { parameters }) };
  return { status: code, body };
}
