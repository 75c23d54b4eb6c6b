#!/usr/bin/env bash
# cbor-x 1.6.9, cborg 6.1.5 and cbor2 2.3.0, three libraries for CBOR (RFC 8949); seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: a whole number that JavaScript holds well is a number again at the other end, whichever of them wrote it, and two
#   entries of a Map stay two.
# Behaviour: cbor-x reads each whole number from 2^32 on as a BigInt, if it was written as one: a time in milliseconds of cborg or of
#   cbor2 is 1795942800000n, which neither JSON.stringify nor an addition takes. Its own it writes as fractions, so that its own tests
#   pass. Of a Map with the keys 1 and "1" of another writer it keeps the last entry. An option, int64AsNumber, is
#   for the first.
# Seen: the lines below: who writes, who reads.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund cbor-x@1.6.9 cborg@6.1.5 cbor2@2.3.0
cat >try.mjs <<'JS'
import { inspect } from "node:util";
import * as cborX from "cbor-x";
import * as cbor2 from "cbor2";
import * as cborg from "cborg";
const libraries = { "cbor-x": cborX, cborg: { ...cborg, decode: (bytes) => cborg.decode(bytes, { useMaps: true }) }, cbor2 };
for (const value of [2 ** 32 - 1, 2 ** 32, Date.UTC(2026, 10, 29, 9), -(2 ** 32), new Map([[1, "a"], ["1", "b"]])])
  for (const [writer, { encode }] of Object.entries(libraries)) {
    const bytes = Buffer.from(encode(value));
    const seen = Object.entries(libraries).map(([name, { decode }]) => {
      try {
        return `${name} ${inspect(decode(bytes))}`;
      } catch {
        return `${name} refuses`;
      }
    });
    console.log(`${inspect(value)} of ${writer}: ${seen.join(", ")}`);
  }
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
4294967295 of cbor-x: cbor-x 4294967295, cborg 4294967295, cbor2 4294967295
4294967295 of cborg: cbor-x 4294967295, cborg 4294967295, cbor2 4294967295
4294967295 of cbor2: cbor-x 4294967295, cborg 4294967295, cbor2 4294967295
4294967296 of cbor-x: cbor-x 4294967296, cborg 4294967296, cbor2 4294967296
4294967296 of cborg: cbor-x 4294967296n, cborg 4294967296, cbor2 4294967296
4294967296 of cbor2: cbor-x 4294967296n, cborg 4294967296, cbor2 4294967296
1795942800000 of cbor-x: cbor-x 1795942800000, cborg 1795942800000, cbor2 1795942800000
1795942800000 of cborg: cbor-x 1795942800000n, cborg 1795942800000, cbor2 1795942800000
1795942800000 of cbor2: cbor-x 1795942800000n, cborg 1795942800000, cbor2 1795942800000
-4294967296 of cbor-x: cbor-x -4294967296, cborg -4294967296, cbor2 -4294967296
-4294967296 of cborg: cbor-x -4294967296, cborg -4294967296, cbor2 -4294967296
-4294967296 of cbor2: cbor-x -4294967296, cborg -4294967296, cbor2 -4294967296
Map(2) { 1 => 'a', '1' => 'b' } of cbor-x: cbor-x Map(2) { 1 => 'a', '1' => 'b' }, cborg refuses, cbor2 259(Map(2) { 1 => 'a', '1' => 'b' })
Map(2) { 1 => 'a', '1' => 'b' } of cborg: cbor-x { '1': 'b' }, cborg Map(2) { 1 => 'a', '1' => 'b' }, cbor2 Map(2) { 1 => 'a', '1' => 'b' }
Map(2) { 1 => 'a', '1' => 'b' } of cbor2: cbor-x { '1': 'b' }, cborg Map(2) { 1 => 'a', '1' => 'b' }, cbor2 Map(2) { 1 => 'a', '1' => 'b' }
TXT
diff wanted seen
