#!/usr/bin/env bash
# sirv 3.0.2 (the file server of Vite's preview and of SvelteKit), express 5.3.0 with range-parser 1.3.0, and @fastify/static 10.1.11
#   with fastify 5.12.8; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: "Range: bytes=-3" asks for the last three bytes (RFC 9110, 14.1.2), as a reader of ZIP, Parquet or MP4 does first, and of
#   a file that is shorter than what is asked for it gets all.
# Behaviour: sirv takes the lacking begin for 0: the answer of 206 has the first four bytes, and says "bytes 0-3/10". Of two ranges
#   it sends the first as if it were all that was asked. express and @fastify/static send the last ones, but answer 416 when the file
#   is shorter, where the standard has the whole file: "the last 64 kB" of a small one can't be had.
# Seen: the lines below, of a file with 0123456789.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund \
  sirv@3.0.2 express@5.3.0 range-parser@1.3.0 fastify@5.12.8 @fastify/static@10.1.11
mkdir files && printf 0123456789 >files/log.txt
cat >try.mjs <<'JS'
import { once } from "node:events";
import { createServer } from "node:http";
import { resolve } from "node:path";
import fastifyStatic from "@fastify/static";
import express from "express";
import Fastify from "fastify";
import sirv from "sirv";
const root = resolve("files");
const fastify = Fastify();
fastify.register(fastifyStatic, { root });
await fastify.listen({ port: 0, host: "127.0.0.1" });
const app = express().set("env", "test").use(express.static(root));
const servers = { sirv: createServer(sirv(root)), express: createServer(app), "@fastify/static": fastify.server };
for (const range of ["bytes=0-3", "bytes=7-", "bytes=-3", "bytes=0-99", "bytes=-99", "bytes=0-1,8-9"])
  for (const [name, server] of Object.entries(servers)) {
    if (!server.listening) await once(server.listen(0, "127.0.0.1"), "listening");
    const response = await fetch(`http://127.0.0.1:${server.address().port}/log.txt`, { headers: { range } });
    const text = await response.text();
    console.log(`${range}, ${name}: ${response.status} ${response.headers.get("content-range")} ${response.ok ? text : ""}`.trim());
  }
process.exit();
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
bytes=0-3, sirv: 206 bytes 0-3/10 0123
bytes=0-3, express: 206 bytes 0-3/10 0123
bytes=0-3, @fastify/static: 206 bytes 0-3/10 0123
bytes=7-, sirv: 206 bytes 7-9/10 789
bytes=7-, express: 206 bytes 7-9/10 789
bytes=7-, @fastify/static: 206 bytes 7-9/10 789
bytes=-3, sirv: 206 bytes 0-3/10 0123
bytes=-3, express: 206 bytes 7-9/10 789
bytes=-3, @fastify/static: 206 bytes 7-9/10 789
bytes=0-99, sirv: 206 bytes 0-9/10 0123456789
bytes=0-99, express: 206 bytes 0-9/10 0123456789
bytes=0-99, @fastify/static: 206 bytes 0-9/10 0123456789
bytes=-99, sirv: 206 bytes 0-9/10 0123456789
bytes=-99, express: 416 bytes */10
bytes=-99, @fastify/static: 416 bytes */10
bytes=0-1,8-9, sirv: 206 bytes 0-1/10 01
bytes=0-1,8-9, express: 200 null 0123456789
bytes=0-1,8-9, @fastify/static: 200 null 0123456789
TXT
diff wanted seen
