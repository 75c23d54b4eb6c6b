#!/usr/bin/env bash
# protobufjs 8.8.1, seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: what verify() finds no fault with, fromObject() takes in; a name as it stands in the .proto file is known, as JSON of
#   Protocol Buffers has it.
# Behaviour: a Date for a Timestamp is an object without seconds, so it is the first second of 1970; a Map for a map is empty;
#   delivery_note, the name in the file, is unknown, since it is deliveryNote here, and is left out. verify() says nothing to any of them.
#   A text for the Timestamp, which is how JSON of Protocol Buffers writes it, throws.
# Seen: the lines below: what verify() says, and what is in the message that was sent.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund protobufjs@8.8.1
cat >try.mjs <<'JS'
import protobuf from "protobufjs";
const { root } = protobuf.parse(`syntax = "proto3";
message Timestamp { int64 seconds = 1; int32 nanos = 2; }
message Order { Timestamp due = 1; map<string, int32> pieces = 2; string delivery_note = 3; }`);
const Order = root.lookupType("Order");
const options = { longs: Number, defaults: false };
for (const [what, order] of Object.entries({
  seconds: { due: { seconds: 1795946400 } },
  "a Date": { due: new Date(1795946400_000) },
  "an object": { pieces: { tea: 2 } },
  "a Map": { pieces: new Map([["tea", 2]]) },
  deliveryNote: { deliveryNote: "ring twice" },
  delivery_note: { delivery_note: "ring twice" },
})) {
  const sent = Order.encode(Order.fromObject(order)).finish();
  console.log(`${what}: verify ${JSON.stringify(Order.verify(order))}, ${JSON.stringify(Order.toObject(Order.decode(sent), options))}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
seconds: verify null, {"due":{"seconds":1795946400}}
a Date: verify null, {"due":{}}
an object: verify null, {"pieces":{"tea":2}}
a Map: verify null, {}
deliveryNote: verify null, {"deliveryNote":"ring twice"}
delivery_note: verify null, {}
TXT
diff wanted seen
