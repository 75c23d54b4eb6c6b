import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import type { Session } from "#src/generated/admin-api.js";
import { ask } from "../support/admin-api.ts";
import type { AnyDaemon } from "../support/daemon.ts";
import { type HttpAnswer, httpRequest } from "../support/http-request.ts";
import { Project } from "../support/project.ts";

const TOKEN = "admin-token-0123456789";
const JSON_TYPE = { "content-type": "application/json" };
const BEARER = { authorization: `Bearer ${TOKEN}` };

const project = () => new Project().flow("one", { steps: [{ set: { a: 1 } }] });
const withToken = (env: Readonly<Record<string, string>> = {}) =>
  project().open({ AHAFLOW_ADMIN_TOKEN: TOKEN, ...env });

/** A request below /api/v1. */
function api(
  { adminUrl }: AnyDaemon,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body = "",
): Promise<HttpAnswer> {
  return httpRequest(`${adminUrl}/api/v1/${path}`, method, headers, body);
}

function logIn(
  daemon: AnyDaemon,
  token: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<HttpAnswer> {
  return api(daemon, "POST", "session", { ...JSON_TYPE, ...headers }, JSON.stringify({ token }));
}

/** What a browser sends from then on. */
function cookieOf({ headers }: HttpAnswer): { cookie: string } {
  return { cookie: headers["set-cookie"]?.[0]?.split(";")[0] ?? "" };
}

/** What a proxy with https says of who is behind it. */
const from = (address: string) => ({
  "x-forwarded-for": address,
  "x-forwarded-proto": "https",
});

const codeOf = ({ body }: HttpAnswer) =>
  (JSON.parse(body.toString()) as { error: { code: string } }).error.code;

async function stateOf(daemon: AnyDaemon, headers: Readonly<Record<string, string>>) {
  const { body } = await api(daemon, "GET", "session", headers);
  return (JSON.parse(body.toString()) as Session).login;
}

describe("the session", () => {
  it("says what the page has to know, without a login", async () => {
    const plain = await project().open();
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    expect((await ask<Session>(plain, "GET", "/api/v1/session")).body).toEqual({
      login: "none",
      read_only: false,
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      simulated: false,
      zone,
    });
    const schedules = [
      { cron: "0 1 * * *", timezone: "Europe/Paris" },
      { cron: "0 2 * * *", timezone: "Asia/Ho_Chi_Minh" },
      { cron: "0 3 * * *", timezone: "Asia/Ho_Chi_Minh" },
      { cron: "0 4 * * *" },
    ];
    const scheduled = project();
    const flow = { name: "two", on: { schedule: schedules }, steps: [{ set: { a: 1 } }] };
    writeFileSync(join(scheduled.flows, "two.yaml"), JSON.stringify(flow));
    const closed = await scheduled.open({
      AHAFLOW_ADMIN_TOKEN: TOKEN,
      AHAFLOW_ADMIN_READ_ONLY: "true",
    });
    expect((await ask<Session>(closed, "GET", "/api/v1/session")).body).toMatchObject({
      login: "needed",
      read_only: true,
      zone: "Asia/Ho_Chi_Minh",
    });
  });

  it("begins with the token, and lets a browser read and change until it logs out", async () => {
    const daemon = await withToken();
    const { adminUrl: origin } = daemon;
    const entered = await logIn(daemon, TOKEN, { origin });
    expect([entered.status, entered.body.length]).toEqual([204, 0]);
    const [cookie = ""] = entered.headers["set-cookie"] ?? [];
    expect(cookie).toMatch(
      /^ahaflow_session=[\w-]{43}; Max-Age=43200; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/,
    );
    expect(cookie).not.toContain(TOKEN);
    const own = cookieOf(entered);
    expect(await stateOf(daemon, own)).toBe("in");
    expect((await api(daemon, "GET", "runs", own)).status).toBe(200);
    expect((await httpRequest(`${daemon.adminUrl}/metrics`, "GET", own)).status).toBe(200);
    expect((await api(daemon, "POST", "reload", { ...own, origin })).status).toBe(200);
    const left = await api(daemon, "DELETE", "session", { ...own, origin });
    expect(left.status).toBe(204);
    expect(left.headers["set-cookie"]?.[0]).toMatch(
      /^ahaflow_session=; Path=\/; Expires=Thu, 01 Jan 1970/,
    );
    expect(await stateOf(daemon, own)).toBe("needed");
    expect((await api(daemon, "GET", "runs", own)).status).toBe(401);
    daemon.adminHeaders = BEARER;
    expect((await daemon.admin("/api/v1/runs")).status).toBe(200);
    expect(daemon.lines.join("\n")).not.toContain(TOKEN);
  });

  it("is of no use to a page of another site, nor to one that does not say where it is from", async () => {
    const daemon = await withToken();
    const { adminUrl: origin } = daemon;
    const own = cookieOf(await logIn(daemon, TOKEN));
    const reload = async (headers: Readonly<Record<string, string>>) => {
      const answer = await api(daemon, "POST", "reload", { ...own, ...headers });
      return answer.status === 200 ? 200 : codeOf(answer);
    };
    expect(await reload({ origin })).toBe(200);
    expect(await reload({ "sec-fetch-site": "same-origin" })).toBe(200);
    expect(await reload({})).toBe("other_site");
    expect(await reload({ "sec-fetch-site": "none" })).toBe("other_site");
    for (const site of ["cross-site", "same-site"]) {
      expect(await reload({ origin, "sec-fetch-site": site })).toBe("other_site");
      const read = await api(daemon, "GET", "runs", { ...own, "sec-fetch-site": site });
      expect([read.status, codeOf(read)]).toEqual([403, "other_site"]);
    }
    for (const other of ["https://evil.example", "null", `${origin}0`])
      expect(await reload({ origin: other })).toBe("other_site");
    const forged = await logIn(daemon, TOKEN, { origin: "https://evil.example" });
    expect([forged.status, forged.headers["set-cookie"]]).toEqual([403, undefined]);
    const ended = await api(daemon, "DELETE", "session", {
      ...own,
      origin: "https://evil.example",
    });
    expect(ended.status).toBe(403);
    expect(await stateOf(daemon, own)).toBe("in");
  });

  it("shares the count of failures with bearer tokens; a login that is over counts for nothing", async () => {
    const daemon = await withToken();
    const kept = cookieOf(await logIn(daemon, TOKEN));
    const gone = { cookie: `ahaflow_session=${"a".repeat(43)}` };
    for (let n = 0; n < 30; n++) expect((await api(daemon, "GET", "runs", gone)).status).toBe(401);
    for (let n = 0; n < 10; n++) {
      expect((await logIn(daemon, `wrong ${n}`)).status).toBe(401);
      const headers = { authorization: `Bearer wrong ${n}` };
      expect((await api(daemon, "GET", "runs", headers)).status).toBe(401);
    }
    for (const shut of [await logIn(daemon, TOKEN), await api(daemon, "GET", "runs", BEARER)]) {
      expect([shut.status, codeOf(shut)]).toEqual([429, "too_many_failures"]);
      expect(Number(shut.headers["retry-after"])).toBeGreaterThan(0);
    }
    // Who is in stays in: somebody else behind the same address can't throw them out.
    expect((await api(daemon, "GET", "runs", kept)).status).toBe(200);
  });

  it("counts the failures of those behind a trusted proxy apart, and keeps their cookie to https", async () => {
    const behind = project();
    behind.configure({ server: { trusted_proxies: ["127.0.0.1"] } });
    const daemon = await behind.open({ AHAFLOW_ADMIN_TOKEN: TOKEN });
    for (let n = 0; n < 20; n++) await logIn(daemon, "wrong", from("203.0.113.7"));
    expect((await logIn(daemon, TOKEN, from("203.0.113.7"))).status).toBe(429);
    const entered = await logIn(daemon, TOKEN, from("203.0.113.8"));
    expect(entered.status).toBe(204);
    expect(entered.headers["set-cookie"]?.[0]).toContain("; Secure");
    const untrusted = await withToken();
    const plain = await logIn(untrusted, TOKEN, from("203.0.113.8"));
    expect(plain.headers["set-cookie"]?.[0]).not.toContain("Secure");
  });

  it("ends what a browser still reads", async () => {
    const daemon = await withToken();
    const own = cookieOf(await logIn(daemon, TOKEN));
    const events = await fetch(`${daemon.adminUrl}/api/v1/events`, { headers: own });
    expect(events.status).toBe(200);
    const over = events.text().then(
      () => "over",
      () => "over",
    );
    await api(daemon, "DELETE", "session", { ...own, origin: daemon.adminUrl });
    expect(await over).toBe("over");
  });

  it("lets 1,000 browsers in, and then one for the oldest", async () => {
    const daemon = await withToken();
    const first = cookieOf(await logIn(daemon, TOKEN));
    const second = cookieOf(await logIn(daemon, TOKEN));
    for (let n = 0; n < 999; n += 37)
      await Promise.all(Array.from({ length: 37 }, () => logIn(daemon, TOKEN)));
    await vi.waitFor(async () => expect(await stateOf(daemon, first)).toBe("needed"));
    expect(await stateOf(daemon, second)).toBe("in");
  });

  it("refuses bodies that are no token", async () => {
    const daemon = await withToken();
    for (const [body, type, status] of [
      ["{}", "application/json", 400],
      ['{"token": 1}', "application/json", 400],
      ['{"token": "a", "x": 1}', "application/json", 400],
      ["{", "application/json", 400],
      [`{"token": "${"a".repeat(5_000)}"}`, "application/json", 413],
      [`token=${TOKEN}`, "application/x-www-form-urlencoded", 415],
    ] as const) {
      const headers = { "content-type": type };
      const answer = await ask(daemon, "POST", "/api/v1/session", body, headers);
      expect([body.slice(0, 30), answer.status]).toEqual([body.slice(0, 30), status]);
    }
  });
});

describe("AHAFLOW_ADMIN_READ_ONLY", () => {
  it("refuses whatever changes something, and still shows", async () => {
    const daemon = await project().open({ AHAFLOW_ADMIN_READ_ONLY: "true" });
    const id = await daemon.accept("/one", {});
    await daemon.finished(id);
    for (const path of [
      "reload",
      "flows/one/runs",
      `runs/${id}/cancel`,
      `runs/${id}/replay`,
      "runs/replay",
    ]) {
      const { status, body } = await ask(daemon, "POST", `/api/v1/${path}`, {});
      expect([path, status, body.error.code]).toEqual([path, 403, "read_only"]);
    }
    expect(await daemon.runs()).toHaveLength(1);
    expect((await daemon.admin("/api/v1/flows")).status).toBe(200);
    expect((await api(daemon, "DELETE", "session")).status).toBe(204);
  });

  it("is true or false", async () => {
    const daemon = project().launch({ AHAFLOW_ADMIN_READ_ONLY: "yes" });
    expect(await daemon.ended).not.toBe(0);
    expect(daemon.errors).toContain("AHAFLOW_ADMIN_READ_ONLY");
    expect(daemon.errors).toContain("false, true");
  });
});
