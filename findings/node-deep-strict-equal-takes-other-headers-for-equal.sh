#!/usr/bin/env bash
# Node.js 20.20.2 and 24.21.0: assert.deepStrictEqual (and util.isDeepStrictEqual); seen 2026-11-29.
# Likely guess: it compares what an object of the platform holds, as it does with Map, Date and URL. If it can't, it says so or
#   finds them unequal.
# Behaviour: it looks at the properties that can be listed, so other Headers, URLSearchParams and number formats are equal,
#   and a test of them can't fail. Of FormData, Request and Response Node 20 finds the difference, and Node 24 does not: what
#   was a test becomes none by the update.
# Seen: the lines below: which of them pass for equal.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund node@24.21.0 node-20@npm:node@20.20.2
cat >try.mjs <<'JS'
import assert from "node:assert";
const form = (paid) => {
  const data = new FormData();
  data.set("paid", paid);
  return data;
};
const pairs = {
  Map: [new Map([["a", 1]]), new Map([["a", 2]])],
  URL: [new URL("https://a.example"), new URL("https://b.example")],
  Blob: [new Blob(["a"]), new Blob(["b", "c"])],
  Headers: [new Headers({ paid: "yes" }), new Headers({ paid: "no" })],
  URLSearchParams: [new URLSearchParams("paid=yes"), new URLSearchParams("paid=no")],
  FormData: [form("yes"), form("no")],
  Request: [new Request("https://a.example"), new Request("https://b.example", { method: "DELETE" })],
  Response: [new Response("done"), new Response("failed", { status: 500 })],
  "Intl.NumberFormat": [new Intl.NumberFormat("vi"), new Intl.NumberFormat("en")],
};
for (const [name, [one, other]] of Object.entries(pairs)) {
  let told = "equal";
  try {
    assert.deepStrictEqual(one, other);
  } catch {
    told = "other";
  }
  console.log(process.version.slice(0, 3), name, told);
}
JS
for node in node_modules/node-20/bin/node node_modules/node/bin/node; do "$node" --no-warnings try.mjs; done | tee seen
cat >wanted <<'TXT'
v20 Map other
v20 URL other
v20 Blob other
v20 Headers equal
v20 URLSearchParams equal
v20 FormData other
v20 Request other
v20 Response other
v20 Intl.NumberFormat equal
v24 Map other
v24 URL other
v24 Blob other
v24 Headers equal
v24 URLSearchParams equal
v24 FormData equal
v24 Request equal
v24 Response equal
v24 Intl.NumberFormat equal
TXT
diff wanted seen
