#!/usr/bin/env bash
# tctx 0.2.6, traceparent 1.0.0 and @opentelemetry/core 2.12.1, seen 2026-11-28 with Node 20.20.
# Likely guess: three readers of W3C's `traceparent` give the same of a header that the standard allows: two hexadecimal
#   digits of flags of which bit 0 is "sampled", and of a later version the parts that are known.
# Behaviour: tctx reads flags without a letter alone (03, 81), and gives undefined for 0f, a1 or ff, so the trace is
#   begun anew. traceparent hands on a header of a later version under that version, of which it knows nothing; tctx
#   writes 00, as the standard asks for.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund \
  tctx@0.2.6 traceparent@1.0.0 @opentelemetry/api@1.9.1 @opentelemetry/core@2.12.1
cat >try.mjs <<'JS'
import { createRequire } from "node:module";
import { is_sampled, parse } from "tctx/traceparent";
const require = createRequire(import.meta.url);
const { parseTraceParent } = require("@opentelemetry/core");
const TraceParent = require("traceparent");
const ids = "4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7";
for (const flags of ["00", "01", "03", "0f", "10", "1f", "81", "a1", "fe", "ff"]) {
  const header = `00-${ids}-${flags}`;
  const read = parse(header);
  const tctx = read && is_sampled(read);
  console.log(flags, (parseTraceParent(header)?.traceFlags & 1) === 1, TraceParent.fromString(header).recorded, tctx ?? "not read");
}
for (const version of ["00", "01", "cc"]) {
  const header = `${version}-${ids}-01`;
  console.log(version, TraceParent.fromString(header).toString().slice(0, 2), String(parse(header)).slice(0, 2));
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
00 false false false
01 true true true
03 true true true
0f true true not read
10 false false false
1f true true not read
81 true true true
a1 true true not read
fe false false not read
ff true true not read
00 00 00
01 01 00
cc cc 00
TXT
diff wanted seen
