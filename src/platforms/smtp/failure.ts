/**
 * Why a mail was not taken. The server's code decides, never its words, which may have addresses in them; no message
 * quotes an answer.
 */
import { ActionError, type FailureReason } from "../../errors.ts";
import type { CallSignal } from "../../outgoing/call-signal.ts";
import { networkFailure } from "../../outgoing/network-failure.ts";

/** What nodemailer says of an error besides its message. */
interface MailError extends Error {
  readonly code?: string;
  /** Of the server's answer, if there was one. */
  readonly responseCode?: number;
  /** What was answered. */
  readonly command?: string;
}

/** Codes that nodemailer has for connections that break, and for what is no answer of a mail server. */
const BROKEN = /^(ECONNECTION|ESOCKET|ETIMEDOUT|EPROTOCOL|EDNS|ESTREAM|ETLS)$/;

/**
 * What a thrown error means.
 * @param connection whose settings may be wrong
 * @returns the error itself when the mail was given up (the engine knows why) or when it is a bug
 */
export function mailFailure(error: unknown, connection: string, signal: CallSignal): unknown {
  if (signal.aborted || error instanceof ActionError || !(error instanceof Error)) return error;
  const { code = "", responseCode, command } = error as MailError;
  if (responseCode !== undefined && responseCode >= 400)
    return refused(responseCode, code, command, connection);
  if (code === "EMESSAGE")
    return new ActionError("invalid_request", "the mail is larger than the server takes", {
      code: "too_large",
    });
  if (code === "EAUTH" || code === "ENOAUTH")
    return credentials(
      connection,
      "the mail server has no way to let the user in that is known here",
    );
  if (!BROKEN.test(code)) return networkFailure(error, "the mail server", signal);
  if (signal.progress === "sent")
    return new ActionError("unavailable", `the mail server gave no answer to the mail (${code})`, {
      code,
    });
  return new ActionError("unavailable", `no session with the mail server came about (${code})`, {
    code,
    hint: `see that host, port and security of connection "${connection}" belong together, and that its certificate is good`,
  });
}

/** What a reply of a server means (RFC 5321, 4.2.1: 4xx may be tried again, 5xx not). */
function refused(
  reply: number,
  kind: string,
  command: string | undefined,
  connection: string,
): ActionError {
  const what = `the mail server answered ${reply}${command === undefined ? "" : ` to ${command}`}`;
  const because = (reason: FailureReason, text: string): ActionError =>
    new ActionError(reason, `${what}: ${text}`, { code: `smtp_${reply}` });
  // It closes: nothing more of this session counts.
  if (reply === 421) return because("unavailable", "it is not there for anybody now");
  if (reply < 500) return because("rate_limited", "not now, but later");
  if (kind === "EAUTH" || (reply >= 530 && reply <= 538))
    return credentials(connection, `${what}: it does not let the user in`, `smtp_${reply}`);
  if (kind === "ETLS") return because("invalid_request", "it does not encrypt in this way");
  if (reply === 552) return because("invalid_request", "the mail is too large");
  if (command === "RCPT TO")
    return because("user_unavailable", "it takes mail for none of the addresses");
  return because("invalid_request", "it does not take this mail");
}

function credentials(connection: string, message: string, code = "no_login"): ActionError {
  const hint = `correct user and password of connection "${connection}"`;
  return new ActionError("bad_credentials", message, { code, hint });
}
