/**
 * What an error means that a call throws before there is an answer. No error keeps undici's as its
 * cause (it can hold what came over the wire).
 */
import { ActionError } from "../errors.ts";
import type { CallSignal } from "./call-signal.ts";

/** undici's codes for what the connection did; its others say that the call is made wrongly. */
const UNDICI =
  /^UND_ERR_(SOCKET|CONNECT_TIMEOUT|HEADERS_TIMEOUT|BODY_TIMEOUT|CLOSED|DESTROYED|INFO|RESPONSE|RES_CONTENT_LENGTH_MISMATCH|PRX_TLS|MAX_ORIGINS_REACHED)$/;

/** Node.js' codes of sockets and TLS; its other `ERR_…` are mistakes of a program. */
const NODE =
  /^ERR_(TLS_|SSL_|OSSL_|HTTP2_|SOCKET_(CLOSED|CONNECTION_TIMEOUT)|STREAM_(PREMATURE_CLOSE|DESTROYED)$)/;

/** Codes of the system, of name servers, of the HTTP parser, and OpenSSL's of certificates. */
const BARE = /^(?!ERR_|UND_|ABORT_ERR$|MODULE_NOT_FOUND$)[A-Z][A-Z0-9_]*$/;

/** What can be said of a code beyond that nothing came of the call; the first that fits. */
const WHY: readonly (readonly [RegExp, string])[] = [
  [/^(EAI_\w+|ENOTFOUND|ENODATA|ENONAME|ESERVFAIL)$/, "its name leads to no address"],
  [/^(ERR_(TLS|SSL|OSSL)_\w+|EPROTO|UND_ERR_PRX_TLS)$/, "no encrypted connection comes about"],
  [/^(E[A-Z0-9]+|HPE_\w+|ERR_\w+|UND_\w+)$/, ""],
  [BARE, "its certificate is not accepted"],
];

/**
 * What a thrown error means.
 * @returns the error itself when the call was aborted (the engine knows why) or when it is a bug
 */
export function networkFailure(error: unknown, who: string, signal: CallSignal): unknown {
  if (signal.aborted || error instanceof ActionError || !(error instanceof Error)) return error;
  if (error.name === "HTTPParserError")
    return unavailable("not_http", `${who} answered with something that is not HTTP`);
  const code = "code" in error ? error.code : undefined;
  if (typeof code !== "string") return error;
  if (code === "UND_ERR_HEADERS_OVERFLOW")
    return new ActionError("invalid_request", `${who} answered with more headers than are read`, {
      code: "headers_too_large",
    });
  if (![UNDICI, NODE, BARE].some((codes) => codes.test(code))) return error;
  const why = WHY.find(([codes]) => codes.test(code))?.[1] || undefined;
  if (signal.progress === "sent") return unavailable(code, `${who} gave no whole answer (${code})`);
  const text = why === undefined ? "" : `: ${why}`;
  return unavailable(code, `${who} could not be reached${text} (${code})`);
}

function unavailable(code: string, message: string): ActionError {
  return new ActionError("unavailable", message, { code });
}
