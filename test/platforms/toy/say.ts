import { ActionError } from "#src/errors.js";
import type { Action } from "#src/platforms/action.js";
import type { ToyConnection } from "./toy.ts";

/** Lets a duck say something. */
export const say: Action = {
  name: "toy.say",
  summary: "Lets a duck say something.",
  connection: "toy",
  sends: "input",
  idempotent: true,
  input: {
    type: "object",
    additionalProperties: false,
    required: ["duck", "text"],
    properties: { duck: { type: "string" }, text: { type: "string", maxLength: 20 } },
  },
  output: {
    type: "object",
    additionalProperties: false,
    required: ["heard"],
    properties: { heard: { type: "number" } },
    examples: [{ heard: 1 }],
  },
  async run(input, context) {
    const { settings } = context.connection as ToyConnection;
    const response = await fetch(`${settings.baseUrl}/say`, {
      method: "POST",
      headers: { authorization: settings.key, "content-type": "application/json" },
      body: JSON.stringify(input),
    });
    if (!response.ok) throw new ActionError("invalid_request", "the duck did not want to");
    return response.json();
  },
};
