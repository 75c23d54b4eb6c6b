#!/usr/bin/env bash
# jsonpath-plus 10.4.0 and jsonpath 1.3.0, with json-p3 2.3.1 beside them, three readers of JSONPath (RFC 9535); seen 2026-11-29 with
#   Node 20.20 and 24.21.
# Likely guess: $.orders[-1] is the last order; what a reader does not know of the language is an error, as jsonpath has one for
#   [?@.price > 5].
# Behaviour: for both, -1 is the name of a field that is not there: nothing is found, and of [0,-1] the first alone. [-1:] works. For
#   jsonpath-plus a filter without brackets, two names in one pair of brackets, a space in them and a step backwards also find nothing,
#   without an error: no order is above 5, says the expression that the standard has.
# Seen: the lines below: the ids that are found.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund jsonpath-plus@10.4.0 jsonpath@1.3.0 json-p3@2.3.1
cat >try.mjs <<'JS'
import { query } from "json-p3";
import jsonpath from "jsonpath";
import { JSONPath } from "jsonpath-plus";
const data = {
  orders: [
    { id: 1, price: 5 },
    { id: 2, price: 10 },
    { id: 3, price: 20 },
  ],
};
const readers = {
  "jsonpath-plus": (path) => JSONPath({ path, json: data }),
  jsonpath: (path) => jsonpath.query(data, path),
  "json-p3": (path) => query(path, data).values(),
};
for (const path of [
  "$.orders[-1:].id",
  "$.orders[-1].id",
  "$.orders[0,-1].id",
  "$.orders[::-1].id",
  "$.orders[?(@.price > 5)].id",
  "$.orders[?@.price > 5].id",
  "$.orders[0]['id','price']",
  "$.orders[ 0 ].id",
]) {
  const seen = [];
  for (const [name, read] of Object.entries(readers)) {
    let found;
    try {
      found = read(path).join(" ") || "nothing";
    } catch {
      found = "an error";
    }
    seen.push(`${name} ${found}`);
  }
  console.log(`${path}: ${seen.join(", ")}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
$.orders[-1:].id: jsonpath-plus 3, jsonpath 3, json-p3 3
$.orders[-1].id: jsonpath-plus nothing, jsonpath nothing, json-p3 3
$.orders[0,-1].id: jsonpath-plus 1, jsonpath 1, json-p3 1 3
$.orders[::-1].id: jsonpath-plus nothing, jsonpath 3 2 1, json-p3 3 2 1
$.orders[?(@.price > 5)].id: jsonpath-plus 2 3, jsonpath 2 3, json-p3 2 3
$.orders[?@.price > 5].id: jsonpath-plus nothing, jsonpath an error, json-p3 2 3
$.orders[0]['id','price']: jsonpath-plus nothing, jsonpath 1 5, json-p3 1 5
$.orders[ 0 ].id: jsonpath-plus nothing, jsonpath an error, json-p3 1
TXT
diff wanted seen
