/** A mail of a step's input, whole, and the same for every try. */
import { createHash } from "node:crypto";
import { ActionError } from "../../errors.ts";
import type { Attachment, SendMailInput } from "../../generated/smtp.ts";
import type { Mail } from "./client.ts";

/** Larger ones most servers refuse, in bytes. */
const LARGEST_ATTACHMENTS = 10 * 1024 * 1024;

/** What an address may look like where it is written into a command: nothing that could end it. */
const ADDRESS = /^[^\s@<>()[\]\\,;:"\p{Cc}]{1,64}@[^\s@<>()[\]\\,;:"\p{Cc}]{1,255}$/u;

/** A mail, and the id that it is known by. */
export interface ComposedMail extends Mail {
  readonly messageId: string;
}

/**
 * @param from who writes
 * @param key the same for every try of the step
 * @throws ActionError invalid_request for what is no address, or too large
 */
export async function compose(
  input: SendMailInput,
  from: string,
  key: string,
): Promise<ComposedMail> {
  const [{ default: addressparser }, { default: Composer }] = await Promise.all([
    import("nodemailer/lib/addressparser"),
    import("nodemailer/lib/mail-composer"),
  ]);
  const read = (field: string, text: string) => {
    const [only, ...others] = addressparser(text);
    const isOne = only?.address !== undefined && others.length === 0;
    // nodemailer takes all but the first of several without commas for its name.
    const isNamed = only?.name.includes("@") === true && !text.includes("<");
    if (isOne && !isNamed && ADDRESS.test(only.address)) return only;
    throw refused("invalid_address", `${field} is not one address, or Name <address>`);
  };
  const all = (field: "to" | "cc" | "bcc") =>
    [input[field] ?? []].flat().map((text, at) => read(`${field}[${at}]`, text));
  const [to, cc, bcc] = [all("to"), all("cc"), all("bcc")];
  const sender = read("from of the connection", from);
  const messageId = `<${digest(key)}@${sender.address.split("@")[1]}>`;
  const mail = new Composer({
    from: sender,
    to,
    cc,
    subject: input.subject,
    messageId,
    ...(input.reply_to !== undefined && { replyTo: read("reply_to", input.reply_to) }),
    ...(input.text !== undefined && { text: input.text }),
    ...(input.html !== undefined && { html: input.html }),
    attachments: attachmentsOf(input.attachments ?? []),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const bytes = await mail.compile().build();
  const everybody = [...to, ...cc, ...bcc].map(({ address }) => address);
  return { messageId, from: sender.address, to: [...new Set(everybody)], bytes };
}

function attachmentsOf(given: readonly Attachment[]) {
  const files = given.map(({ filename, type, text, base64 }) => ({
    filename,
    content: text === undefined ? Buffer.from(base64 ?? "", "base64") : Buffer.from(text, "utf8"),
    ...(type !== undefined && { contentType: type }),
  }));
  const size = files.reduce((sum, { content }) => sum + content.length, 0);
  if (size > LARGEST_ATTACHMENTS)
    throw refused("too_large", "the attachments have more than 10 MB together");
  return files;
}

function digest(key: string): string {
  return createHash("sha256").update(key).digest("hex").slice(0, 32);
}

function refused(code: string, message: string): ActionError {
  return new ActionError("invalid_request", message, { code });
}
