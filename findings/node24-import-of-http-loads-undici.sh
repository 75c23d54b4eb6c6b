#!/usr/bin/env bash
# Node.js 24.21.0, seen 2026-11-28; Node 20.20.2 beside it.
# Likely guess: `import "node:http"` and `require("node:http")` load the same: the server and client of HTTP, and what
#   the module offers lazily (WebSocket, MessageEvent, CloseEvent) is loaded by whoever first uses it.
# Behaviour: with Node 24, to import the module as ESM looks at each of its exports, so the built-in undici is loaded at
#   once, some tens of milliseconds of a start. `require` and `process.getBuiltinModule` don't, nor does Node 20.
# Seen: the lines below: what was loaded of undici.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund node@24.21.0 node-20@npm:node@20.20.2
new=node_modules/node/bin/node old=node_modules/node-20/bin/node
loaded='process.moduleLoadList.filter((name) => name.includes("undici")).join() || "none"'
{
  for way in 'import("node:http")' 'import("node:https")' 'require("node:http")' 'process.getBuiltinModule("node:http")'; do
    for node in "$new" "$old"; do
      echo "$("$node" -p 'process.version.slice(0, 3)') $way: $("$node" -e "Promise.resolve($way).then(() => console.log($loaded))")"
    done
  done
} | tee seen
cat >wanted <<'TXT'
v24 import("node:http"): NativeModule internal/deps/undici/undici
v20 import("node:http"): none
v24 import("node:https"): none
v20 import("node:https"): none
v24 require("node:http"): none
v20 require("node:http"): none
v24 process.getBuiltinModule("node:http"): none
v20 process.getBuiltinModule("node:http"): none
TXT
diff wanted seen
