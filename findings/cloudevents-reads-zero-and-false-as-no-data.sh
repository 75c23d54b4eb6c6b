#!/usr/bin/env bash
# cloudevents 10.0.0 (the SDK of CloudEvents for JavaScript), seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: `data` of an event in the JSON format is any JSON value, as the format has it, and what HTTP.structured() writes,
#   HTTP.toEvent() reads.
# Behaviour: 0, false and "" are written and then read as no data at all: a stock of 0 and a flag that was turned off are gone
#   on the receiver's side, and 1 and true are there. In binary mode it is the other way round: 1 and true are refused as of a
#   wrong type, 0 and false are not. Bytes come back as numbers of 32 bits, so that in memory three zeros follow each byte.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund cloudevents@10.0.0
cat >try.mjs <<'JS'
import { CloudEvent, HTTP } from "cloudevents";
const show = (value) => (ArrayBuffer.isView(value) ? `${value.constructor.name} of ${value.byteLength} bytes` : JSON.stringify(value));
for (const data of [1, 0, true, false, "a", "", [], { stock: 0 }, new Uint8Array([104, 105])])
  for (const mode of ["structured", "binary"]) {
    let read;
    try {
      read = show(HTTP.toEvent(HTTP[mode](new CloudEvent({ id: "1", type: "stock", source: "/shop", data }))).data);
    } catch ({ message }) {
      read = `throws ${message}`;
    }
    console.log(`${show(data)} ${mode}: ${read}`);
  }
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
1 structured: 1
1 binary: throws invalid payload type, allowed are: string or object
0 structured: undefined
0 binary: 0
true structured: true
true binary: throws invalid payload type, allowed are: string or object
false structured: undefined
false binary: false
"a" structured: "a"
"a" binary: "a"
"" structured: undefined
"" binary: ""
[] structured: []
[] binary: []
{"stock":0} structured: {"stock":0}
{"stock":0} binary: {"stock":0}
Uint8Array of 2 bytes structured: Uint32Array of 8 bytes
Uint8Array of 2 bytes binary: Uint8Array of 2 bytes
TXT
diff wanted seen
