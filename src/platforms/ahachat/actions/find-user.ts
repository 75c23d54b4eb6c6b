import { isJsonObject } from "../../../documents/json-object.ts";
import { ActionError } from "../../../errors.ts";
import type { FindUserInput, FindUserOutput } from "../../../generated/ahachat.ts";
import type { ActionCode } from "../../action.ts";
import { clientFor } from "../client-for.ts";
import { targetOf } from "./target.ts";

/** Finds a user by user ID or phone number; the output is the user. */
export const findUser: ActionCode<FindUserInput, FindUserOutput> = {
  name: "ahachat.find_user",
  connection: "ahachat",
  idempotent: true,
  async run(input, context) {
    const client = clientFor(context, findUser.name);
    const target = targetOf(input);
    const endpoint = "phone" in target ? "find_user_by_phone" : "find_user";
    const { user } = await client.call(endpoint, target, {}, context.signal);
    if (isUser(user)) return user;
    throw new ActionError("invalid_request", "AhaChat answered without a user", {
      code: "unexpected_reply",
      hint: `the reply of ${endpoint} is assumed, not documented: check the connection's endpoints:`,
    });
  },
};

function isUser(value: unknown): value is FindUserOutput {
  return isJsonObject(value) && typeof value["id"] === "string";
}
