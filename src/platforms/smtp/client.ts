/** The only way out to a mail server: a connection for each mail, which tells how far it has come. */
import { connect, type Socket } from "node:net";
import { Readable } from "node:stream";
import type SMTPConnection from "nodemailer/lib/smtp-connection";
import type { SMTPConnectionSendInfo } from "nodemailer/lib/smtp-connection";
import { ActionError } from "../../errors.ts";
import { isPublicAddress } from "../../ip-addresses.ts";
import type { CallSignal } from "../../outgoing/call-signal.ts";
import { CallSlots } from "../../outgoing/call-slots.ts";
import { LocalQuota } from "../../outgoing/local-quota.ts";
import type { Outbound } from "../../outgoing/outbound.ts";
import type { Quota } from "../../outgoing/quota.ts";
import type { ActionContext, Connection } from "../action.ts";
import { mailFailure } from "./failure.ts";
import type { SmtpConnectionSettings } from "./settings.ts";

/** A mail as it goes out. */
export interface Mail {
  readonly from: string;
  /** Everybody who gets it. */
  readonly to: string[];
  readonly bytes: Buffer;
}

/** So long that the attempt's signal is the only clock of a mail, in milliseconds. */
const NEVER_MS = 2 ** 31 - 1;

/** A mail server, reached anew for each mail. */
export class SmtpClient implements Connection {
  readonly type = "smtp";
  readonly name: string;
  readonly timeoutMs: number;
  readonly settings: SmtpConnectionSettings;
  readonly quota: Quota;
  readonly slots = new CallSlots();
  readonly #host: string;
  readonly #port: number;
  /** A simulator of `--simulate` is beside the daemon, and speaks in the open. */
  readonly #isSimulated: boolean;

  /** @param quota what bounds its mails, which may be more than those of this process */
  constructor(settings: SmtpConnectionSettings, quota: Quota = new LocalQuota(settings)) {
    this.name = settings.name;
    this.timeoutMs = settings.timeoutMs;
    this.settings = settings;
    this.quota = quota;
    const { protocol, hostname, port } = new URL(settings.baseUrl);
    this.#isSimulated = protocol !== "smtp:";
    this.#host = hostname.replace(/^\[|\]$/g, "");
    this.#port = Number(port);
  }

  close(): Promise<void> {
    return this.slots.close();
  }

  /**
   * Sends a mail.
   * @throws ActionError; what it was aborted with, when it was
   */
  async send(mail: Mail, signal: CallSignal, outbound: Outbound): Promise<SMTPConnectionSendInfo> {
    signal.connecting();
    let socket: Socket | undefined;
    const stop = () => socket?.destroy();
    signal.once("abort", stop);
    try {
      socket = await this.#reach(outbound, (made) => {
        socket = made;
      });
      return await this.#deliver(socket, mail, signal);
    } catch (error) {
      throw mailFailure(error, this.name, signal);
    } finally {
      signal.off("abort", stop);
      socket?.destroySoon();
    }
  }

  /** @param made is told of the socket while it is still on its way */
  async #reach(outbound: Outbound, made: (socket: Socket) => void): Promise<Socket> {
    const [host, port] = [this.#host, this.#port];
    if (!this.#isSimulated) outbound.check(new URL(this.settings.baseUrl));
    const socket = connect({ host, port, ...(!this.#isSimulated && { lookup: outbound.lookup }) });
    made(socket);
    await new Promise<void>((resolve, reject) => {
      socket
        .once("connect", resolve)
        .once("error", reject)
        .once("close", () => reject(closed()));
    });
    const isOpen = this.settings.security === "none" && !this.#isSimulated;
    if (!isOpen || !isPublicAddress(socket.remoteAddress ?? "")) return socket;
    throw new ActionError(
      "invalid_request",
      "security: none would send a mail over the internet in the open",
      {
        code: "not_encrypted",
        hint: `write security: tls or starttls in connection "${this.name}"`,
      },
    );
  }

  async #deliver(socket: Socket, mail: Mail, signal: CallSignal): Promise<SMTPConnectionSendInfo> {
    const { default: Connection } = await import("nodemailer/lib/smtp-connection");
    // It says nothing of a socket that has ended before.
    if (socket.destroyed) throw closed();
    const security = this.#isSimulated ? "none" : this.settings.security;
    const session = new Connection({
      connection: socket,
      host: this.#host,
      port: this.#port,
      secure: security === "tls",
      requireTLS: security === "starttls",
      ignoreTLS: security === "none",
      connectionTimeout: NEVER_MS,
      greetingTimeout: NEVER_MS,
      socketTimeout: NEVER_MS,
    });
    const { login } = this.settings;
    await step(session, (done) => session.connect(done));
    if (login !== undefined && !this.#isSimulated)
      await step(session, (done) => session.login({ ...login, credentials: login }, done));
    const { from, to, bytes } = mail;
    const envelope = { from, to, size: bytes.length };
    const info = await step<SMTPConnectionSendInfo>(session, (done) =>
      session.send(envelope, tellingWhenRead(bytes, signal), done),
    );
    session.quit();
    if (info === undefined) throw closed();
    return info;
  }
}

/** The server asks for the mail with its answer to DATA: then the first byte goes out. */
function tellingWhenRead(bytes: Buffer, signal: CallSignal): Readable {
  return new Readable({
    read() {
      signal.sent();
      this.push(bytes);
      this.push(null);
    },
  });
}

/** One step of a session; the session itself tells of a connection that breaks. */
function step<Got>(
  session: SMTPConnection,
  take: (done: (error?: Error | null, got?: Got) => void) => void,
): Promise<Got | undefined> {
  return new Promise((resolve, reject) => {
    session.on("error", reject).once("end", () => reject(closed()));
    take((error, got) => (error ? reject(error) : resolve(got)));
  });
}

function closed(): Error {
  return Object.assign(new Error("the connection was closed"), { code: "ECONNECTION" });
}

/** The client that the step's connection stands for. */
export function clientFor({ connection }: ActionContext): SmtpClient {
  if (connection instanceof SmtpClient) return connection;
  throw new TypeError("smtp.send_mail was given another connection");
}
