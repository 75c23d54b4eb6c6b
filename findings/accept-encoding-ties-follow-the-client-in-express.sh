#!/usr/bin/env bash
# accepts 2.0.0 (behind Express 5's request.acceptsEncodings) and @fastify/accept-negotiator 2.1.2, seen 2026-11-28
#   with Node 20.20.
# Likely guess: of encodings that the client weighs alike, the first in the server's list is chosen: with ["br", "gzip"]
#   a browser that sends "gzip, deflate, br, zstd" gets the smaller br.
# Behaviour: accepts goes by the order in the client's header, in which a weight is not said, so this browser gets gzip;
#   Fastify's negotiator of the same task gives br. With a star they part, too.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund \
  accepts@2.0.0 @fastify/accept-negotiator@2.1.2
cat >try.cjs <<'JS'
const accepts = require("accepts");
const { negotiate } = require("@fastify/accept-negotiator");
const offered = ["br", "gzip"];
for (const header of ["gzip, deflate, br, zstd", "br, gzip", "gzip;q=0.5, br", "gzip, br;q=0.9", "*", "gzip, *", "gzip;q=0, *"])
  console.log(header, "|", accepts({ headers: { "accept-encoding": header } }).encodings(offered), negotiate(header, offered));
JS
node try.cjs | tee seen
cat >wanted <<'TXT'
gzip, deflate, br, zstd | gzip br
br, gzip | br br
gzip;q=0.5, br | br br
gzip, br;q=0.9 | gzip gzip
* | br br
gzip, * | gzip br
gzip;q=0, * | br br
TXT
diff wanted seen
