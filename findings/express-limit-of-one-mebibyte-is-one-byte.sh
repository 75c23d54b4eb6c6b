#!/usr/bin/env bash
# express 5.3.0 with body-parser 2.4.0 and bytes 3.1.2; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: express.json({ limit }) reads "1MiB", nginx's "10m" or docker's "512k" as they are meant, or refuses a text
#   that it can't read, as it refuses "unlimited".
# Behaviour: of a unit that bytes does not know only the number is taken, in bytes: "1MiB" is a limit of 1 byte, "10m" one of
#   10, "1,5mb" one of 1. The application starts and answers each order with 413. Of a fraction without a known unit the
#   whole part is taken, "0.5 MiB" is 0, and "1_000kb" is 1.
# Seen: the lines below; the body that is posted has 12 bytes.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund express@5.3.0 body-parser@2.4.0 bytes@3.1.2
cat >try.mjs <<'JS'
import bytes from "bytes";
import express from "express";
for (const limit of ["1mb", "1 MB", "1MiB", "10m", "512k", "1,5mb", "1_000kb", "0.5 MiB", "unlimited"]) {
  let status = "does not start";
  try {
    const app = express();
    app.post("/", express.json({ limit }), (_, response) => response.sendStatus(200));
    app.use((error, _, response, __) => response.sendStatus(error.status));
    const server = await new Promise((done) => {
      const opened = app.listen(0, "127.0.0.1", () => done(opened));
    });
    const headers = { "content-type": "application/json" };
    const url = `http://127.0.0.1:${server.address().port}`;
    ({ status } = await fetch(url, { method: "POST", headers, body: '{"order":17}' }));
    server.close();
    server.closeAllConnections();
  } catch ({ message }) {
    status = message;
  }
  console.log(`${limit}: ${bytes.parse(limit)} bytes, ${status}`);
}
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
1mb: 1048576 bytes, 200
1 MB: 1048576 bytes, 200
1MiB: 1 bytes, 413
10m: 10 bytes, 413
512k: 512 bytes, 200
1,5mb: 1 bytes, 413
1_000kb: 1 bytes, 413
0.5 MiB: 0 bytes, 413
unlimited: null bytes, option limit "unlimited" is invalid
TXT
diff wanted seen
