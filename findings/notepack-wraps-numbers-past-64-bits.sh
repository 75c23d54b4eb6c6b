#!/usr/bin/env bash
# notepack.io 3.0.1, @msgpack/msgpack 3.1.3, msgpackr 2.1.4 and msgpack5 6.1.0, four writers of one format; seen 2026-11-29
#   with Node 20.20 and 24.21.
# Likely guess: a number comes back as it was written: MessagePack has a double for what no integer of 64 bits holds.
# Behaviour: notepack.io writes every whole number as an integer of 64 bits and lets it wrap: 2 ** 64 comes back as 0, 1e20 as
#   7766279631452242000, and a negative one past the edge as a positive one. The others write a double.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund \
  notepack.io@3.0.1 @msgpack/msgpack@3.1.3 msgpackr@2.1.4 msgpack5@6.1.0
cat >try.mjs <<'JS'
import * as msgpack from "@msgpack/msgpack";
import makeMsgpack5 from "msgpack5";
import { pack, unpack } from "msgpackr";
import notepack from "notepack.io";
const msgpack5 = makeMsgpack5();
const ways = {
  "notepack.io": (value) => notepack.decode(notepack.encode(value)),
  "@msgpack/msgpack": (value) => msgpack.decode(msgpack.encode(value)),
  msgpackr: (value) => unpack(pack(value)),
  msgpack5: (value) => msgpack5.decode(msgpack5.encode(value)),
};
for (const value of [2 ** 63, 2 ** 64, 1e20, 1e300, -(2 ** 63), -(2 ** 63) - 2048, -1e20])
  console.log(value, "->", Object.entries(ways).map(([name, way]) => `${name} ${way(value)}`).join(", "));
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
9223372036854776000 -> notepack.io 9223372036854776000, @msgpack/msgpack 9223372036854776000, msgpackr 9223372036854776000, msgpack5 9223372036854776000
18446744073709552000 -> notepack.io 0, @msgpack/msgpack 18446744073709552000, msgpackr 18446744073709552000, msgpack5 18446744073709552000
100000000000000000000 -> notepack.io 7766279631452242000, @msgpack/msgpack 100000000000000000000, msgpackr 100000000000000000000, msgpack5 100000000000000000000
1e+300 -> notepack.io 0, @msgpack/msgpack 1e+300, msgpackr 1e+300, msgpack5 1e+300
-9223372036854776000 -> notepack.io -9223372036854776000, @msgpack/msgpack -9223372036854776000, msgpackr -9223372036854776000, msgpack5 -9223372036854776000
-9223372036854778000 -> notepack.io 9223372036854774000, @msgpack/msgpack -9223372036854778000, msgpackr -9223372036854778000, msgpack5 -9223372036854778000
-100000000000000000000 -> notepack.io -7766279631452242000, @msgpack/msgpack -100000000000000000000, msgpackr -100000000000000000000, msgpack5 -100000000000000000000
TXT
diff wanted seen
