import { connect, createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** What a server says when it is ready for the next statement, and inside of no transaction. */
const READY = "Z";
const IDLE = "I".charCodeAt(0);

/** A session of the server. */
interface Session {
  readonly socket: Socket;
  /** Whom it answers. */
  client: Client | undefined;
}

interface Client {
  readonly socket: Socket;
  /** Who works for it, from the first statement of a transaction to its end. */
  session: Session | undefined;
  /** Statements that have no answer yet. */
  asked: number;
}

/**
 * Stands in front of a server and gives each transaction of a client to a session that is free, as PgBouncer does
 * in transaction mode.
 * @param first to the one that has been free for longest, in place of the last one
 * @param sharing whether it does so yet: it may be changed
 */
export async function openPooler(url: string, { first = false, sharing = true } = {}) {
  const { port, hostname } = new URL(url);
  const sockets = new Set<Socket>();
  const cut = () => sockets.forEach((socket) => socket.destroy());
  const pooler = { url: "", sharing, cut };
  const free: Session[] = [];
  const hold = (socket: Socket) => {
    sockets.add(socket.on("error", () => undefined));
    return socket;
  };
  const proxy = createServer((socket) => {
    const session: Session = { socket: hold(connect(Number(port), hostname)), client: undefined };
    // Until it is let in, both ends are its own: one statement, the first.
    const client: Client = { socket: hold(socket), session, asked: 1 };
    session.client = client;
    session.socket.once("close", () => {
      if (free.includes(session)) free.splice(free.indexOf(session), 1);
      session.client?.socket.destroy();
    });
    let isIn = false;
    session.socket.on(
      "data",
      messages((type, message) => {
        session.client?.socket.write(message);
        if (type !== READY) return;
        isIn = true;
        const { client: answered } = session;
        if (answered === undefined || --answered.asked > 0 || message[5] !== IDLE) return;
        if (!pooler.sharing) return;
        answered.session = undefined;
        session.client = undefined;
        free.push(session);
      }),
    );
    const passOn = messages((type, message) => {
      // It takes its leave, and no session with it.
      if (type === "X") return void socket.end();
      client.session ??= first ? free.shift() : free.pop();
      // All are at work: what a pool of its own size does not meet.
      if (client.session === undefined) return void socket.destroy();
      client.session.client = client;
      if (type === "Q" || type === "S") client.asked++;
      client.session.socket.write(message);
    });
    socket.on("data", (data) => (isIn ? passOn(data) : void session.socket.write(data)));
    socket.on("close", () => client.session?.socket.destroy());
  });
  await new Promise<void>((resolve) => void proxy.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    proxy.close();
    cut();
  });
  const to = new URL(url);
  to.port = String((proxy.address() as { port: number }).port);
  pooler.url = to.href;
  return pooler;
}

/** Cuts what comes into the messages of PostgreSQL's protocol: a letter, and a length that counts itself. */
function messages(take: (type: string, message: Buffer) => void): (data: Buffer) => void {
  let rest = Buffer.alloc(0);
  return (data) => {
    rest = Buffer.concat([rest, data]);
    while (rest.length >= 5) {
      const length = 1 + rest.readInt32BE(1);
      if (rest.length < length) return;
      const message = rest.subarray(0, length);
      rest = rest.subarray(length);
      take(String.fromCharCode(message[0] as number), message);
    }
  };
}
