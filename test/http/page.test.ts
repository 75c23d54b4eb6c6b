import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import express from "express";
import { describe, expect, it, onTestFinished } from "vitest";
import { servePage } from "#src/http/page/serve-page.js";
import { httpRequest } from "../support/http-request.ts";
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
