import { connect, type Socket } from "node:net";

/** What came back on a connection, until the other side closed it or the answer was whole. */
export interface RawAnswer {
  /** Undefined when the connection was closed without an answer. */
  readonly status: number | undefined;
  /** Header lines, in small letters. */
  readonly head: string;
  readonly body: string;
  /** Every status line that came, interim answers included. */
  readonly statuses: readonly number[];
}

export interface RawOptions {
  /** Writes the request; without, the bytes are written at once. */
  readonly write?: (socket: Socket) => void;
  /** Ends the sending side behind the bytes. */
  readonly end?: boolean;
  /** Reads on until the other side closes, for several answers on one connection. */
  readonly untilClosed?: boolean;
}

/** Sends bytes as they are, which no HTTP client would, and reads the answer. */
export function rawRequest(
  url: string,
  bytes: string | Uint8Array,
  { write, end = false, untilClosed = false }: RawOptions = {},
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => {
      if (write === undefined) socket.write(bytes);
      else write(socket);
      if (end) socket.end();
    });
    let text = "";
    const done = () => {
      resolve(readAnswer(text));
      socket.destroy();
    };
    socket.setEncoding("utf8").on("data", (part: string) => {
      text += part;
      if (!untilClosed && isWhole(text)) done();
    });
    // A server that closes on bytes it has not read resets the connection.
    socket.on("error", done).on("close", done);
  });
}

function isWhole(text: string): boolean {
  const { status, head, body } = readAnswer(text);
  if (status === undefined || status < 200) return false;
  const length = /\ncontent-length: (\d+)/.exec(head)?.[1];
  return length !== undefined && Buffer.byteLength(body) >= Number(length);
}

function readAnswer(text: string): RawAnswer {
  const statuses = [...text.matchAll(/(?:^|\r\n\r\n|\})HTTP\/1\.1 (\d{3})/g)].map(([, code]) =>
    Number(code),
  );
  // Interim answers are a head alone.
  const last = text.replace(/^(?:HTTP\/1\.1 1\d\d[^\r\n]*\r\n\r\n)+/, "");
  const split = last.indexOf("\r\n\r\n");
  const head = (split < 0 ? last : last.slice(0, split)).toLowerCase();
  const status = /^http\/1\.1 (\d{3})/.exec(head)?.[1];
  return {
    status: split < 0 || status === undefined ? undefined : Number(status),
    head,
    body: split < 0 ? "" : last.slice(split + 4),
    statuses,
  };
}
