#!/usr/bin/env bash
# mingo 7.2.7 and sift 17.1.4, two engines for MongoDB's queries in memory; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: one query finds the same records with either, those of MongoDB's manual: $all of one value is as the value
#   itself, $elemMatch is for lists with such an element, and dates and numbers are not compared.
# Behaviour: mingo's $all finds lists alone, and its $elemMatch: { paid: 1 } finds a list of bare numbers, which have no field.
#   sift takes a date for its number of milliseconds, so "due before December" finds a 5, and "more than 3" finds dates; to
#   equal one of several values, it looks into lists within lists.
# Seen: the lines below: what each finds.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund mingo@7.2.7 sift@17.1.4
cat >try.mjs <<'JS'
import { Query } from "mingo";
import sift from "sift";
const lists = [{ tag: 1 }, { tag: [1, 5] }, { tag: [[1]] }, { tag: [{ paid: 1 }] }, { tag: [{ paid: 0 }] }];
const dates = [{ due: new Date("2026-11-29") }, { due: 5 }, { due: "2026-11-29" }, {}];
for (const [records, query] of [
  [lists, { tag: 1 }],
  [lists, { tag: { $all: [1] } }],
  [lists, { tag: { $elemMatch: { paid: 1 } } }],
  [lists, { "tag.paid": 1 }],
  [dates, { due: { $lt: new Date("2026-12-01") } }],
  [dates, { due: { $gt: 3 } }],
  [dates, { due: new Date(5) }],
]) {
  const [mingo, other] = [(record) => new Query(query).test(record), sift(query)].map((finds) =>
    records.filter((record) => finds(record)).map((record) => JSON.stringify(record)).join(" ") || "none",
  );
  console.log(`${JSON.stringify(query)}: mingo ${mingo}; sift ${other === mingo ? "the same" : other}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
{"tag":1}: mingo {"tag":1} {"tag":[1,5]}; sift {"tag":1} {"tag":[1,5]} {"tag":[[1]]}
{"tag":{"$all":[1]}}: mingo {"tag":[1,5]}; sift {"tag":1} {"tag":[1,5]} {"tag":[[1]]}
{"tag":{"$elemMatch":{"paid":1}}}: mingo {"tag":[1,5]} {"tag":[{"paid":1}]}; sift {"tag":[{"paid":1}]}
{"tag.paid":1}: mingo {"tag":[[1]]} {"tag":[{"paid":1}]}; sift {"tag":[{"paid":1}]}
{"due":{"$lt":"2026-12-01T00:00:00.000Z"}}: mingo {"due":"2026-11-29T00:00:00.000Z"}; sift {"due":"2026-11-29T00:00:00.000Z"} {"due":5}
{"due":{"$gt":3}}: mingo {"due":5}; sift {"due":"2026-11-29T00:00:00.000Z"} {"due":5}
{"due":"1970-01-01T00:00:00.005Z"}: mingo none; sift {"due":5}
TXT
diff wanted seen
