import { gzipSync } from "node:zlib";
import { get, type Hostile, hostile, post, raw } from "./hostile-requests.ts";

const LOGIN = "/api/v1/session";
const JSON_TYPE = "Content-Type: application/json";
const login = (body: string | Uint8Array, ...headers: string[]) =>
  post([JSON_TYPE, ...headers], body, LOGIN);

/** The admin token of the daemon that is asked. */
export const TOKEN = "admin-token-0123456789";

const asked = (path: string) => get(`/api/v1/${path}`, [TOKEN_HEADER]);
const posted = (path: string, body: string | Uint8Array, type = JSON_TYPE) =>
  post([TOKEN_HEADER, type], body, `/api/v1/${path}`);

/** To the page's files and to what needs no login, on a daemon with an admin token. */
export const HOSTILE_ADMIN: readonly Hostile[] = hostile([
  ["a path upwards", () => get("/../../etc/passwd"), 404],
  ["a path upwards from the files", () => get("/assets/../../main.js"), 404],
  ["a path upwards, encoded", () => get("/assets/%2e%2e%2f%2e%2e%2fpackage.json"), 404],
  ["a path upwards, encoded twice", () => get("/assets/%252e%252e/main.js"), 404],
  ["a path upwards, as Windows has it", () => get("/assets/..%5c..%5cmain.js"), 404],
  ["a path upwards behind a page", () => get("/runs/../../package.json"), 404],
  ["a file of the program", () => get("/main.js"), 404],
  ["a compressed file by its own name", () => get("/index.html.br%00"), 404],
  ["a NUL in the path", () => get("/assets/a%00.js"), 404],
  ["a raw NUL in the path", () => get("/runs\u0000"), 400],
  ["double slashes", () => get("//evil.example/"), 404],
  ["another server's address", () => get("http://other.example/none"), 404],
  ["a broken percent sign in the API", () => get("/api/v1/flows/%E0%A4%A"), 400, 401],
  ["an address of 20,000 characters", () => get(`/runs/${"a".repeat(20_000)}`), 431],
  ["a cookie of 20,000 characters", () => get("/", [`Cookie: ${"a".repeat(20_000)}`]), 431],
  ["1,000 cookies", () => get(LOGIN, [`Cookie: ${"ahaflow_session=a; ".repeat(800)}`]), 200],
  ["a cookie that nobody gave", () => get("/api/v1/runs", [COOKIE]), 401],
  ["a cookie beside a wrong token", () => get("/api/v1/runs", [COOKIE, BASIC]), 401, 429],
  ["two tokens", () => get("/api/v1/runs", [BASIC, BASIC]), 400],
  ["an encoding that is none", () => get("/none", ["Accept-Encoding: ;;q=x, br;q=2"]), 404],
  ["a page that is posted", () => post([JSON_TYPE], "{}", "/runs"), 404],
  ["TRACE", () => raw("TRACE / HTTP/1.1", "Host: a"), 404, 405],
  ["a login without a body", () => login(""), 400],
  ["a login with broken JSON", () => login('{"token": '), 400],
  ["a login with a number", () => login('{"token": 1}'), 400],
  ["a login with an empty token", () => login('{"token": ""}'), 401, 429],
  ["a login with a prototype", () => login('{"__proto__": {"token": "a"}}'), 400],
  ["a login with a key twice", () => login('{"token": "a", "token": "b"}'), 400],
  ["a login with 100,000 levels", () => login("[".repeat(100_000)), 413, 400, 0],
  ["a login that is a gzip bomb", () => login(BOMB, "Content-Encoding: gzip"), 413],
  ["a login that is no UTF-8", () => login(Buffer.from([0x22, 0xff, 0xfe, 0x22])), 400],
  ["a login by a form", () => post([FORM_TYPE], "token=a", LOGIN), 415],
  ["a login from another site", () => login('{"token": "a"}', "Origin: https://evil.example"), 403],
  ["a login from a frame", () => login('{"token": "a"}', "Origin: null"), 403],
  ["a logout from another site", () => raw(`DELETE ${LOGIN} HTTP/1.1`, "Host: a", OTHER), 403],
  ["a flow that is a prototype", () => asked("flows/__proto__"), 404],
  ["a flow with a NUL in its name", () => asked("flows/a%00b"), 404],
  ["a run upwards", () => asked("runs/..%2f..%2fbackup"), 404],
  ["a flow of a run that is a constructor", () => asked("runs/constructor/flow"), 404],
  ["waits of nobody", () => asked(`runs/${"a".repeat(4_000)}/waits`), 404],
  ["a comparison with nothing", () => asked("runs/none/compare?with=%00"), 404],
  ["figures of no time", () => asked("stats?since=never"), 400],
  ["figures in stretches of nothing", () => asked("stats?step=0"), 400],
  [
    "figures of a negative time",
    () => asked("stats?since=2026-01-02T00:00:00Z&until=1970-01-01T00:00:00Z"),
    400,
  ],
  ["figures of a thousand years", () => asked("stats?since=1026-01-01T00:00:00Z"), 400],
  ["figures of two flows", () => asked("stats?flow=a&flow=b"), 400],
  ["a milliard deliveries", () => asked("deliveries?limit=1000000000"), 400],
  ["deliveries from nowhere", () => asked("deliveries?cursor=%00"), 400],
  ["deliveries by a list", () => asked("deliveries?status[]=refused"), 400],
  ["events of nothing", () => asked("events?of=runs,everything"), 400],
  ["a test of no connection", () => posted("connections/__proto__/test", "{}"), 404],
  ["an erasure of everybody", () => posted("erasures", '{"q": "", "dry_run": true}'), 400],
  ["an erasure of a pattern", () => posted("erasures", '{"q": {"$ne": 1}, "dry_run": true}'), 400],
  [
    "an erasure without saying whether it is one",
    () => posted("erasures", '{"q": "0908071111", "dry": 1}'),
    400,
  ],
  ["an erasure by a form", () => posted("erasures", "q=a", FORM_TYPE), 415],
  [
    "an erasure that is a gzip bomb",
    () => post([TOKEN_HEADER, JSON_TYPE, "Content-Encoding: gzip"], BOMB, "/api/v1/erasures"),
    413,
  ],
  ["a wrong method", () => raw(`PUT ${LOGIN} HTTP/1.1`, "Host: a"), 401],
]);

const TOKEN_HEADER = `Authorization: Bearer ${TOKEN}`;
const FORM_TYPE = "Content-Type: application/x-www-form-urlencoded";
const OTHER = "Sec-Fetch-Site: cross-site";
const COOKIE = `Cookie: ahaflow_session=${"a".repeat(43)}`;
const BASIC = "Authorization: Basic YTpi";
const BOMB = gzipSync(Buffer.alloc(5_000_000, 0x20));
