/** Answers as servers send them: packed, in other charsets, with long headers, or not at all. */
import { constants } from "node:os";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { errors } from "undici";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { CallSignal } from "#src/outgoing/call-signal.js";
import { networkFailure } from "#src/outgoing/network-failure.js";
import { context, failureOf, run, runIn, settings } from "./ahachat/bot.ts";
import { type Answer, OK, type RecordingServer, recordingServer } from "./recording-server.ts";

let server: RecordingServer;
beforeAll(async () => {
  server = await recordingServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.arrivals.length = 0;
  server.answer = OK;
});

const request = (input: object = {}) =>
  runIn(context(undefined), "http.request", { url: `${server.url}/orders`, ...input });

const bytes =
  (body: Uint8Array, headers: Record<string, string> = {}, status = 200): Answer =>
  (response) =>
    response.writeHead(status, headers).end(body);

const send = () => run("ahachat.send_text", { user_id: "1", text: "Chào" }, settings(server.url));

const utf16 = (text: string) => Buffer.from(text, "utf16le");
/** A text as a header carries it: each byte of UTF-8 a character. */
const raw = (text: string) => Buffer.from(text).toString("latin1");

const JSON_TYPE = { "content-type": "application/json" };
const ORDER = Buffer.from('{"shop":"Áo Dài","n":7}');

describe("a packed body", () => {
  const packed: [coding: string, body: Buffer][] = [
    ["gzip", gzipSync(ORDER)],
    ["X-GZIP", gzipSync(ORDER)],
    ["br", brotliCompressSync(ORDER)],
    ["deflate", deflateSync(ORDER)],
    ["deflate", deflateRawSync(ORDER)],
    ["identity", ORDER],
    ["gzip, br", brotliCompressSync(gzipSync(ORDER))],
    ["gzip", Buffer.concat([gzipSync(ORDER.subarray(0, 9)), gzipSync(ORDER.subarray(9))])],
  ];

  test.each(packed)("as %s is undone", async (coding, body) => {
    server.answer = bytes(body, { ...JSON_TYPE, "content-encoding": coding });
    const output = await request();
    expect(output).toMatchObject({ body: { shop: "Áo Dài", n: 7 } });
    expect(output).not.toHaveProperty(["headers", "content-encoding"]);
    expect(server.arrivals[0]?.headers["accept-encoding"]).toBe("gzip, br, deflate");
  });

  test.each([
    ["an unknown coding", "zstd", ORDER],
    ["bytes of another coding", "gzip", ORDER],
    ["a part of it", "gzip", gzipSync(ORDER).subarray(0, 20)],
    ["more layers than anybody needs", "gzip,gzip,gzip,gzip", gzipSync(ORDER)],
  ])("is kept as it is when it is %s", async (_name, coding, body) => {
    server.answer = bytes(body, { ...JSON_TYPE, "content-encoding": coding });
    await expect(request()).resolves.toMatchObject({
      status: 200,
      headers: { "content-encoding": coding },
      body: { base64: body.toString("base64") },
    });
  });

  test.each([
    ["gzip", gzipSync(Buffer.alloc(50_000_000))],
    ["br", brotliCompressSync(Buffer.alloc(50_000_000))],
    ["gzip, gzip", gzipSync(gzipSync(Buffer.alloc(50_000_000)))],
  ])("that unfolds to more than is read is refused: %s", async (coding, body) => {
    server.answer = bytes(body, { "content-encoding": coding });
    expect(body.length).toBeLessThan(100_000);
    expect(await failureOf(request())).toMatchObject({ code: "response_too_large" });
  });

  test("may be empty", async () => {
    server.answer = bytes(Buffer.alloc(0), { "content-encoding": "gzip" });
    await expect(request()).resolves.toMatchObject({ body: null });
  });
});

describe("a charset", () => {
  test.each<[type: string, body: Buffer, text: unknown]>([
    ["text/plain; charset=ISO-8859-1", Buffer.from("café", "latin1"), "café"],
    ["text/plain; charset=windows-1252", Buffer.of(0x80, 0x92, 0x41), "€’A"],
    ["text/plain; charset='windows-1258'", Buffer.of(0x41, 0xd2, 0xfe), "A\u0309₫"],
    ['text/plain;CHARSET = "utf-16le"', utf16("Chào"), "Chào"],
    ["text/plain; charset=utf-16be", utf16("Chào").swap16(), "Chào"],
    ["text/plain; charset=utf8mb4", Buffer.from("Chào"), "Chào"],
    ["text/plain; charset=us-ascii; boundary=x", Buffer.from("a"), "a"],
    ["application/json; charset=iso-8859-1", Buffer.from('{"a":"é"}', "latin1"), { a: "é" }],
    ["application/json; charset=iso-8859-1", Buffer.from('{"a":"Mai Đỗ"}'), { a: "Mai Đỗ" }],
    ["application/json; charset=windows-1252", Buffer.from('{"a":"café"}'), { a: "café" }],
    ["application/json; charset=utf-16", utf16('{"a":"₫"}'), { a: "₫" }],
    ["application/json", utf16('{"a":"₫"}'), { a: "₫" }],
    ["application/json", utf16('{"a":"₫"}').swap16(), { a: "₫" }],
    ["application/json", Buffer.from('\ufeff{"a":"₫"}'), { a: "₫" }],
    ["application/json; charset=latin1", Buffer.from('\ufeff{"a":"₫"}'), { a: "₫" }],
    ["application/json", utf16('\ufeff{"a":"₫"}').swap16(), { a: "₫" }],
    ["text/json", ORDER, { shop: "Áo Dài", n: 7 }],
    ["text/x-json; charset=utf8", ORDER, { shop: "Áo Dài", n: 7 }],
    ["application/problem+json; charset=utf-8", ORDER, { shop: "Áo Dài", n: 7 }],
    ["model/gltf+json", Buffer.from("{}"), {}],
    ["text/html", Buffer.from("\ufeffChào"), "Chào"],
  ])("%s of %j is read", async (type, body, text) => {
    server.answer = bytes(body, { "content-type": type });
    await expect(request()).resolves.toMatchObject({ body: text });
  });

  test.each<[type: string, body: Buffer]>([
    ["text/plain; charset=tcvn-5712", Buffer.from("a")],
    ["text/plain", Buffer.from("café", "latin1")],
    ["application/json", Buffer.from('{"a":"é"}', "latin1")],
    ["text/plain; charset=utf-16", Buffer.of(0x41, 0, 0x42)],
    ["text/plain; charset=utf-8", Buffer.of(0xed, 0xa0, 0x80)],
    ["image/png", Buffer.of(0x89, 0x50, 0x4e, 0x47)],
  ])("of %s that the bytes are none of keeps the bytes", async (type, body) => {
    server.answer = bytes(body, { "content-type": type });
    await expect(request()).resolves.toMatchObject({ body: { base64: body.toString("base64") } });
  });
});

describe("headers", () => {
  test("in UTF-8 are read so, and those in Latin-1 too", async () => {
    server.answer = (response) =>
      response.writeHead(200, { "x-shop": raw("Áo Dài ₫"), "x-old": "caf\xe9" }).end();
    await expect(request()).resolves.toMatchObject({
      headers: { "x-shop": "Áo Dài ₫", "x-old": "café" },
    });
  });

  test("a Location in UTF-8 is followed to where it leads", async () => {
    server.answer = (response, { path }) =>
      path === "/orders"
        ? response.writeHead(302, { location: raw("/đơn?tên=An") }).end()
        : response.end();
    await request({ max_redirects: 1 });
    expect(server.arrivals[1]).toMatchObject({
      path: encodeURI("/đơn"),
      query: { tên: "An" },
    });
  });

  test("of 60 KB are read, and of more refused, not called a bug", async () => {
    server.answer = bytes(Buffer.alloc(0), { "x-long": "x".repeat(60_000) });
    await expect(request()).resolves.toMatchObject({ status: 200 });
    server.answer = bytes(Buffer.alloc(0), { "x-long": "x".repeat(70_000) });
    expect(await failureOf(request())).toMatchObject({
      reason: "invalid_request",
      code: "headers_too_large",
    });
  });
});

/** Says that more will come, and goes. */
const cut =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, { "content-length": "100", ...headers });
    response.write("{", () => response.destroy());
  };

describe("an answer whose body nobody wants", () => {
  test.each([
    [401, "bad_credentials"],
    [422, "invalid_request"],
    [500, "unavailable"],
  ])("is what its status says, %i, also where the body is cut off", async (status, reason) => {
    server.answer = cut(status);
    expect(await failureOf(request())).toMatchObject({ reason, code: `http_${status}` });
  });

  test("leads on", async () => {
    server.answer = (response, arrival) =>
      arrival.path === "/orders"
        ? cut(302, { location: "/there" })(response, arrival)
        : response.end("here");
    await expect(request({ max_redirects: 1 })).resolves.toMatchObject({ body: "here" });
  });

  test.each([204, 304])("has none by its status, %i, whatever length it gives", async (status) => {
    server.answer = ({ socket }) =>
      socket?.write(`HTTP/1.1 ${status} X\r\ncontent-length: 5\r\n\r\n`);
    await expect(request({ expect_status: [status] })).resolves.toMatchObject({
      status,
      body: null,
    });
  });

  test("is none while only hints have come", async () => {
    server.answer = (response) => {
      response.writeEarlyHints({ link: "</a.css>; rel=preload" }, () => response.destroy());
    };
    expect(await failureOf(request())).toMatchObject({ reason: "unavailable" });
  });
});

describe("a reply of AhaChat", () => {
  const reply = Buffer.from('{"success":true,"result":"ok"}');

  test.each<[string, Buffer, Record<string, string>]>([
    ["packed", gzipSync(reply), { "content-encoding": "gzip" }],
    ["with a byte order mark", Buffer.concat([Buffer.from("\ufeff"), reply]), {}],
    ["in UTF-16", Buffer.from(reply.toString(), "utf16le"), JSON_TYPE],
    ["with long headers", reply, { "x-long": "x".repeat(20_000) }],
  ])("%s counts as what it says", async (_name, body, headers) => {
    server.answer = bytes(body, headers);
    await expect(send()).resolves.toMatchObject({ success: true });
  });

  test.each([
    ["200", 200, "unexpected_reply"],
    ["500", 500, "http_500"],
  ])("that can't be read is judged by its status, %s", async (_name, status, code) => {
    server.answer = bytes(reply, { "content-encoding": "zstd" }, status);
    expect(await failureOf(send())).toMatchObject({ code });
  });

  test("that unfolds to more than is read is refused", async () => {
    server.answer = bytes(gzipSync(Buffer.alloc(50_000_000)), { "content-encoding": "gzip" });
    expect(await failureOf(send())).toMatchObject({ code: "response_too_large" });
  });

  test.each([
    [401, "bad_credentials"],
    [500, "unavailable"],
  ])(
    "that is a refusal of more than is read is what its status says, %i",
    async (status, reason) => {
      server.answer = bytes(Buffer.alloc(2_000_000), {}, status);
      expect(await failureOf(send())).toMatchObject({ reason, code: `http_${status}` });
    },
  );
});

/** What becomes of an error with a code. */
function failureFor(code: string): { readonly reason?: string; readonly message: string } {
  const error = Object.assign(new Error("to s3cret"), { code });
  return networkFailure(error, "GET a.vn/", new CallSignal()) as Error;
}

describe("an error's code", () => {
  const network = [
    ...Object.keys(constants.errno),
    ..."EAI_AGAIN EAI_FAIL EAI_NODATA EAI_MEMORY ENOTFOUND ENODATA ESERVFAIL EBADRESP".split(" "),
    ..."CERT_HAS_EXPIRED DEPTH_ZERO_SELF_SIGNED_CERT UNABLE_TO_VERIFY_LEAF_SIGNATURE".split(" "),
    ..."HOSTNAME_MISMATCH CRL_HAS_EXPIRED INVALID_CA PATH_LENGTH_EXCEEDED OUT_OF_MEM".split(" "),
    ..."ERR_TLS_CERT_ALTNAME_INVALID ERR_SSL_WRONG_VERSION_NUMBER ERR_OSSL_EVP_BAD".split(" "),
    ..."ERR_SOCKET_CLOSED ERR_STREAM_PREMATURE_CLOSE HPE_INVALID_CONSTANT".split(" "),
  ];
  test.each(network)("%s is the network's, and worth another try", (code) => {
    const failure = failureFor(code);
    expect(failure).toMatchObject({ reason: "unavailable", code });
    expect(failure.message).not.toContain("s3cret");
  });

  const ours = [
    "ERR_INVALID_ARG_TYPE",
    "ERR_INVALID_CHAR",
    "ERR_ASSERTION",
    "ERR_SOCKET_BAD_PORT",
    "ERR_STREAM_WRITE_AFTER_END",
    "ABORT_ERR",
    "MODULE_NOT_FOUND",
  ];
  test.each(ours)("%s is a mistake of the program, and stays what it is", (code) => {
    expect(failureFor(code)).not.toHaveProperty("reason");
  });

  test("of undici's is one or the other, by name", () => {
    const codes = Object.values(errors).map(
      (One) => new (One as new (...args: unknown[]) => { code: string })("", {}, {}).code,
    );
    const named = codes.filter((code) => /^UND_\w+$/.test(code));
    const mistakes = named.filter((code) => failureFor(code).reason === undefined);
    expect(new Set(mistakes)).toEqual(
      new Set([
        "UND_ERR",
        "UND_ERR_ABORT",
        "UND_ERR_ABORTED",
        "UND_ERR_BPL_MISSING_UPSTREAM",
        "UND_ERR_INVALID_ARG",
        "UND_ERR_INVALID_RETURN_VALUE",
        "UND_ERR_NOT_SUPPORTED",
        "UND_ERR_REQ_CONTENT_LENGTH_MISMATCH",
        "UND_ERR_REQ_RETRY",
        "UND_ERR_RES_EXCEEDED_MAX_SIZE",
        "UND_ERR_WS_MESSAGE_SIZE_EXCEEDED",
      ]),
    );
  });

  test.each([
    ["EAI_FAIL", "GET a.vn/ could not be reached: its name leads to no address (EAI_FAIL)"],
    [
      "CERT_HAS_EXPIRED",
      "GET a.vn/ could not be reached: its certificate is not accepted (CERT_HAS_EXPIRED)",
    ],
    ["EPROTO", "GET a.vn/ could not be reached: no encrypted connection comes about (EPROTO)"],
    ["ECONNREFUSED", "GET a.vn/ could not be reached (ECONNREFUSED)"],
  ])("%s says what happened", (code, message) => {
    expect(failureFor(code).message).toBe(message);
  });
});
