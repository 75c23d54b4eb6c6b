#!/usr/bin/env bash
# @msgpack/msgpack 3.1.3, notepack.io 3.0.1, msgpack5 6.1.0 and msgpackr 2.1.4 (MessagePack), cbor 10.0.12 and
#   cbor-x 1.6.9 (CBOR); seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: what stands for "no value" stays so: an invalid Date comes back invalid, as null, or is refused; a key whose
#   value is undefined comes back undefined or not at all. JSON does it that way.
# Behaviour: three of the four MessagePack libraries write an invalid Date as a timestamp of 0, so it comes back as the
#   first of January 1970, a valid one. @msgpack/msgpack makes null of an undefined value, which elsewhere is left out: a
#   reader takes "not said" for "set to nothing".
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund \
  @msgpack/msgpack@3.1.3 notepack.io@3.0.1 msgpack5@6.1.0 msgpackr@2.1.4 cbor@10.0.12 cbor-x@1.6.9
cat >try.mjs <<'JS'
import { inspect } from "node:util";
import * as msgpack from "@msgpack/msgpack";
import cbor from "cbor";
import * as cborX from "cbor-x";
import makeMsgpack5 from "msgpack5";
import { pack, unpack } from "msgpackr";
import notepack from "notepack.io";
const msgpack5 = makeMsgpack5();
const ways = {
  JSON: (value) => JSON.parse(JSON.stringify(value)),
  "@msgpack/msgpack": (value) => msgpack.decode(msgpack.encode(value)),
  "notepack.io": (value) => notepack.decode(notepack.encode(value)),
  msgpack5: (value) => msgpack5.decode(msgpack5.encode(value)),
  msgpackr: (value) => unpack(pack(value)),
  cbor: (value) => cbor.decode(cbor.encode(value)),
  "cbor-x": (value) => cborX.decode(cborX.encode(value)),
};
for (const [name, way] of Object.entries(ways))
  console.log(`${name}: ${inspect(way({ due: new Date(Number.NaN) }))} ${inspect(way({ note: undefined, paid: true }))}`);
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
JSON: { due: null } { paid: true }
@msgpack/msgpack: { due: 1970-01-01T00:00:00.000Z } { note: null, paid: true }
notepack.io: { due: 1970-01-01T00:00:00.000Z } { paid: true }
msgpack5: { due: 1970-01-01T00:00:00.000Z } { paid: true }
msgpackr: { due: Invalid Date } { note: undefined, paid: true }
cbor: { due: Invalid Date } { note: undefined, paid: true }
cbor-x: { due: Invalid Date } { note: undefined, paid: true }
TXT
diff wanted seen
