#!/usr/bin/env bash
# keyv 6.1.0 and cacheable 2.5.0, with lru-cache 11.5.3 and node-cache 5.1.2 beside them; seen 2026-11-29 with Node 20.20 and
#   24.21.
# Likely guess: a time to live that is negative, which is what `expires - Date.now()` gives for a token that has just run out,
#   is no time at all: nothing is kept, as keyv's README tells of the adapters that it bridges.
# Behaviour: keyv keeps it for ever. The token is given out from then on, and never fetched anew. So it is with each time that
#   keyv can't read: NaN, "20 ms", a Date. Only what is above 0 is a time, and nothing else is refused.
# Seen: the lines below: what is there 60 ms later.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund keyv@6.1.0 cacheable@2.5.0 lru-cache@11.5.3 node-cache@5.1.2
cat >try.mjs <<'JS'
import { setTimeout } from "node:timers/promises";
import { Cacheable } from "cacheable";
import { Keyv } from "keyv";
import { LRUCache } from "lru-cache";
import NodeCache from "node-cache";
for (const [what, ttl] of [["20 ms", 20], ["20 ms ago", -20], ["an hour ago", -3_600_000], ["NaN", Number.NaN], ["a text", "20 ms"], ["a Date of then", new Date(0)]]) {
  const keyv = new Keyv();
  await keyv.set("token", "old", ttl);
  const cacheable = new Cacheable();
  await cacheable.set("token", "old", ttl);
  const lru = new LRUCache({ max: 9 });
  lru.set("token", "old", { ttl });
  const nodeCache = new NodeCache();
  nodeCache.set("token", "old", typeof ttl === "number" ? ttl / 1000 : ttl);
  await setTimeout(60);
  console.log(
    `${what}: keyv ${await keyv.get("token")}, cacheable ${await cacheable.get("token")}, lru-cache ${lru.get("token")}, node-cache ${nodeCache.get("token")}`,
  );
}
process.exit();
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
20 ms: keyv undefined, cacheable undefined, lru-cache undefined, node-cache undefined
20 ms ago: keyv old, cacheable old, lru-cache undefined, node-cache undefined
an hour ago: keyv old, cacheable old, lru-cache undefined, node-cache undefined
NaN: keyv old, cacheable old, lru-cache old, node-cache old
a text: keyv old, cacheable undefined, lru-cache old, node-cache old
a Date of then: keyv old, cacheable old, lru-cache undefined, node-cache undefined
TXT
diff wanted seen
