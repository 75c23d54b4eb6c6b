#!/usr/bin/env bash
# find-my-way 9.3.0, seen 2026-11-28 with Node 20.20.
# Likely guess: /orders/:id wants an id, so /orders/ is not found; and ignoreTrailingSlash only makes more paths match.
# Behaviour: /orders/ is found, with the id ""; so is /a//b for /a/:id/b. With ignoreTrailingSlash /orders/ is no longer
#   found, and the empty one in the middle still is.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund find-my-way@9.3.0
cat >try.mjs <<'JS'
import findMyWay from "find-my-way";
for (const ignoreTrailingSlash of [false, true]) {
  const router = findMyWay({ ignoreTrailingSlash });
  for (const path of ["/orders/:id", "/a/:id/b", "/files/:name.:ending"]) router.on("GET", path, () => {});
  console.log(`ignoreTrailingSlash: ${ignoreTrailingSlash}`);
  for (const path of ["/orders/5", "/orders/", "/orders", "/orders/5/", "/a/5/b", "/a//b", "/files/x.png", "/files/.png"])
    console.log(" ", path, "->", JSON.stringify(router.find("GET", path)?.params ?? null));
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
ignoreTrailingSlash: false
  /orders/5 -> {"id":"5"}
  /orders/ -> {"id":""}
  /orders -> null
  /orders/5/ -> null
  /a/5/b -> {"id":"5"}
  /a//b -> {"id":""}
  /files/x.png -> {"name":"x","ending":"png"}
  /files/.png -> {"name":"","ending":"png"}
ignoreTrailingSlash: true
  /orders/5 -> {"id":"5"}
  /orders/ -> null
  /orders -> null
  /orders/5/ -> {"id":"5"}
  /a/5/b -> {"id":"5"}
  /a//b -> {"id":""}
  /files/x.png -> {"name":"x","ending":"png"}
  /files/.png -> {"name":"","ending":"png"}
TXT
diff wanted seen
