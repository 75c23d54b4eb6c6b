#!/usr/bin/env bash
# jsonata 2.2.2, jmespath 0.16.0 and jsonpath-plus 10.4.0, three languages to query JSON; seen 2026-11-29 with Node 20.20 and
#   24.21.
# Likely guess: [status != "paid"] finds every order that [status = "paid"] does not find.
# Behaviour: in JSONata a comparison with a field that lacks is false, whichever: an order without a status is neither paid
#   nor unpaid, and gets no reminder. $not(status = "paid") finds it. With null instead of nothing it is found. The two
#   others find it.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund jsonata@2.2.2 jmespath@0.16.0 jsonpath-plus@10.4.0
cat >try.mjs <<'JS'
import jmespath from "jmespath";
import jsonata from "jsonata";
import { JSONPath } from "jsonpath-plus";
const json = { orders: [{ id: 1, status: "paid" }, { id: 2, status: "open" }, { id: 3 }, { id: 4, status: null }] };
for (const text of ["orders[status = 'paid'].id", "orders[status != 'paid'].id", "orders[$not(status = 'paid')].id", "orders[lacks = lacks].id"])
  console.log(`JSONata ${text}: ${(await jsonata(text).evaluate(json)) ?? "none"}`);
for (const text of ["orders[?status == 'paid'].id", "orders[?status != 'paid'].id"])
  console.log(`JMESPath ${text}: ${jmespath.search(json, text)}`);
for (const path of ["$.orders[?(@.status == 'paid')].id", "$.orders[?(@.status != 'paid')].id"])
  console.log(`JSONPath ${path}: ${JSONPath({ path, json })}`);
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
JSONata orders[status = 'paid'].id: 1
JSONata orders[status != 'paid'].id: 2,4
JSONata orders[$not(status = 'paid')].id: 2,3,4
JSONata orders[lacks = lacks].id: none
JMESPath orders[?status == 'paid'].id: 1
JMESPath orders[?status != 'paid'].id: 2,3,4
JSONPath $.orders[?(@.status == 'paid')].id: 1
JSONPath $.orders[?(@.status != 'paid')].id: 2,3,4
TXT
diff wanted seen
