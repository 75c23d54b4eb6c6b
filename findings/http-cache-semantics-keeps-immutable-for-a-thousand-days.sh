#!/usr/bin/env bash
# http-cache-semantics 4.3.0 (behind got, make-fetch-happen and npm), seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: as the README has it: immutableMinTimeToLive is "a number of milliseconds", 24 hours by default, for which an
#   answer with Cache-Control: immutable and no age of its own is fresh.
# Behaviour: the number is taken for seconds, so a day is a thousand days, and an hour that somebody sets is 41 days. Beside
#   an Expires in the answer it is a thousand days; max-age is heeded.
# Seen: the lines below, in days.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund http-cache-semantics@4.3.0
cat >try.mjs <<'JS'
import CachePolicy from "http-cache-semantics";
const days = (headers, options) => {
  const policy = new CachePolicy({ url: "/", method: "GET", headers: {} }, { status: 200, headers: { date: new Date().toUTCString(), ...headers } }, options);
  return Math.round((policy.timeToLive() / 86_400_000) * 100) / 100;
};
console.log("immutable:", days({ "cache-control": "immutable" }));
console.log("immutable, set to an hour:", days({ "cache-control": "immutable" }, { immutableMinTimeToLive: 3_600_000 }));
console.log("immutable, 10 days since its last change:", days({ "cache-control": "immutable", "last-modified": new Date(Date.now() - 10 * 86_400_000).toUTCString() }));
console.log("immutable, Expires in a day:", days({ "cache-control": "immutable", expires: new Date(Date.now() + 86_400_500).toUTCString() }));
console.log("immutable, max-age of a day:", days({ "cache-control": "immutable, max-age=86400" }));
console.log("immutable, max-age=0:", days({ "cache-control": "immutable, max-age=0" }));
console.log("10 days since its last change alone:", days({ "last-modified": new Date(Date.now() - 10 * 86_400_000).toUTCString() }));
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
immutable: 1000
immutable, set to an hour: 41.67
immutable, 10 days since its last change: 1000
immutable, Expires in a day: 1000
immutable, max-age of a day: 1
immutable, max-age=0: 0
10 days since its last change alone: 1
TXT
diff wanted seen
