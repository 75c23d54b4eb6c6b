#!/usr/bin/env bash
# sonic-boom 4.2.1 (what pino writes with), seen 2026-11-28 with Node 20.20 on Linux.
# Likely guess: end() on a stream whose file can't be written emits the error, and then finish or close: it has ended.
# Behaviour: with a full disk (/dev/full here) a write gives one error; end() gives one more and neither finish nor
#   close, so a program that waits for one of them before it exits does not end.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund sonic-boom@4.2.1
cat >try.mjs <<'JS'
import SonicBoom from "sonic-boom";
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
for (const [what, dest] of [["a file", "./a.log"], ["a full disk", "/dev/full"]])
  for (const sync of [false, true]) {
    const out = new SonicBoom({ dest, sync });
    const told = [];
    for (const event of ["error", "finish", "close"]) out.on(event, (error) => told.push(error?.code ?? event));
    await new Promise((resolve) => out.once("ready", resolve));
    out.write("a line\n");
    await pause(300);
    const written = told.splice(0);
    out.end();
    await pause(1_000);
    console.log(`${what}, sync ${sync}: write tells [${written}], end tells [${told}]`);
  }
process.exit();
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
a file, sync false: write tells [], end tells [finish,close]
a file, sync true: write tells [], end tells [finish,close]
a full disk, sync false: write tells [ENOSPC], end tells [ENOSPC]
a full disk, sync true: write tells [ENOSPC], end tells [ENOSPC]
TXT
diff wanted seen
