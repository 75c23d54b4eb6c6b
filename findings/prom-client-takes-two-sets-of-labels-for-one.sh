#!/usr/bin/env bash
# prom-client 15.1.3, seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: each set of labels is a series of its own, whatever is in the values: a comma, a colon, a quotation mark are
#   written right in the output.
# Behaviour: within, a set is known by "name:value,name:value" in one text, so values with a comma and a colon meet: the second
#   set is counted in the first, and never shows.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund prom-client@15.1.3
cat >try.mjs <<'JS'
import client from "prom-client";
for (const sets of [
  [{ path: "a,shop:b", shop: "c" }, { path: "a", shop: "b,shop:c" }],
  [{ path: "a,b", shop: "c" }, { path: "a", shop: "b,c" }],
  [{ path: 'a"b', shop: "c" }, { path: "a'b", shop: "c" }],
]) {
  const counter = new client.Counter({ name: "orders", help: "orders", labelNames: ["path", "shop"], registers: [] });
  for (const set of sets) counter.inc(set);
  const { values } = await counter.get();
  console.log(`${JSON.stringify(sets)}: ${values.map(({ labels, value }) => `${JSON.stringify(labels)} ${value}`).join(", ")}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
[{"path":"a,shop:b","shop":"c"},{"path":"a","shop":"b,shop:c"}]: {"path":"a,shop:b","shop":"c"} 2
[{"path":"a,b","shop":"c"},{"path":"a","shop":"b,c"}]: {"path":"a,b","shop":"c"} 1, {"path":"a","shop":"b,c"} 1
[{"path":"a\"b","shop":"c"},{"path":"a'b","shop":"c"}]: {"path":"a\"b","shop":"c"} 1, {"path":"a'b","shop":"c"} 1
TXT
diff wanted seen
