import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";

/** A kind of request that nobody sends who means well. */
export interface Hostile {
  readonly name: string;
  readonly bytes: () => Uint8Array;
  /** What may be answered; 0: the connection is closed without an answer. */
  readonly statuses: readonly number[];
}

const JSON_TYPE = "Content-Type: application/json";
const FORM_TYPE = "Content-Type: application/x-www-form-urlencoded";

/** A whole request with a body. */
export function post(headers: readonly string[], body: string | Uint8Array = "", path = "/open") {
  const bytes = typeof body === "string" ? Buffer.from(body) : Buffer.from(body);
  const head = [`POST ${path} HTTP/1.1`, "Host: a", ...headers, `Content-Length: ${bytes.length}`];
  return Buffer.concat([Buffer.from(`${head.join("\r\n")}\r\n\r\n`), bytes]);
}

const json = (body: string | Uint8Array, path?: string) => post([JSON_TYPE], body, path);
export const get = (path: string, headers: readonly string[] = []) =>
  Buffer.from(`${[`GET ${path} HTTP/1.1`, "Host: a", ...headers].join("\r\n")}\r\n\r\n`);
export const raw = (...lines: string[]) => Buffer.from(`${lines.join("\r\n")}\r\n\r\n`);

type Row = readonly [name: string, bytes: () => Uint8Array, ...statuses: number[]];

const ROWS: readonly Row[] = [
  ["no HTTP", () => randomBytes(200), 400, 0],
  ["TLS on a plain port", () => Buffer.from("16030100a5010000a10303", "hex"), 400, 0],
  ["the preface of HTTP/2", () => Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), 400, 505, 0],
  ["HTTP/9.9", () => raw("GET /open HTTP/9.9", "Host: a"), 400, 505],
  ["no host", () => raw("GET /open HTTP/1.1"), 400],
  ["two hosts", () => raw("GET /open HTTP/1.1", "Host: a", "Host: b"), 400],
  ["CONNECT", () => raw("CONNECT a:443 HTTP/1.1", "Host: a"), 405],
  ["TRACE", () => raw("TRACE /open HTTP/1.1", "Host: a"), 405],
  ["an invented method", () => raw("BREW /open HTTP/1.1", "Host: a"), 400, 405],
  ["an upgrade", () => get("/open", ["Upgrade: websocket", "Connection: Upgrade"]), 405],
  ["an unknown expectation", () => post(["Expect: magic", JSON_TYPE], "{}"), 417],
  ["another server's address", () => get("http://other.example/none"), 404],
  ["a path upwards", () => get("/../../etc/passwd"), 404],
  ["a path upwards, encoded", () => get("/%2e%2e%2f%2e%2e%2fetc%2fpasswd"), 404],
  ["a broken percent sign", () => get("/open/%E0%A4%A"), 400, 404],
  ["a NUL in the path", () => get("/open%00.yaml"), 404],
  ["a raw NUL in the path", () => get("/open\u0000"), 400],
  ["double slashes", () => get("//open//"), 404],
  ["an address of 20,000 characters", () => get(`/${"a".repeat(20_000)}`), 431],
  ["a header of 20,000 characters", () => get("/open", [`X-A: ${"a".repeat(20_000)}`]), 431],
  [
    "500 headers",
    () =>
      get(
        "/open",
        Array.from({ length: 500 }, (_, n) => `X-${n}: 1`),
      ),
    431,
  ],
  ["a header with a line break", () => get("/open", ["X-A: 1\r\n folded"]), 400, 405],
  ["a header without a name", () => get("/open", [": 1"]), 400],
  ["a header with a space before its colon", () => get("/open", ["X-A : 1"]), 400],
  ["a negative length", () => raw("POST /open HTTP/1.1", "Host: a", "Content-Length: -1"), 400],
  [
    "two lengths",
    () => raw("POST /open HTTP/1.1", "Host: a", "Content-Length: 1", "Content-Length: 2"),
    400,
  ],
  [
    "a length and chunks (request smuggling)",
    () => raw("POST /open HTTP/1.1", "Host: a", "Content-Length: 5", "Transfer-Encoding: chunked"),
    400,
  ],
  [
    "a broken chunk",
    () =>
      Buffer.from(
        `POST /open HTTP/1.1\r\nHost: a\r\n${JSON_TYPE}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
      ),
    400,
  ],
  ["a body that is too large", () => json(`"${"a".repeat(1_200_000)}"`), 413, 0],
  ["a gzip bomb", () => post([JSON_TYPE, "Content-Encoding: gzip"], BOMB), 413],
  ["broken gzip", () => post([JSON_TYPE, "Content-Encoding: gzip"], "no gzip"), 400],
  ["an unknown encoding", () => post([JSON_TYPE, "Content-Encoding: zip"], "{}"), 415],
  ["broken JSON", () => json('{"a": '), 400],
  ["JSON with something behind it", () => json("{} {}"), 400],
  ["100,000 levels of JSON", () => json("[".repeat(100_000) + "]".repeat(100_000)), 400],
  ["a key twice", () => json('{"a": 1, "a": 2}'), 400],
  ["a prototype", () => json('{"__proto__": {"admin": true}}'), 202, 400],
  ["a constructor", () => json('{"constructor": {"prototype": {"a": 1}}}'), 202, 400],
  ["a huge number", () => json('{"a": 1e999}'), 400],
  ["bytes that are no UTF-8", () => json(Buffer.from([0x22, 0xff, 0xfe, 0x22])), 400],
  ["half a surrogate", () => json('{"a": "\\ud800"}'), 202, 400],
  [
    "an unknown charset",
    () => post(["Content-Type: application/json; charset=klingon"], "{}"),
    415,
  ],
  ["no content type", () => post([], "abc"), 400, 415],
  ["an image", () => post(["Content-Type: image/png"], randomBytes(100)), 415],
  ["a multipart form", () => post(["Content-Type: multipart/form-data; boundary=x"], "--x--"), 415],
  ["XML with an entity", () => post(["Content-Type: application/xml"], "<!DOCTYPE a>"), 415],
  ["100,000 form fields", () => post([FORM_TYPE], "a=1&".repeat(100_000)), 413],
  ["a form with 1,000 brackets", () => post([FORM_TYPE], `a${"[b]".repeat(1_000)}=1`), 202],
  ["100,000 parameters", () => json("{}", `/open?${"a&".repeat(7_000)}`), 413],
  ["a template in the data", () => json('{"a": "{{secrets.key}} ${env:PATH}"}'), 202],
  ["a pattern that backtracks", () => json(`{"word": "${"a".repeat(50_000)}!"}`, "/pattern"), 422],
  ["a body that does not fit", () => json("[]", "/pattern"), 422],
  ["a wrong signature", () => post([JSON_TYPE, "X-Signature: abc"], "{}", "/signed"), 401, 429],
  ["a path of the admin side", () => get("/api/v1/runs"), 404],
  ["messages that nobody kept", () => get(`/ahaflow/messages/${"0".repeat(32)}`), 404],
  ["a wrong method", () => raw("DELETE /open HTTP/1.1", "Host: a"), 405],
  ["half a request", () => Buffer.from("POST /open HTTP/1.1\r\nHo"), 400, 0],
];

const BOMB = gzipSync(Buffer.alloc(20_000_000, 0x20));

export const HOSTILE: readonly Hostile[] = hostile(ROWS);

/** Kinds of requests, from a table of them. */
export function hostile(rows: readonly Row[]): Hostile[] {
  return rows.map(([name, bytes, ...statuses]) => ({ name, bytes, statuses }));
}
