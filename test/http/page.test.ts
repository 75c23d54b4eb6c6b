import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import express from "express";
import { describe, expect, it, onTestFinished } from "vitest";
import { servePage } from "#src/http/page/serve-page.js";
import { expectNoCanary } from "../support/canaries.ts";
import { httpRequest } from "../support/http-request.ts";
import { Project, shopAt } from "../support/project.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const PAGES =
  "/ /runs /runs/01a /runs/01a/compare /failures /flows /flows/thanks /deliveries /connections /customer?q=An /reloads /login".split(
    " ",
  );

/** Serves a folder of files, by path. @returns its address, and what was told */
async function serve(files: Readonly<Record<string, string | Buffer>>) {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
    // As a package gives them: all of one time.
    utimesSync(join(folder, path), 499_162_500, 499_162_500);
  }
  const told: unknown[] = [];
  const logger = { warn: (...line: unknown[]) => void told.push(line) };
  const app = express().use(servePage(logger as never, pathToFileURL(`${folder}/`)));
  app.use((_request, response) => void response.status(404).end("none"));
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, folder, told };
}

const SCRIPT = "console.log('chào');";
const BUILT = {
  "index.html": "<!doctype html>",
  "favicon.svg": "<svg/>",
  "assets/main-1a2b3c.js": SCRIPT,
  "assets/main-1a2b3c.js.br": brotliCompressSync(SCRIPT),
  "assets/main-1a2b3c.js.gz": gzipSync(SCRIPT),
};

it("an address that is none is the page for browsers, as 404, and JSON for programs", async () => {
  const { url } = await serve(BUILT);
  const visit = { accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" };
  const lost = await httpRequest(`${url}/zzz`, "GET", visit);
  expect([lost.status, lost.body.toString()]).toEqual([404, "<!doctype html>"]);
  for (const [path, headers] of [
    ["/api/v1/zzz", visit],
    ["/zzz", { accept: "*/*" }],
    ["/zzz", {}],
  ] as const) {
    const { status, body } = await httpRequest(url + path, "GET", headers);
    expect([path, status, body.toString()]).toEqual([path, 404, "none"]);
  }
});

describe("the page's files", () => {
  it("are the document for each of its addresses, and nothing for any other", async () => {
    const { url, told } = await serve(BUILT);
    for (const path of PAGES) {
      const { status, headers, body } = await httpRequest(url + path, "GET");
      expect([path, status, body.toString()]).toEqual([path, 200, "<!doctype html>"]);
      expect(headers["content-type"]).toBe("text/html; charset=utf-8");
      expect(headers["cache-control"]).toBe("no-cache");
    }
    for (const path of [
      "/run",
      "/runs/",
      "/runs/a/b",
      "/flows/a/b",
      "/login/x",
      "/assets",
      "/assets/",
      "/assets/none.js",
      "/../package.json",
      "/..%2fpackage.json",
      "//",
    ]) {
      const answer = await httpRequest(url + path, "GET");
      expect([path, answer.status]).toEqual([path, 404]);
    }
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS"])
      expect((await httpRequest(`${url}/runs`, method)).status).toBe(404);
    expect(told).toEqual([]);
  });

  it("come as small as the browser takes them, and for ever where their name is of their content", async () => {
    const { url } = await serve(BUILT);
    const script = (encoding: string, method = "GET") =>
      httpRequest(`${url}/assets/main-1a2b3c.js`, method, { "accept-encoding": encoding });
    const cases = [
      ["gzip, deflate, br, zstd", "br", brotliDecompressSync],
      ["gzip", "gzip", gunzipSync],
      ["br;q=0, gzip;q=0.5", "gzip", gunzipSync],
      ["identity", undefined, (bytes: Buffer) => bytes],
      ["", undefined, (bytes: Buffer) => bytes],
    ] as const;
    for (const [accepted, encoding, decode] of cases) {
      const { headers, body } = await script(accepted);
      expect([accepted, headers["content-encoding"]]).toEqual([accepted, encoding]);
      expect(decode(body).toString()).toBe(SCRIPT);
      expect(headers["content-type"]).toBe("text/javascript; charset=utf-8");
      expect(headers["cache-control"]).toBe("public, max-age=31536000, immutable");
      expect(headers.vary).toBe("Accept-Encoding");
    }
    const head = await script("br", "HEAD");
    expect([head.status, head.body.length]).toEqual([200, 0]);
    expect(head.headers["content-length"]).toBe(String(BUILT["assets/main-1a2b3c.js.br"].length));
    const icon = await httpRequest(`${url}/favicon.svg`, "GET");
    expect(icon.headers["cache-control"]).toBe("no-cache");
    expect(icon.headers["content-type"]).toBe("image/svg+xml");
  });

  it("are read again when they are others, although size and time are the same", async () => {
    const { url, folder } = await serve(BUILT);
    const { headers } = await httpRequest(`${url}/`, "GET");
    const known = { "if-none-match": headers.etag ?? "" };
    expect((await httpRequest(`${url}/`, "GET", known)).status).toBe(304);
    writeFileSync(join(folder, "index.html"), "<!DOCTYPE html>");
    utimesSync(join(folder, "index.html"), 499_162_500, 499_162_500);
    expect((await httpRequest(`${url}/`, "GET", known)).status).toBe(200);
  });

  it("are missing in a broken build, which the log and the answer say", async () => {
    const { url, told } = await serve({});
    expect(told).toEqual([[expect.stringContaining("npm run build")]]);
    const { status, body } = await httpRequest(`${url}/runs`, "GET");
    expect(status).toBe(404);
    expect(JSON.parse(body.toString())).toEqual({
      error: { code: "no_page", message: expect.stringContaining("npm run build") },
    });
    expect((await httpRequest(`${url}/none`, "GET")).body.toString()).toBe("none");
  });
});

describe("the page of the daemon", () => {
  it("needs no login, and has the headers and the policy of a page that loads nothing else", async () => {
    const daemon = await new Project().open({ AHAFLOW_ADMIN_TOKEN: "admin-token-0123456789" });
    const { status, headers, body } = await httpRequest(`${daemon.adminUrl}/runs`, "GET");
    expect(status).toBe(200);
    expect(body.toString()).toMatch(/^<!doctype html>/i);
    expect(String(headers["content-security-policy"]).split(";").toSorted()).toEqual([
      "base-uri 'none'",
      "connect-src 'self'",
      "default-src 'none'",
      "font-src 'self'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "img-src 'self' data: https:",
      "script-src 'self'",
      "style-src 'self'",
    ]);
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
    });
    expect(headers).not.toHaveProperty("set-cookie");
    for (const [path, code] of [
      ["/none", "not_found"],
      ["/api/v1/none", "unauthorized"],
    ] as const) {
      const answer = await httpRequest(daemon.adminUrl + path, "GET");
      expect(JSON.parse(answer.body.toString())).toMatchObject({ error: { code } });
    }
  });

  it("answers at every address that it has pages for", async () => {
    const daemon = await new Project().open();
    const routes = readFileSync("dashboard/src/pages/routes.ts", "utf8");
    const paths = [...routes.matchAll(/path: "([^"]+)"/g)].map(([, path = ""]) =>
      path.replaceAll(/:\w+/g, "some-id"),
    );
    expect(paths.length).toBeGreaterThan(9);
    for (const path of [...paths, "/login"]) {
      const { status, headers } = await httpRequest(daemon.adminUrl + path, "GET");
      expect([path, status, headers["content-type"]]).toEqual([
        path,
        200,
        "text/html; charset=utf-8",
      ]);
    }
  });

  it("is for this machine alone without a token", async () => {
    const daemon = await new Project().open();
    const host = { host: "rebound.example" };
    expect((await httpRequest(`${daemon.adminUrl}/`, "GET", host)).status).toBe(403);
    expect((await httpRequest(`${daemon.adminUrl}/`, "GET")).status).toBe(200);
  });

  it("has no secret in any of its files, and no script that stands in the document", async () => {
    const daemon = await new Project(shopAt("http://127.0.0.1:9")).open();
    const files = readdirSync("dist/page", { recursive: true, encoding: "utf8" });
    const scripts = files.filter((name) => name.endsWith(".js"));
    expect(scripts.length).toBeGreaterThan(0);
    for (const name of ["index.html", ...scripts]) {
      const { body } = await httpRequest(`${daemon.adminUrl}/${name}`, "GET");
      expectNoCanary(`/${name}`, body.toString());
      expect(body.equals(readFileSync(`dist/page/${name}`))).toBe(true);
    }
    const index = readFileSync("dist/page/index.html", "utf8");
    expect(index.match(/<script(?![^>]* src=)|<style|\son\w+=|\sstyle=/gi)).toBeNull();
  });

  it("is small: all of it, every page and the curves, in less than half of what the first load may be", () => {
    const files = readdirSync("dist/page", { recursive: true, encoding: "utf8" });
    const sizes = files
      .filter((name) => name.endsWith(".br"))
      .map((name) => statSync(`dist/page/${name}`).size);
    expect(sizes.length).toBeGreaterThan(20);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(125_000);
  });

  it("comes compressed", async () => {
    const daemon = await new Project().open();
    const [script = ""] = readdirSync("dist/page/assets").filter((name) =>
      /^index-.*\.js$/.test(name),
    );
    const { headers } = await httpRequest(`${daemon.adminUrl}/assets/${script}`, "GET", {
      "accept-encoding": "br",
    });
    expect(headers["content-encoding"]).toBe("br");
  });
});
