import { createHash } from "node:crypto";
import type { SendTemplateInput, SendTemplateOutput } from "../../../generated/zalo.ts";
import type { ActionCode } from "../../action.ts";
import { notePart } from "../../preview.ts";
import { clientFor } from "../client.ts";
import { morningAfter } from "../day-hours.ts";
import { messageIdIn } from "../message-id.ts";
import { zaloPhone } from "../phone.ts";

/** Sends a template to a phone number, by day. */
export const sendTemplate: ActionCode<SendTemplateInput, SendTemplateOutput> = {
  name: "zalo.send_template",
  connection: "zalo",
  sends: "kept",
  preview: ({ template_id: id }) => [notePart("Zalo template", String(id))],
  idempotent: false,
  notBefore: ({ at_night: atNight = "wait" }, now) =>
    atNight === "send" ? undefined : morningAfter(now),
  async run(input, context) {
    const { phone, template_id: id, template_data, tracking_id } = input;
    const tracking = tracking_id ?? trackingIdOf(context.idempotencyKey);
    const data = await clientFor(context).sendTemplate(
      { phone: zaloPhone(phone), template_id: String(id), template_data, tracking_id: tracking },
      context.signal,
    );
    return { message_id: messageIdIn(data, "msg_id"), tracking_id: tracking };
  },
};

/** The same for every try of a step, and short: nobody says how long one may be. */
function trackingIdOf(step: string): string {
  return createHash("sha256").update(step).digest("hex").slice(0, 32);
}
