import type { SendMailInput, SendMailOutput } from "../../../generated/smtp.ts";
import type { ActionCode } from "../../action.ts";
import { textPart } from "../../preview.ts";
import { clientFor } from "../client.ts";
import { compose } from "../compose.ts";

/** Sends a mail whose Message-ID is the same for every try. */
export const sendMail: ActionCode<SendMailInput, SendMailOutput> = {
  name: "smtp.send_mail",
  connection: "smtp",
  sends: "input",
  preview: ({ subject, text, html }) => [textPart(`${subject}\n\n${text ?? html ?? ""}`)],
  idempotent: false,
  prepare: () => import("nodemailer/lib/smtp-connection"),
  async run(input, context) {
    const client = clientFor(context);
    const mail = await compose(input, client.settings.from, context.idempotencyKey);
    const { accepted, rejected } = await client.send(mail, context.signal, context.outbound);
    return {
      message_id: mail.messageId,
      accepted: accepted.length,
      refused: rejected.length,
    };
  },
};
