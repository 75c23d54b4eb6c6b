#!/usr/bin/env bash
# got 14.6.6, axios 1.21.1 with axios-retry 4.5.0, rxjs 7.8.2 and p-timeout 7.0.2, with ky 1.14.3, delay 7.0.0 and effect 4.1.0 beside
#   them; seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: a library that waits for a living knows that setTimeout takes 24 days at most. A client that is told 429 or 503 with a
#   Retry-After of 30 days, as a quota of the month does, waits so long or gives up.
# Behaviour: got and axios-retry ask again in the same moment, as often as they are allowed to. timer() of rxjs rings at once, given a
#   Date too, and p-timeout says that 2592000000 milliseconds are over. All that one gets is a TimeoutOverflowWarning of Node, and in
#   a browser nothing. ky, delay and effect wait.
# Seen: the lines below: what comes within half a second, and how often the server was asked.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund \
  got@14.6.6 axios@1.21.1 axios-retry@4.5.0 rxjs@7.8.2 p-timeout@7.0.2 ky@1.14.3 delay@7.0.0 effect@4.1.0
cat >try.mjs <<'JS'
import { once } from "node:events";
import { createServer } from "node:http";
import axios from "axios";
import axiosRetry from "axios-retry";
import delay from "delay";
import { Effect } from "effect";
import got from "got";
import ky from "ky";
import pTimeout from "p-timeout";
import { firstValueFrom, timer } from "rxjs";
const MONTH = 30 * 24 * 3600;
let asked = 0;
const server = createServer((_, response) => {
  asked++;
  response.writeHead(503, { "retry-after": `${MONTH}` }).end();
}).listen(0, "127.0.0.1");
await once(server, "listening");
const url = `http://127.0.0.1:${server.address().port}`;
const client = axios.create();
axiosRetry(client, { retries: 2, retryDelay: axiosRetry.exponentialDelay });
const waits = {
  got: () => got(url, { retry: { limit: 2 } }),
  "axios-retry": () => client.get(url),
  ky: () => ky(url, { retry: 2 }),
  "rxjs timer": () => firstValueFrom(timer(MONTH * 1000)),
  "rxjs timer of a Date": () => firstValueFrom(timer(new Date(Date.now() + MONTH * 1000))),
  "p-timeout": () => pTimeout(new Promise(() => {}), { milliseconds: MONTH * 1000 }),
  delay: () => delay(MONTH * 1000),
  "effect sleep": () => Effect.runPromise(Effect.sleep(`${MONTH} seconds`)),
};
for (const [name, wait] of Object.entries(waits)) {
  asked = 0;
  const over = wait().then(
    () => "over",
    (error) => `over with ${error.name}`,
  );
  const seen = await Promise.race([over, new Promise((tell) => setTimeout(tell, 500, "waits"))]);
  console.log(`${name}: ${seen}${asked > 0 ? `, asked ${asked}` : ""}`);
}
process.exit();
JS
node --no-warnings try.mjs | tee seen
cat >wanted <<'TXT'
got: over with HTTPError, asked 3
axios-retry: over with AxiosError, asked 3
ky: waits, asked 1
rxjs timer: over
rxjs timer of a Date: over
p-timeout: over with TimeoutError
delay: waits
effect sleep: waits
TXT
diff wanted seen
