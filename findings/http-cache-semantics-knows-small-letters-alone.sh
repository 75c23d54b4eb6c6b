#!/usr/bin/env bash
# http-cache-semantics 4.3.0, with @tusbar/cache-control 3.0.1 beside it; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: Max-Age=60 is max-age=60: names of directives are compared without capitals (RFC 9111, 5.2).
# Behaviour: for http-cache-semantics it is a directive that nobody knows. An answer with Max-Age=3600 is stale at once, each
#   time; one with "No-Cache, max-age=60" is given out for a minute without asking; Must-Revalidate does not revalidate. No
#   error. The other reader takes them.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund http-cache-semantics@4.3.0 @tusbar/cache-control@3.0.1
cat >try.mjs <<'JS'
import { parse } from "@tusbar/cache-control";
import CachePolicy from "http-cache-semantics";
const request = { url: "/", method: "GET", headers: {} };
for (const value of ["max-age=3600", "Max-Age=3600", "MAX-AGE=3600", "max-age=60, no-cache", "max-age=60, No-Cache", "Max-Age=60, S-MaxAge=5"]) {
  const policy = new CachePolicy(request, { status: 200, headers: { date: new Date().toUTCString(), "cache-control": value } });
  const { maxAge, noCache } = parse(value);
  console.log(`${value}: http-cache-semantics ${Math.round(policy.timeToLive() / 1000)} s; @tusbar/cache-control ${maxAge} s, no-cache ${noCache ?? false}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
max-age=3600: http-cache-semantics 3600 s; @tusbar/cache-control 3600 s, no-cache false
Max-Age=3600: http-cache-semantics 0 s; @tusbar/cache-control 3600 s, no-cache false
MAX-AGE=3600: http-cache-semantics 0 s; @tusbar/cache-control 3600 s, no-cache false
max-age=60, no-cache: http-cache-semantics 0 s; @tusbar/cache-control 60 s, no-cache true
max-age=60, No-Cache: http-cache-semantics 60 s; @tusbar/cache-control 60 s, no-cache true
Max-Age=60, S-MaxAge=5: http-cache-semantics 0 s; @tusbar/cache-control 60 s, no-cache false
TXT
diff wanted seen
