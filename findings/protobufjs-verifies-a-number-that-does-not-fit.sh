#!/usr/bin/env bash
# protobufjs 8.8.1, with @bufbuild/protobuf 2.17.0 beside it as the other writer; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: a message for which verify() finds no fault is sent as it is; a number that has no place in its field is a
#   fault, as a fraction or a text is ("integer expected").
# Behaviour: verify() asks whether it is a whole number and not how large. 3,000,000,000 in an int32 is sent as -1,294,967,296,
#   -1 in a uint32 as 4,294,967,295, 2^32 as nothing at all, 1e39 in a float as Infinity, and 2^63 in an int64 as one of two
#   numbers, with the sign or without, depending on whether fromObject() or create() made the message. Bufbuild's refuses each.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund protobufjs@8.8.1 @bufbuild/protobuf@2.17.0
cat >try.mjs <<'JS'
import { BinaryWriter } from "@bufbuild/protobuf/wire";
import protobuf from "protobufjs";
const Order = protobuf.parse('syntax = "proto3"; message Order { int32 stock = 1; uint32 size = 2; int64 id = 3; float price = 4; }').root.lookupType("Order");
const sent = (message) => JSON.stringify(Order.toObject(Order.decode(Order.encode(message).finish()), { longs: String }));
const write = { stock: "int32", size: "uint32", id: "int64", price: "float" };
for (const order of [{ stock: 1.5 }, { stock: 2_147_483_647 }, { stock: 3_000_000_000 }, { stock: 2 ** 32 }, { size: -1 }, { id: 2 ** 63 }, { price: 1e39 }]) {
  const [[field, value]] = Object.entries(order);
  let bufbuild = "takes it";
  try {
    new BinaryWriter()[write[field]](value);
  } catch ({ message }) {
    bufbuild = `throws ${message}`;
  }
  console.log(`${JSON.stringify(order)}: verify ${Order.verify(order)}, sent ${sent(Order.fromObject(order))} or ${sent(Order.create(order))}; bufbuild ${bufbuild}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
{"stock":1.5}: verify stock: integer expected, sent {"stock":1} or {"stock":1}; bufbuild throws invalid int32: 1.5
{"stock":2147483647}: verify null, sent {"stock":2147483647} or {"stock":2147483647}; bufbuild takes it
{"stock":3000000000}: verify null, sent {"stock":-1294967296} or {"stock":-1294967296}; bufbuild throws invalid int32: 3000000000
{"stock":4294967296}: verify null, sent {} or {}; bufbuild throws invalid int32: 4294967296
{"size":-1}: verify null, sent {"size":4294967295} or {"size":4294967295}; bufbuild throws invalid uint32: -1
{"id":9223372036854776000}: verify null, sent {"id":"9223372036854775807"} or {"id":"-9223372036854775808"}; bufbuild throws invalid int64: 9223372036854776000
{"price":1e+39}: verify null, sent {"price":null} or {"price":null}; bufbuild throws invalid float32: 1e+39
TXT
diff wanted seen
