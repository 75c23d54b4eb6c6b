#!/usr/bin/env bash
# jmespath 0.16.0, with @jmespath-community/jmespath 1.3.0 beside it, two engines of one language; seen 2026-11-29 with Node 20.20 and
#   24.21.
# Likely guess: orders[?price < `100`] finds the orders with a price below 100: the specification has <, <=, > and >= compare numbers
#   alone, and give null for everything else, which finds nothing.
# Behaviour: jmespath compares as JavaScript does. An order without a price, or whose price is null, is one below 100, as if it cost
#   nothing; true is 1, and a text is the number in it. Texts and dates are compared by their letters, which works here and finds
#   nothing with the other engine, so an expression that was tried with one of them is another with the other.
# Seen: the lines below: the orders that are found.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund jmespath@0.16.0 @jmespath-community/jmespath@1.3.0
cat >try.mjs <<'JS'
import { search } from "@jmespath-community/jmespath";
import jmespath from "jmespath";
const data = {
  orders: [
    { id: "A", price: 50, at: "2026-11-29" },
    { id: "B", price: "70", at: "2026-12-01" },
    { id: "C", price: null },
    { id: "D" },
    { id: "E", price: true },
    { id: "F", price: 500 },
  ],
};
for (const expression of [
  "orders[?price < `100`].id",
  "orders[?price >= `0`].id",
  "orders[?price > `60`].id",
  "orders[?price == `70`].id",
  "orders[?at > '2026-11-30'].id",
  "orders[?!(price > `60`)].id",
])
  console.log(`${expression}: jmespath ${jmespath.search(data, expression).join(" ")}, community ${search(data, expression).join(" ")}`);
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
orders[?price < `100`].id: jmespath A B C D E, community A
orders[?price >= `0`].id: jmespath A B C D E F, community A F
orders[?price > `60`].id: jmespath B F, community F
orders[?price == `70`].id: jmespath , community 
orders[?at > '2026-11-30'].id: jmespath B, community 
orders[?!(price > `60`)].id: jmespath A C D E, community A B C D E
TXT
diff wanted seen
