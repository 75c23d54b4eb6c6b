#!/usr/bin/env bash
# json-bigint 1.0.0, with lossless-json 4.3.3 beside it; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: JSONbig with useNativeBigInt makes a BigInt of a whole number that is too large for a double, and leaves the
#   rest to JSON.parse.
# Behaviour: what counts is the number of letters. Each fraction of sixteen or more, such as JavaScript itself writes for 0.1 +
#   0.2, throws: the whole document of valid JSON is refused. With storeAsString it becomes a text, so one field is a number in
#   one message and a text in the next; without options an object of bignumber.js. And 1e20, which is large and short, is a
#   plain number with each of them.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund json-bigint@1.0.0 lossless-json@4.3.3
cat >try.mjs <<'JS'
import makeJson from "json-bigint";
import { parse, stringify } from "lossless-json";
const ways = {
  native: makeJson({ useNativeBigInt: true }).parse,
  storeAsString: makeJson({ storeAsString: true }).parse,
  plain: makeJson.parse,
};
const show = (value) => (typeof value === "object" ? `${value.constructor.name} ${value}` : `${typeof value} ${value}`);
for (const rate of [0.25, 0.1 + 0.2, 1 / 3, 123456789012345.6, "1e20", "9007199254740993"]) {
  const text = `{"rate":${rate}}`;
  const read = Object.entries(ways).map(([name, way]) => {
    try {
      return `${name} ${show(way(text).rate)}`;
    } catch ({ message }) {
      return `${name} throws ${message}`;
    }
  });
  console.log(`${text}: ${read.join("; ")}; lossless-json keeps it ${stringify(parse(text)) === text}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
{"rate":0.25}: native number 0.25; storeAsString number 0.25; plain number 0.25; lossless-json keeps it true
{"rate":0.30000000000000004}: native throws Cannot convert 0.30000000000000004 to a BigInt; storeAsString string 0.30000000000000004; plain BigNumber 0.30000000000000004; lossless-json keeps it true
{"rate":0.3333333333333333}: native throws Cannot convert 0.3333333333333333 to a BigInt; storeAsString string 0.3333333333333333; plain BigNumber 0.3333333333333333; lossless-json keeps it true
{"rate":123456789012345.6}: native throws Cannot convert 123456789012345.6 to a BigInt; storeAsString string 123456789012345.6; plain BigNumber 123456789012345.6; lossless-json keeps it true
{"rate":1e20}: native number 100000000000000000000; storeAsString number 100000000000000000000; plain number 100000000000000000000; lossless-json keeps it true
{"rate":9007199254740993}: native bigint 9007199254740993; storeAsString string 9007199254740993; plain BigNumber 9007199254740993; lossless-json keeps it true
TXT
diff wanted seen
