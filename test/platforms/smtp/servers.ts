/** SMTP servers of tests, which go when the test ends. */
import { createServer, type Socket } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { onTestFinished } from "vitest";
import { CANARIES } from "../../support/canaries.ts";

/** A mail as a server took it. */
export interface Taken {
  readonly from: string;
  readonly to: readonly string[];
  readonly source: string;
}

/** A mail server of the registry, which lets the shop in alone. */
export async function mailServer(options: SMTPServerOptions = {}) {
  const mails: Taken[] = [];
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    onAuth: ({ username, password }, _session, done) =>
      username === "shop" && password === CANARIES.botToken
        ? done(null, { user: username })
        : done(new Error("no")),
    logger: false,
    onData: (stream, { envelope }, done) => {
      let source = "";
      stream.setEncoding("utf8").on("data", (part) => (source += part));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = envelope;
        const to = rcptTo.map(({ address }) => address);
        mails.push({ from: mailFrom === false ? "" : mailFrom.address, to, source });
        done();
      });
    },
    ...options,
  });
  server.on("error", () => undefined);
  const port = await new Promise<number>((resolve) => {
    const inner = server.listen(0, "127.0.0.1", () => {
      const address = inner.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
  return { port, mails };
}

/** A server that says what the lines of a dialogue say, one for each command, and 250 then. */
export async function dialogue(answers: Readonly<Record<string, string | undefined>>) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on("error", () => undefined));
    socket.write("220 mail\r\n");
    let isData = false;
    socket.on("data", (bytes) => {
      for (const line of bytes.toString().split("\r\n")) {
        if (isData && line !== ".") continue;
        const command = isData ? "." : (line.split(/[ :]/, 1)[0] ?? "").toUpperCase();
        if (command === "") continue;
        isData = false;
        const answer = command in answers ? answers[command] : STANDARD[command];
        if (answer === undefined) return void socket.destroy();
        isData = command === "DATA" && answer.startsWith("3");
        socket.write(`${answer}\r\n`);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  return { port: typeof address === "object" && address !== null ? address.port : 0 };
}

const STANDARD: Readonly<Record<string, string>> = {
  EHLO: "250 mail",
  MAIL: "250 ok",
  RCPT: "250 ok",
  DATA: "354 go",
  ".": "250 taken",
  QUIT: "221 bye",
};
