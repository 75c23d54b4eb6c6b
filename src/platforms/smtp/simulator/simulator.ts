/** A mail server that delivers to nobody: what it takes is there to be looked at, over the common controls. */
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { AhaflowError } from "../../../errors.ts";
import { startApiSimulator } from "../../simulator/api-simulator.ts";
import { asRecord, ControlError, onlyKnownKeys } from "../../simulator/control-error.ts";
import { Recent } from "../../simulator/recent.ts";

/** A mail as it was taken. */
interface Taken {
  readonly from: string;
  readonly to: readonly string[];
  /** As it came over the wire, headers and all. */
  readonly source: string;
}

/**
 * Starts it. An address of the seed's `refuse` is refused with the code beside it.
 * @param port of the mail server; the controls are on any free one
 */
export async function startSimulator({ port = 0, seed }: { port?: number; seed?: unknown }) {
  let mails = new Recent<Taken>(1_000);
  let refusals: Readonly<Record<string, unknown>> = {};
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    disableReverseLookup: true,
    logger: false,
    onAuth: (_auth, _session, done) => done(null, { user: "anybody" }),
    onRcptTo: ({ address }, _session, done) => {
      const responseCode = refusals[address];
      if (typeof responseCode !== "number") return done();
      done(Object.assign(new Error("refused by the seed"), { responseCode }));
    },
    onData: (stream, { envelope }, done) => {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const from = envelope.mailFrom === false ? "" : envelope.mailFrom.address;
        const source = Buffer.concat(parts).toString("utf8");
        mails.push({ from, to: envelope.rcptTo.map(({ address }) => address), source });
        done();
      });
    },
  });
  server.on("error", () => undefined);
  const controls = await startApiSimulator(
    {
      calls: {},
      noSuchCall: { status: 404, body: "this is a mail server" },
      snapshot: () => ({ mails: mails.toArray() }),
      seed: (value) => {
        const given = asRecord(value, "the seed");
        onlyKnownKeys(given, ["refuse"], "the seed");
        refusals = checked(asRecord(given["refuse"] ?? {}, "refuse"));
      },
      clear: () => {
        mails = new Recent(1_000);
      },
    },
    { seed: seed ?? {} },
  );
  const { url } = controls;
  const address = await listen(server, port);
  return {
    url,
    baseUrl: `smtp+simulated://127.0.0.1:${address.port}`,
    close: async () => {
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await controls.close();
    },
  };
}

function checked(refusals: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  for (const code of Object.values(refusals))
    if (typeof code !== "number" || code < 400 || code > 599)
      throw new ControlError("invalid", "refuse has addresses, each with a code from 400 to 599");
  return refusals;
}

function listen(server: SMTPServer, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    const inner = server.listen(port, "127.0.0.1", () => resolve(inner.address() as AddressInfo));
    inner.once("error", (cause: NodeJS.ErrnoException) =>
      reject(
        new AhaflowError("cannot_listen", `the simulator can't listen on 127.0.0.1:${port}`, {
          hint: `${cause.code ?? "unknown error"}; choose another port, or 0 for any free one`,
          cause,
        }),
      ),
    );
  });
}
