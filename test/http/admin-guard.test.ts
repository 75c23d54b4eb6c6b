import { expect, it } from "vitest";
import { httpRequest as ask } from "../support/http-request.ts";
import { Project } from "../support/project.ts";

const TOKEN = "admin-token-0123456789";

it("does nothing for a page of another site, nor under another name", async () => {
  const daemon = await new Project().open();
  const { adminUrl } = daemon;
  const reload = (headers: Record<string, string>) =>
    ask(`${adminUrl}/api/v1/reload`, "POST", headers).then(({ status }) => status);
  expect(await reload({})).toBe(200);
  expect(await reload({ origin: adminUrl })).toBe(200);
  expect(await reload({ origin: "https://evil.example" })).toBe(403);
  expect(await reload({ origin: "null" })).toBe(403);
  for (const site of ["cross-site", "same-site"])
    expect(await reload({ "sec-fetch-site": site })).toBe(403);
  expect(await reload({ host: "rebound.example" })).toBe(403);
  const rebound = { host: "rebound.example" };
  expect((await ask(`${adminUrl}/api/v1/runs`, "GET", rebound)).status).toBe(403);
  expect((await ask(`${adminUrl}/metrics`, "GET", rebound)).status).toBe(403);
  expect((await ask(`${adminUrl}/healthz`, "GET", rebound)).status).toBe(200);
});

it("has security headers, and none of CORS", async () => {
  const daemon = await new Project().open();
  const origin = { origin: "https://evil.example" };
  for (const method of ["GET", "OPTIONS"]) {
    const { headers } = await ask(`${daemon.adminUrl}/api/v1/flows`, method, origin);
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "content-security-policy": expect.stringMatching(/^default-src 'none';script-src 'self';/),
      "cache-control": "no-store",
    });
    expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
    expect(headers).not.toHaveProperty("x-powered-by");
  }
});

it("shuts out who fails too often to give the token", async () => {
  const daemon = await new Project().open({ AHAFLOW_ADMIN_TOKEN: TOKEN });
  const runs = (token: string) =>
    ask(`${daemon.adminUrl}/api/v1/runs`, "GET", { authorization: `Bearer ${token}` });
  daemon.adminHeaders = { authorization: `Bearer ${TOKEN}` };
  expect((await runs(TOKEN)).status).toBe(200);
  for (let n = 0; n < 20; n++) expect((await runs(String(n))).status).toBe(401);
  expect((await runs("wrong")).status).toBe(429);
  expect((await ask(`${daemon.adminUrl}/healthz`, "GET", {})).status).toBe(200);
});

it("shows nothing of the admin side on the webhook listener", async () => {
  const daemon = await new Project().open();
  for (const path of ["/healthz", "/readyz", "/metrics", "/api/v1/runs", "/api/v1/openapi.json"])
    expect((await daemon.send(path)).status).toBe(404);
});

it("does not start on a public address without a token", async () => {
  for (const host of ["0.0.0.0", "::", "192.0.2.1", "admin.example"]) {
    const daemon = new Project().launch({ AHAFLOW_ADMIN_HOST: host });
    expect(await daemon.ended).not.toBe(0);
    expect(daemon.errors).toContain("needs a token");
  }
});
