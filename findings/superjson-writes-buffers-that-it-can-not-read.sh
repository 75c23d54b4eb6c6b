#!/usr/bin/env bash
# superjson 2.2.7 and devalue 6.0.3, seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: what superjson.stringify writes without an error, superjson.parse reads; a Buffer is a Uint8Array, and that it
#   knows.
# Behaviour: it writes a Buffer as a typed array of the name "Buffer", and parse throws at that name: the whole document is
#   lost, found out when it is read. A DataView, an ArrayBuffer and an invalid Date are written as {} or null without a word;
#   devalue keeps them.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund superjson@2.2.7 devalue@6.0.3
cat >try.mjs <<'JS'
import * as devalue from "devalue";
import superjson from "superjson";
const bytes = Uint8Array.of(104, 105);
const ways = {
  superjson: [superjson.stringify, superjson.parse],
  devalue: [devalue.stringify, devalue.parse],
};
for (const [what, value] of Object.entries({
  Uint8Array: { file: bytes },
  Buffer: { file: Buffer.from(bytes) },
  ArrayBuffer: { file: bytes.buffer },
  DataView: { file: new DataView(bytes.buffer) },
  "invalid Date": { at: new Date(Number.NaN) },
}))
  for (const [name, [stringify, parse]] of Object.entries(ways)) {
    const written = stringify(value);
    let read;
    try {
      const [field] = Object.values(parse(written));
      read = field === null ? "null" : `${field.constructor.name} ${field}`;
    } catch ({ message }) {
      read = `throws ${message}`;
    }
    console.log(`${what} ${name}: ${read}`);
  }
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
Uint8Array superjson: Uint8Array 104,105
Uint8Array devalue: Uint8Array 104,105
Buffer superjson: throws Trying to deserialize unknown typed array
Buffer devalue: Uint8Array 104,105
ArrayBuffer superjson: Object [object Object]
ArrayBuffer devalue: ArrayBuffer [object ArrayBuffer]
DataView superjson: Object [object Object]
DataView devalue: DataView [object DataView]
invalid Date superjson: null
invalid Date devalue: Date Invalid Date
TXT
diff wanted seen
